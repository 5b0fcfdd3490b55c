import type { LineSet } from '#shared/model/m4-lines.ts';
import { type LinesGoOn, type SmoothLine, smoothLines } from '#shared/model/smooth-line.ts';
import { parseSmoothing } from '#shared/model/smoothing.ts';
import { howOf, type LinesHow } from '../../sql/lines-how.ts';
import type { SqliteValue } from './handle.ts';

interface Rows {
  readonly lines: LineSet<SmoothLine>;
  inOrder: boolean;
}

/**
 * `starling_smooth(line, x, y, from, to, how, smoothing, on)`: all lines smoothed and then reduced to their pixel columns in one
 * pass, as JSON `[[line, SmoothedLine], …]`. NULL if the rows did not come by ascending x. Rows whose x is not finite are left out.
 * `on`: `LinesGoOn` as JSON, or NULL.
 */
export const smoothFunction = {
  start: (): Rows | null => null,
  step(
    state: Rows | null,
    line: SqliteValue,
    x: SqliteValue,
    y: SqliteValue,
    from: SqliteValue,
    to: SqliteValue,
    how: SqliteValue,
    smoothing: SqliteValue,
    on: SqliteValue,
  ): Rows {
    const rows = state ?? newRows([from, to].map(Number), howOf(Number(how)), [String(smoothing), on]);
    if (typeof x === 'number' && x - x === 0 && rows.inOrder) {
      rows.inOrder = rows.lines.of(typeof line === 'string' ? line : null).add(x, numberOf(y));
    }
    return rows;
  },
  result: (rows: Rows | null): string | null => {
    if (rows?.inOrder === false) return null;
    return JSON.stringify(rows === null ? [] : [...rows.lines.finish()]);
  },
};

function newRows(
  [from = 0, to = 0]: readonly number[],
  { pixels, log, mean }: LinesHow,
  [text, on]: readonly [string, SqliteValue],
): Rows {
  const smoothing = parseSmoothing(text);
  if (smoothing === undefined) throw new Error(`“${text}” says no smoothing`);
  const goOn = typeof on === 'string' ? (JSON.parse(on) as LinesGoOn) : undefined;
  return { lines: smoothLines({ grid: { from, to, pixels, log }, smoothing, mean }, goOn), inOrder: true };
}

function numberOf(y: SqliteValue): number {
  return typeof y === 'number' ? y : typeof y === 'bigint' ? Number(y) : Number.NaN;
}
