import { describe, expect, it } from 'vitest';
import type { Engine } from '#shared/model/source.ts';
import { seededRandom } from '../care/sample/random.ts';
import { name, raw, sql } from '../sql/sql.ts';
import { createTestDatabase, engines, type TestDatabase } from '../testing/engines.ts';
import { insertRows } from '../testing/insert-rows.ts';
import { type M4Input, type M4Line, m4 } from './m4.ts';

type Row = readonly [line: string | null, x: number | null, y: number | null];

describe.each(engines)('m4 on %s', (engine) => {
  it('keeps every row while they are few and counts what is not finite', async () => {
    await using database = await withRows(engine, [
      ['a', 1, 2],
      ['a', 2, null],
      ['a', 3, Number.POSITIVE_INFINITY],
      ['a', 4, 5],
      ['b', 1, Number.NaN],
      ['b', null, 1],
    ]);
    expect(await linesOf(database, {})).toEqual([
      line(
        'a',
        [
          [1, 2],
          [4, 5],
        ],
        { rows: 4, notFinite: 2 },
      ),
      line('b', [], { rows: 1, notFinite: 1 }),
    ]);
  });

  it('gives the lines of the definition, in the engine and here, with and without a range', async () => {
    const rows = manyLines();
    await using database = await withRows(engine, rows);
    for (const range of [undefined, [1000, 1999], [333.5, 401.25], [5000, 6000]] as const) {
      const expected = expectedLines(rows, { pixels: 25, range });
      for (const fewSteps of [0, 100_000]) {
        expect(await linesOf(database, { pixels: 25, range, fewSteps }), `${range} ${fewSteps}`).toEqual(expected);
      }
    }
  });

  it('takes the mean of the finite values at each x before it reduces', async () => {
    const rows: Row[] = Array.from({ length: 12_000 }, (_, at) => [
      'a',
      Math.floor(at / 4),
      [0.25, 0.75, Number.NaN, 8][at % 4]! * (at % 4 === 3 ? at % 7 : 1),
    ]);
    await using database = await withRows(engine, rows);
    const means = Array.from({ length: 3000 }, (_, x): Row => ['a', x, (1 + 8 * ((4 * x + 3) % 7)) / 3]);
    const [expected] = expectedLines(means, { pixels: 25 });
    for (const fewSteps of [0, 100_000]) {
      const [mean, ...others] = await linesOf(database, { pixels: 25, aggregate: 'mean', fewSteps });
      expect(others).toEqual([]);
      expect(mean).toMatchObject({ key: 'a', rows: 12_000, notFinite: 3000, method: 'mean+m4' });
      expect(mean?.points.map(([x]) => x)).toEqual(expected?.points.map(([x]) => x));
      mean?.points.forEach(([, y], at) => void expect(y).toBeCloseTo(expected!.points[at]![1], 12));
    }
  });

  it('finds the points beyond the edges, however far', async () => {
    const rows: Row[] = [
      ...[-1e6, 0, 50, 60, 1e6].map((x): Row => ['far', x, x]),
      ...[0, 999].map((x): Row => ['crossing', x, x]),
      ['left', 10, 1],
    ];
    await using database = await withRows(engine, rows);
    for (const fewSteps of [0, 100]) {
      const lines = await linesOf(database, { range: [49, 61], fewSteps });
      expect(lines).toEqual([
        line(
          'far',
          [
            [0, 0],
            [50, 50],
            [60, 60],
            [1e6, 1e6],
          ],
          { rows: 2 },
        ),
      ]);
      const between = await linesOf(database, { range: [100, 110], fewSteps });
      expect(between).toEqual([
        line(
          'crossing',
          [
            [0, 0],
            [999, 999],
          ],
          { rows: 0 },
        ),
        line(
          'far',
          [
            [60, 60],
            [1e6, 1e6],
          ],
          { rows: 0 },
        ),
        line('left', [[10, 1]], { rows: 0 }),
      ]);
    }
  });

  it('answers a table without rows, one without numbers, and a range without rows', async () => {
    await using empty = await withRows(engine, []);
    expect(await linesOf(empty, {})).toEqual([]);
    expect(await linesOf(empty, { range: [0, 1], fewSteps: 0 })).toEqual([]);
    await using database = await withRows(engine, [
      ['a', null, 1],
      ['a', 5, null],
    ]);
    expect(await linesOf(database, { fewSteps: 0 })).toEqual([line('a', [], { rows: 1, notFinite: 1 })]);
  });

  it('keeps large whole x exact and values of any size', async () => {
    const big = Number.MAX_SAFE_INTEGER;
    await using database = await withRows(engine, [
      ['a', big - 1, 1e300],
      ['a', big, -1e300],
      ['a', -big, 5e-324],
    ]);
    for (const fewSteps of [0, 10]) {
      expect(await linesOf(database, { fewSteps })).toEqual([
        line(
          'a',
          [
            [-big, 5e-324],
            [big - 1, 1e300],
            [big, -1e300],
          ],
          { rows: 3 },
        ),
      ]);
    }
  });

  it('gives the same lines where an index knows how far x goes', async () => {
    const key = 'gap';
    const rows: Row[] = [...manyLines(), [key, null, 1]];
    await using database = await withRows(engine, rows);
    await database.execute('create index t_g_x on t (g, x)');
    const expected = expectedLines(
      rows.filter(([each]) => each === key),
      { pixels: 25 },
    );
    expect(await linesOf(database, { pixels: 25, where: [sql`g = ${key}`] })).toEqual(expected);
    expect(await linesOf(database, { where: [sql`g = ${key}`, sql`x is null`] })).toEqual([]);
    expect(await linesOf(database, { where: [sql`g = ${'nobody'}`] })).toEqual([]);
  });

  it('shows the statement that did the work', async () => {
    await using database = await withRows(engine, [['a', 1, 1]]);
    const { sql: text } = await m4(await database.open(), { ...input, pixels: 10 });
    expect(text).toContain('from t');
  });
});

