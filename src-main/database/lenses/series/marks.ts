import { columnStart, pixelOf } from '#shared/model/m4.ts';
import type { ReadMark } from '#shared/model/read-mark.ts';
import { stateAt } from '#shared/model/smooth-line.ts';
import { reachOf } from '#shared/model/smoothers.ts';
import { type LineBefore, newestX, rowsBefore } from '../../queries/m4/before.ts';
import { tailBefore } from '../../queries/m4/tail.ts';
import type { DrawnLine } from './episode-lines.ts';
import { type OwnView, rowsOf } from './own-views.ts';

/**
 * Behind the last pixel column that has rows; `null` where nothing comes before that. Of a plain line also where some of it
 * comes before the range: of that only the nearest row is drawn, which may be another one tomorrow.
 */
export async function markOf(view: OwnView): Promise<ReadMark | null> {
  const { episode, grid, question } = view;
  const { lens, options, request } = question;
  const { rows } = rowsOf(view);
  const newest = await newestX(lens.connection, rows, grid.to, options);
  const at = newest === null ? 0 : pixelOf(newest, grid);
  if (newest === null || at <= 0) return null;
  const read = columnStart(at, newest, grid);
  const begun = Date.now();
  const { digest, from, lines } = await rowsBefore(lens.connection, rows, { before: read, log: grid.log }, options);
  const mark = { episode, x: read, read, digest: digest + view.place, after: 0 };
  const { smooth } = request;
  if (smooth === undefined) return from < grid.from ? null : { ...mark, seen: seenOf(lines, begun) };
  const { before, after } = reachOf(smooth);
  const tail = (behind: number, need: number) =>
    tailBefore(lens.connection, rows, { before: behind, need, lines }, options);
  // Values at rows whose windows reach behind the mark change with what comes there.
  const drawn = after === 0 ? read : await tail(read, after);
  const column = pixelOf(drawn, grid);
  if (column <= 0) return null;
  const x = after === 0 ? read : columnStart(column, drawn, grid);
  const first = before === 0 ? x : await tail(x, before + after + 1);
  return Number.isFinite(first) ? { ...mark, x, smooth: { from: first, states: [] } } : null;
}

/** What was found since a time, in milliseconds. */
export function seenOf(lines: readonly LineBefore[], begun: number): NonNullable<ReadMark['seen']> {
  const at = Date.now();
  return { at, took: at - begun, lines: lines.map(({ key, rows, notFinite, below }) => [key, rows, notFinite, below]) };
}

/** With what the smoothers of the lines knew there; `null` where they no longer do. */
export function completed(mark: ReadMark, view: OwnView, lines: readonly DrawnLine[]): ReadMark | null {
  const { smooth, x } = mark;
  if (smooth === undefined) return mark;
  const own = lines.flatMap(({ smoother }) => (smoother?.episode === view.episode ? [smoother] : []));
  const column = pixelOf(x, view.grid);
  const states = own.map(({ key, states: known }) => [key, stateAt(known, column)] as const);
  const isKnown = states.every(([, state]) => state?.every(Number.isFinite) === true);
  if (!isKnown) return null;
  return { ...mark, smooth: { ...smooth, states: states.map(([key, state]) => [key, [...(state ?? [])]]) } };
}
