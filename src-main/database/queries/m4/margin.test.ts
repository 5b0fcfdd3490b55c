import { expect, it } from 'vitest';
import { raw } from '../../sql/sql.ts';
import { createTestDatabase, engines } from '../../testing/engines.ts';
import { m4 } from '../m4.ts';

it.each(engines)('finds the next points beyond a range of very many rows, near or far, on %s', async (engine) => {
  await using database = await createTestDatabase(engine);
  await database.execute(
    'create table t (k varchar(9), x integer, y double precision)',
    `insert into t with recursive r (n) as (select 0 union all select n + 1 from r where n < 447)
      select 'a', 1000 + 448 * p.n + q.n, (p.n * q.n) % 1009 from r p, r q`,
    // Beyond a part in 256 of the range, and within a sixteenth of it; a second line has its neighbours next to it.
    `insert into t values ('a', -8000, 5), ('a', -9000, 6), ('a', 208000, 7)`,
    `insert into t select 'b', x + 1, -y from t where k = 'a' and x between 1000 and 201703`,
    `insert into t values ('b', 999, 0), ('b', 201705, 0)`,
  );
  const answer = await m4(await database.open(), {
    ...{ from: raw('t'), where: [], x: raw('x'), y: raw('y'), pixels: 100, range: [1000, 201703] },
    group: { parts: [raw('k')], text: ([k]) => k! },
  });
  const ends = answer.lines.map(({ key, rows, points }) => [key, rows, points[0]?.[0], points.at(-1)?.[0]]);
  expect(ends).toEqual([
    ['a', 448 * 448, -8000, 208000],
    ['b', 448 * 448 - 1, 999, 201704],
  ]);
});
