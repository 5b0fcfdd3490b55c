import { describe, expect, it } from 'vitest';
import { SmoothLine } from '#shared/model/smooth-line.ts';
import { parseSmoothing, type Smoothing } from '#shared/model/smoothing.ts';
import { seededRandom } from '../../care/sample/random.ts';
import { name, sql } from '../../sql/sql.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { insertRows } from '../../testing/insert-rows.ts';
import { type M4Input, m4 } from '../m4.ts';

type Row = readonly [line: string, x: number, y: number | null];

const kinds = ['ema:0.9', 'mean:7', 'trailing:10', 'gaussian:2', 'median:5'];
const named = (text: string): Smoothing => parseSmoothing(text)!;

describe.each(engines)('smoothed lines on %s', (engine) => {
  it.each([
    { stored: 'in order', rows: walks() },
    { stored: 'backwards', rows: walks().toReversed() },
  ])('are those of the rows by x, stored $stored', async ({ rows }) => {
    await using database = await withRows(engine, rows);
    for (const text of kinds) {
      for (const range of [undefined, [100, 300], [5000, 6000]] as const) {
        const lines = await linesOf(database, { smooth: named(text), range, pixels: 20 });
        const expected = expectedLines(rows, text, range ?? [0, 399], 20);
        expect(
          lines.map(({ key, rows: count, notFinite, method }) => ({ key, rows: count, notFinite, method })),
          text,
        ).toEqual(
          expected.map(({ key, line }) => ({
            key,
            rows: line.rows,
            notFinite: line.rows - line.finite,
            method: line.whole ? 'rows' : 'm4',
          })),
        );
        for (const [at, { line }] of expected.entries()) {
          const { before, after, points, raw } = line;
          expect(lines[at]!.points).toEqual([...(before ? [before] : []), ...points, ...(after ? [after] : [])]);
          expect(lines[at]!.raw).toEqual(raw);
        }
      }
    }
  });

  it('are smoothed over the means at each x', async () => {
    const rows: Row[] = Array.from({ length: 800 }, (_, at) => [
      'a',
      at >> 1,
      at % 8 === 3 ? null : at % 2 === 0 ? at : at + 2,
    ]);
    await using database = await withRows(engine, rows);
    const [line] = await linesOf(database, { smooth: named('trailing:2'), aggregate: 'mean' });
    expect(line).toMatchObject({ rows: 800, notFinite: 100, method: 'mean' });
    // Means: 0 and 3 → 1.5, 2 alone → 2, 4 and 7 → 5.5; each with the one before it.
    expect(line!.points.slice(0, 3)).toEqual([
      [0, 1.5],
      [1, 1.75],
      [2, 3.75],
    ]);
    expect(line!.raw!.slice(0, 3)).toEqual([
      [0, 1.5],
      [1, 2],
      [2, 5.5],
    ]);
  });
});

function walks(): readonly Row[] {
  const { uniform } = seededRandom(5);
  const next = { a: 0, b: 10 };
  return Array.from({ length: 400 }, (_, x) => x).flatMap((x) =>
    (['a', 'b'] as const).map((line): Row => {
      next[line] += uniform() - 0.5;
      return [line, x, x % 37 === 5 ? null : x % 90 === 60 ? 1e6 : next[line]];
    }),
  );
}

function expectedLines(rows: readonly Row[], text: string, [from, to]: readonly [number, number], pixels: number) {
  return ['a', 'b'].map((key) => {
    const line = new SmoothLine({ from, to, pixels }, named(text), false);
    const own = rows.filter(([of]) => of === key).toSorted((one, other) => one[1] - other[1]);
    for (const [, x, y] of own) line.add(x, y ?? Number.NaN);
    return { key, line: line.finish() };
  });
}

async function withRows(engine: (typeof engines)[number], rows: readonly Row[]): Promise<TestDatabase> {
  const database = await createTestDatabase(engine);
  await database.execute('create table points (line varchar(9), x integer, y double precision)');
  await insertRows(database, 'points', rows);
  return database;
}

async function linesOf(database: TestDatabase, part: Partial<M4Input>) {
  const connection = await database.open();
  const input: M4Input = {
    ...{ from: name('points'), where: [], x: name('x'), y: name('y'), pixels: 1000 },
    group: { parts: [name('line')], text: ([line]) => sql`${line!}` },
    ...part,
  };
  return (await m4(connection, input)).lines;
}