const input: Omit<M4Input, 'pixels'> = {
  from: raw('t'),
  where: [sql`1=1`],
  x: name('x'),
  y: name('y'),
  group: { parts: [name('g')], text: ([line]) => line! },
};

async function withRows(engine: Engine, rows: readonly Row[]): Promise<TestDatabase> {
  const database = await createTestDatabase(engine);
  await database.execute('create table t (g text, x bigint, y double precision)');
  await insertRows(database, 't', rows);
  return database;
}

async function linesOf(
  database: TestDatabase,
  { fewSteps, ...more }: Partial<M4Input> & { fewSteps?: number },
): Promise<readonly M4Line[]> {
  const connection = await database.open();
  return (await m4(connection, { pixels: 10, ...input, ...more }, { fewSteps })).lines;
}

function line(key: string | null, points: M4Line['points'], counts: { rows: number; notFinite?: number }): M4Line {
  return { key, points, notFinite: 0, method: 'rows', ...counts };
}

/** Lines of every kind: walks, spikes, runs of NaN and ±∞, ties in x and in y, single points, gaps, no name. */
function manyLines(): readonly Row[] {
  const random = seededRandom(5);
  const steps = (key: string | null, count: number, y: (at: number) => number | null, x = (at: number) => at): Row[] =>
    Array.from({ length: count }, (_, at) => [key, x(at), y(at)]);
  let walk = 0;
  const rows: Row[] = [
    ...steps('walk', 4000, () => (walk += random.normal())),
    ...steps('spikes', 3000, (at) => (at % 211 === 0 ? 1000 : random.uniform())),
    ...steps('not finite', 3000, (at) => [Number.NaN, Infinity, -Infinity, null, 1, at][Math.floor(at / 40) % 6]!),
    ...steps(
      'same x',
      3000,
      () => Math.floor(random.between(0, 20)),
      (at) => Math.floor(at / 9),
    ),
    ...steps('same y', 3000, () => 4),
    ...steps('few values', 3000, () => Math.floor(random.between(0, 3))),
    ...steps(
      'gap',
      2000,
      () => random.uniform(),
      (at) => (at < 1000 ? at : at + 1500),
    ),
    ...steps(
      'few',
      60,
      (at) => at,
      (at) => at * 60,
    ),
    ...steps(
      'few in one place',
      90,
      (at) => at % 10,
      (at) => 1500 + (at % 3),
    ),
    ...steps(
      'single',
      1,
      () => 1,
      () => 1500,
    ),
    ...steps(null, 500, () => random.uniform()),
    ...steps('', 500, () => random.uniform()),
  ];
  return rows
    .map((row) => ({ row, at: random.uniform() }))
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row);
}

/** M4 as it is written down, without regard to effort. */
function expectedLines(
  rows: readonly Row[],
  { pixels, range }: { pixels: number; range?: readonly [number, number] | undefined },
): readonly M4Line[] {
  const known = rows.filter((row): row is readonly [string | null, number, number | null] => row[1] !== null);
  const [from, to] = range ?? [Math.min(...known.map(([, x]) => x)), Math.max(...known.map(([, x]) => x))];
  const keys = [...new Set(known.map(([key]) => key))].sort((a, b) =>
    a === null ? 1 : b === null ? -1 : a < b ? -1 : 1,
  );
  const lines = keys.map((key): M4Line => {
    const own = known.filter(([each]) => each === key).map(([, x, y]) => [x, y] as const);
    const finite = own.filter(
      (point): point is readonly [number, number] => point[1] !== null && Number.isFinite(point[1]),
    );
    const sorted = finite.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
    const inside = sorted.filter(([x]) => x >= from && x <= to);
    const whole = inside.length <= 4 * pixels;
    const kept = Array.from({ length: pixels }, (_, pixel) => {
      const column = inside.filter(
        ([x]) => Math.min(Math.floor(((x - from) / (to - from)) * pixels), pixels - 1) === pixel,
      );
      const low = Math.min(...column.map(([, y]) => y));
      const high = Math.max(...column.map(([, y]) => y));
      const four = [column[0], column.at(-1), column.find(([, y]) => y === low), column.find(([, y]) => y === high)];
      return whole ? column : column.filter((point) => four.includes(point));
    }).flat();
    const points = [
      ...sorted.filter(([x]) => x < from).slice(-1),
      ...kept,
      ...sorted.filter(([x]) => x > to).slice(0, 1),
    ];
    const distinct = points.filter((point, at) => at === 0 || String(point) !== String(points[at - 1]));
    const counted = own.filter(([x]) => x >= from && x <= to);
    const notFinite = counted.length - inside.length;
    return { key, points: distinct, rows: counted.length, notFinite, method: whole ? 'rows' : 'm4' };
  });
  const near = (to - from) / 16;
  const seen = (key: string | null) => known.some(([each, x]) => each === key && x >= from - near && x <= to + near);
  return range === undefined || !keys.some(seen) ? lines : lines.filter(({ key }) => seen(key));
}
