import { describe, expect, it } from 'vitest';
import { name, raw, sql } from '../sql/sql.ts';
import { createTestDatabase, engines } from '../testing/engines.ts';
import { insertRows } from '../testing/insert-rows.ts';
import { type DensityInput, densityOf } from './density.ts';

type Point = readonly [x: number | null, y: number | null, v: number | null];

/** A spiral around the origin, with points on edges of cells, −0, and places that are none. */
const points: readonly Point[] = [
  ...Array.from({ length: 3000 }, (_, at): Point => {
    const [angle, far] = [at / 17, at / 60];
    return [far * Math.cos(angle), far * Math.sin(angle), at % 11 === 0 ? null : at % 7];
  }),
  ...([
    [-0, 5, 1],
    [0, 5, 3],
    [5, -0, 1],
    [-5, -5, 1],
    [Number.NaN, 1, 1],
    [1, Number.POSITIVE_INFINITY, 1],
  ] as const),
  [null, 1, 1],
  [2, null, 1],
];

/** Counted in plain JavaScript: `across along rows mean sum`. */
function expected(bin: number, minimum: number): readonly string[] {
  const cells = Map.groupBy(
    points.filter(([x, y]) => x !== null && y !== null && Number.isFinite(x) && Number.isFinite(y)),
    ([x, y]) => `${Math.floor(x! / bin) + 0} ${Math.floor(y! / bin) + 0}`,
  );
  return [...cells]
    .filter(([, some]) => some.length >= minimum)
    .map(([cell, some]) => {
      const values = some.flatMap(([, , v]) => v ?? []);
      const sum = values.reduce((all, v) => all + v, 0);
      return `${cell} ${some.length} ${values.length === 0 ? Number.NaN : (sum / values.length).toFixed(9)} ${values.length === 0 ? Number.NaN : sum}`;
    })
    .sort();
}

describe.each(engines)('density on %s', (engine) => {
  const input = (change: Partial<DensityInput> = {}): DensityInput => ({
    from: sql`${name('points')} p`,
    where: [],
    ...{ across: raw('p.x'), along: raw('p.y'), bin: 5, minimum: 1 },
    more: [
      { name: 'mean', value: raw('p.v') },
      { name: 'sum', value: raw('p.v'), sum: true },
    ],
    ...change,
  });

  it('counts every row in its cell, and nothing that has no place', async () => {
    await using database = await createPoints(engine);
    const connection = await database.open();
    for (const [bin, minimum] of [
      [5, 1],
      [0.7, 2],
      [1000, 1],
    ] as const) {
      const { across, along, rows, mean, sum, all } = await densityOf(connection, input({ bin, minimum }), {});
      const cells = [...across!].map(
        (x, at) =>
          `${x} ${along![at]} ${rows![at]} ${Number.isNaN(mean![at]) ? Number.NaN : mean![at]!.toFixed(9)} ${sum![at]}`,
      );
      expect(cells.sort(), `cells of ${bin}`).toEqual(expected(bin, minimum));
      expect(all && [...all]).toEqual(minimum > 1 ? [3004] : undefined);
    }
  });

  it('takes only the rows it is told, and gives empty columns for none', async () => {
    await using database = await createPoints(engine);
    const answer = await densityOf(await database.open(), input({ where: [sql`p.x > ${1e6}`] }), {});
    expect(Object.entries(answer).map(([column, values]) => [column, values.length])).toEqual(
      ['across', 'along', 'rows', 'mean', 'sum'].map((column) => [column, 0]),
    );
  });

  it('refuses cells without number', async () => {
    await using database = await createPoints(engine, 260_000);
    const asked = densityOf(await database.open(), input({ bin: 0.5, more: [] }), {});
    await expect(asked).rejects.toMatchObject({
      data: { code: 'BAD_INPUT', message: expect.stringContaining('Choose larger') },
    });
  });
});

async function createPoints(engine: (typeof engines)[number], more = 0) {
  const database = await createTestDatabase(engine);
  await database.execute('create table points (x double precision, y double precision, v double precision)');
  if (more === 0) {
    await insertRows(database, 'points', points);
    return database;
  }
  const numbers = {
    duckdb: `select range, 0, 0 from range(${more})`,
    postgres: `select n, 0, 0 from generate_series(1, ${more}) n`,
    sqlite: `with recursive r(n) as (select 1 union all select n + 1 from r where n < ${more}) select n, 0, 0 from r`,
  }[engine];
  await database.execute(`insert into points ${numbers}`);
  return database;
}
