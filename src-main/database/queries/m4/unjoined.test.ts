import { expect, it } from 'vitest';
import type { Engine } from '#shared/model/source.ts';
import { listening } from '../../lenses/testing/listening.ts';
import { raw } from '../../sql/sql.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { insertRows } from '../../testing/insert-rows.ts';
import { type M4Input, m4 } from '../m4.ts';

const unjoined = { from: raw('steps s'), where: [] };
const input: M4Input = {
  ...{ from: raw('steps s join extra e on e.id = s.id'), where: [], x: raw('s.x'), y: raw('e.y'), group: null },
  ...{ pixels: 40, aggregate: 'mean' },
};
const options = { fewSteps: 100 };

it.each(engines)('joined rows that reach less far than their steps are drawn as finely, on %s', async (engine) => {
  await using database = await joinedAtTheEnd(engine);
  const connection = await database.open();
  const plain = await m4(connection, input, options);
  expect(plain.lines[0]).toMatchObject({ rows: 1000, notFinite: 0, method: 'mean+m4' });
  expect((await m4(connection, { ...input, unjoined }, options)).lines).toEqual(plain.lines);
});

it.each(engines)('lines of joined rows are told apart by their steps alone, on %s', async (engine) => {
  await using database = await joinedAtTheEnd(engine);
  const connection = await database.open();
  const group: M4Input['group'] = { parts: [raw('s.half')], text: ([half]) => half! };
  for (const pixels of [40, 400]) {
    const plain = await m4(connection, { ...input, group, pixels }, options);
    expect(plain.lines.map(({ key, rows }) => [key, rows])).toEqual([['late', 1000]]);
    expect((await m4(connection, { ...input, group, pixels, unjoined }, options)).lines).toEqual(plain.lines);
  }
});

it('draws few means of joined rows whole, and does not ask DuckDB how far their steps reach', async () => {
  await using database = await joinedAtTheEnd('duckdb');
  const { connection, statements } = listening(await database.open());
  const ask = { ...input, pixels: 200 };
  const quick = await m4(connection, { ...ask, unjoined });
  expect(statements).toEqual([quick.sql]);
  expect(quick.lines[0]).toMatchObject({ rows: 1000, notFinite: 0, method: 'mean' });
  expect(quick.lines).toEqual((await m4(connection, ask)).lines);
});

/** 20,000 rows of 10,000 steps, with which only the last 1,000 are joined. */
async function joinedAtTheEnd(engine: Engine): Promise<TestDatabase> {
  const database = await createTestDatabase(engine);
  await database.execute(
    'create table steps (id integer, x integer, half varchar(9))',
    'create table extra (id integer, y double precision)',
  );
  const all = Array.from({ length: 20_000 }, (_, id) => id);
  const steps = all.map((id) => [id, id >> 1, id < 10_000 ? 'early' : 'late'] as const);
  await insertRows(database, 'steps', steps);
  const extra = all.slice(19_000).map((id) => [id, (id * 7919) % 1000] as const);
  await insertRows(database, 'extra', extra);
  return database;
}
