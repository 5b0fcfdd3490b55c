import { setImmediate } from 'node:timers/promises';
import { Failure } from '#shared/model/failure.ts';
import type { CountedLine } from '#shared/model/m4-lines.ts';
import type { Dialect } from '../../sql/dialect.ts';
import type { Extent } from '../m4/extent.ts';
import type { M4Question } from '../m4/input.ts';
import { queryOf, type Reduced } from '../m4/reduce.ts';
import type { PyramidFile, PyramidLine } from './file-reader.ts';

export function extentOfPyramid({ directory: { from, to, rows } }: PyramidFile): Extent {
  return { from, to, rows };
}

/** What the engine would answer, edges included, and the statement it would run. */
export async function askPyramid(
  file: PyramidFile,
  question: M4Question,
  dialect: Dialect,
  signal: AbortSignal | undefined,
): Promise<Reduced> {
  const { grid, margin, range, closed } = question;
  const window =
    range === undefined ? ([-Infinity, Infinity] as const) : ([grid.from - margin, grid.to + margin] as const);
  const lines = new Map<string | null, CountedLine>();
  const seen = { lines: 0, rows: 0, steps: 0 };
  for (const line of file.lines) {
    const { rows, steps } = countedIn(line, window);
    if (steps === 0) continue;
    seen.lines += 1;
    seen.rows += rows;
    seen.steps += steps;
    lines.set(line.key, reduceLine(line, question, closed === true ? window : null));
    // Others may ask something meanwhile.
    await setImmediate();
    if (signal?.aborted) throw new Failure('CANCELLED', 'Cancelled');
  }
  // Lines may cross a range in which they have nothing.
  for (const line of seen.lines > 0 || closed === true ? [] : file.lines) {
    const found = reduceLine(line, question, null);
    if (found.before !== null || found.after !== null) lines.set(line.key, found);
  }
  return { lines, query: queryOf(dialect, question, { ...seen, inOrder: file.directory.inOrder }) };
}

/** Rows, and different steps, between two x. */
function countedIn(
  { reader, odds, rowsPerPoint }: PyramidLine,
  [from, to]: readonly [number, number],
): { readonly rows: number; readonly steps: number } {
  const { start, end } = reader.between(from, to);
  const odd = odds.between(from, to);
  return { rows: (end - start) * rowsPerPoint + odd.rows, steps: end - start + odd.steps };
}

/** `window`: beyond it nobody looks for neighbours. */
function reduceLine(
  { reader, odds, rowsPerPoint }: PyramidLine,
  { grid }: M4Question,
  window: readonly [number, number] | null,
): CountedLine {
  const stretch = reader.between(grid.from, grid.to);
  const points = stretch.end - stretch.start;
  const odd = odds.between(grid.from, grid.to);
  const before = reader.before(stretch.start);
  const after = reader.after(stretch.end);
  return {
    ...reader.reduce(grid, stretch).finish(),
    before: before !== null && before[0] >= (window?.[0] ?? -Infinity) ? before : null,
    after: after !== null && after[0] <= (window?.[1] ?? Infinity) ? after : null,
    rows: points * rowsPerPoint + odd.rows,
    finite: points * rowsPerPoint + odd.finite,
    below: grid.log === true ? odd.below : 0,
  };
}
