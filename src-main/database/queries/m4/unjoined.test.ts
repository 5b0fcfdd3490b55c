import { expect, it } from 'vitest';
import { raw } from '../../sql/sql.ts';
import { createTestDatabase, engines } from '../../testing/engines.ts';
import { insertRows } from '../../testing/insert-rows.ts';
import { type M4Input, m4 } from '../m4.ts';

it.each(engines)('joined rows that reach less far than their steps are drawn as finely, on %s', async (engine) => {
  await using database = await createTestDatabase(engine);
  await database.execute(
    'create table steps (id integer, x integer)',
    'create table extra (id integer, y double precision)',
  );
  const all = Array.from({ length: 20_000 }, (_, id) => id);
  await insertRows(
    database,
    'steps',
    all.map((id) => [id, id >> 1]),
  );
  await insertRows(
    database,
    'extra',
    all.slice(19_000).map((id) => [id, (id * 7919) % 1000]),
  );
  const connection = await database.open();
  const input: M4Input = {
    ...{ from: raw('steps s join extra e on e.id = s.id'), where: [], x: raw('s.x'), y: raw('e.y'), group: null },
    ...{ pixels: 40, aggregate: 'mean' },
  };
  const options = { fewSteps: 100 };
  const plain = await m4(connection, input, options);
  const quick = await m4(connection, { ...input, unjoined: { from: raw('steps s'), where: [] } }, options);
  expect(plain.lines[0]).toMatchObject({ rows: 1000, notFinite: 0, method: 'mean+m4' });
  expect(quick.lines).toEqual(plain.lines);
});
