import { describe, expect, it } from 'vitest';
import { sql } from '../sql/sql.ts';
import { engines } from '../testing/engines.ts';
import { expectedLines, input, line, linesOf, manyLines, type Row, withRows } from './m4/test-lines.ts';
import { m4 } from './m4.ts';

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
    // Line by line, where it is known which there are; nobody has rows, and one has none with an x.
    const keys = [...new Set(rows.map(([each]) => each)), 'nobody'];
    const each = keys.map((one) => sql`g = ${one}`);
    expect(await linesOf(database, { pixels: 25, each })).toEqual(expectedLines(rows, { pixels: 25 }));
    expect(await linesOf(database, { pixels: 25, each: each.slice(-1), where: [sql`g = ${'nobody'}`] })).toEqual([]);
    expect(await linesOf(database, { where: [sql`g = ${'nobody'}`] })).toEqual([]);
  });

  it('shows the statement that did the work', async () => {
    await using database = await withRows(engine, [['a', 1, 1]]);
    const { sql: text } = await m4(await database.open(), { ...input, pixels: 10 });
    expect(text).toContain('from t');
  });
});
