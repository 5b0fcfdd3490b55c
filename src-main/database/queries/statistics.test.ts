import { describe, expect, it } from 'vitest';
import type { ColumnStatistics } from '#shared/model/page.ts';
import type { Engine } from '#shared/model/source.ts';
import { seededRandom } from '../care/sample/random.ts';
import { createTestDatabase, engines } from '../testing/engines.ts';
import { insertRows, type TestValue } from '../testing/insert-rows.ts';
import { statistics } from './statistics.ts';
import { tableRelation } from './table-relation.ts';

describe.each(engines)('statistics on %s', (engine) => {
  it('agrees with the values computed one by one', async () => {
    const random = seededRandom(4);
    const values = Array.from({ length: 4000 }, () => 1.7e9 + random.normal());
    const found = await statisticsOf(engine, 'double precision', [...values, null, null]);
    expect(found).toMatchObject({ rows: 4002, nulls: 2, notFinite: 0, distinct: new Set(values).size });
    expect([found.min, found.max]).toEqual([Math.min(...values), Math.max(...values)]);
    const mean = 1.7e9 + values.reduce((sum, value) => sum + (value - 1.7e9), 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    expect(found.mean).toBeCloseTo(mean, 6);
    expect(found.deviation).toBeCloseTo(Math.sqrt(squares / (values.length - 1)), 9);
    expect(found.histogram).toHaveLength(20);
    for (const { from, to, count } of found.histogram) {
      const inside = values.filter((value) => value >= from && value < to).length;
      expect(Math.abs(count - inside)).toBeLessThanOrEqual(1);
    }
    expect(found.histogram.reduce((sum, { count }) => sum + count, 0)).toBe(4000);
    expect(found.histogram[0]?.from).toBe(found.min);
    expect(found.histogram.at(-1)?.to).toBeCloseTo(found.max as number, 6);
  });

  it('counts NaN and ±∞ apart and describes the rest', async () => {
    const found = await statisticsOf(engine, 'double precision', [1, 2, 2, 3, Number.NaN, Infinity, -Infinity, null]);
    const missing =
      engine === 'sqlite' ? { nulls: 2, notFinite: 2, distinct: 5 } : { nulls: 1, notFinite: 3, distinct: 6 };
    expect(found).toMatchObject({ rows: 8, ...missing, min: 1, max: 3, mean: 2 });
    expect(found.deviation).toBeCloseTo(Math.sqrt(2 / 3), 12);
    expect(found.top[0]).toEqual({ value: 2, count: 2 });
  });

  it.each([
    ['a range wider than a double', [-1.2e308, 1.2e308], { mean: 0, deviation: 1.2e308 * Math.SQRT2 }],
    ['the smallest beside large ones', [0, 5e-324, 1e300], { mean: 1e300 / 3, deviation: 1e300 / Math.sqrt(3) }],
    ['one value', [7], { mean: 7, deviation: null }],
    ['equal values', [7, 7, 7], { mean: 7, deviation: 0 }],
  ])('describes %s', async (_, values, expected) => {
    const found = await statisticsOf(engine, 'double precision', values);
    expect(found.mean! / (expected.mean || values[0]! || 1)).toBeCloseTo(expected.mean === 0 ? 0 : 1, 12);
    if (expected.deviation === null) expect(found.deviation).toBeNull();
    else expect(found.deviation! / (expected.deviation || 1)).toBeCloseTo(expected.deviation === 0 ? 0 : 1, 12);
    expect(found.histogram.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
  });

  it('keeps 64-bit integers exact', async () => {
    const found = await statisticsOf(engine, 'bigint', [9223372036854775807n, -9223372036854775808n, 3, 3]);
    expect(found).toMatchObject({
      ...{ rows: 4, distinct: 3, notFinite: 0 },
      min: { k: 'int', t: '-9223372036854775808' },
      max: { k: 'int', t: '9223372036854775807' },
    });
    expect(found.top[0]).toEqual({ value: 3, count: 2 });
  });

  it('describes text, and cuts what is long', async () => {
    const found = await statisticsOf(engine, 'varchar', ['b', 'a', 'b', null, 'z'.repeat(3000)]);
    expect(found).toMatchObject({ rows: 5, nulls: 1, distinct: 3, min: 'a', mean: null, histogram: [] });
    expect(found.max).toMatchObject({ k: 'cut', size: 3000 });
    expect(found.top.map(({ value, count }) => [typeof value === 'string' ? value : 'cut', count])).toEqual([
      ['b', 2],
      ['a', 1],
      ['cut', 1],
    ]);
  });

  it('describes what has no order, and a table without rows', async () => {
    expect(await statisticsOf(engine, 'json', ['{"a": 1}', '{"a": 1}', '[]'])).toMatchObject({
      rows: 3,
      distinct: 2,
      min: null,
    });
    expect(await statisticsOf(engine, 'boolean', [true, false, true])).toMatchObject({
      distinct: 2,
      top: [{ count: 2 }, { count: 1 }],
    });
    expect(await statisticsOf(engine, 'double precision', [])).toEqual({
      ...{ rows: 0, nulls: 0, notFinite: 0, distinct: 0, min: null, max: null, mean: null, deviation: null },
      ...{ top: [], histogram: [] },
    });
  });

  it('heeds the conditions', async () => {
    const conditions = [{ column: 'v', op: '<' as const, values: ['3'] }];
    expect(await statisticsOf(engine, 'int', [1, 2, 3, 4], conditions)).toMatchObject({ rows: 2, max: 2 });
  });
});

it('counts what Postgres keeps beyond all doubles as not finite', async () => {
  const long = `1${'0'.repeat(999)}`;
  const found = await statisticsOf('postgres', 'numeric', [long, `-${long}`, '1e-400', 'NaN', '2', '4', null]);
  expect(found).toMatchObject({ rows: 7, nulls: 1, notFinite: 3, distinct: 6, mean: 2 });
  expect(found.max).toEqual({ k: 'decimal', t: '4' });
});

async function statisticsOf(
  engine: Engine,
  type: string,
  values: readonly TestValue[],
  conditions?: Parameters<typeof statistics>[2]['conditions'],
): Promise<ColumnStatistics> {
  await using database = await createTestDatabase(engine);
  await database.execute(`create table t (v ${type})`);
  await insertRows(
    database,
    't',
    values.map((value) => [value]),
  );
  const connection = await database.open();
  const { tables } = await connection.catalogue();
  return await statistics(connection, tableRelation(connection, tables[0]!), { column: 'v', conditions });
}
