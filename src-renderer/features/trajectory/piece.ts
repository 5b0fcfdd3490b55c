import type { BulkColumns } from '#shared/model/bulk.ts';
import { countBefore, lastAtOrBefore } from './frames.ts';
import type { PieceRange } from './piece-plan.ts';

/** Positions of a range of frames, put in order for drawing: by agent (index into the header's agents), then by time. */
export interface Piece {
  /** Rows of agent `a` are `starts[a]` … `starts[a + 1]`, the end excluded. */
  readonly starts: Int32Array;
  readonly time: Float64Array;
  /** x, y, z; NaN where unknown. */
  readonly at: readonly [Float64Array, Float64Array, Float64Array];
  /** The different times of the piece, ascending. */
  readonly frames: Float64Array;
  /** The value of a measure, where one was asked for; NaN where there is none. */
  readonly value?: Float64Array | undefined;
}

/** Those rows of columns, ordered by time, that lie in a range. */
export function columnsIn(columns: BulkColumns, { from, to }: PieceRange): BulkColumns {
  const { time } = columns;
  const [begin, end] = [countBefore(time!, from), countBefore(time!, to)];
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.subarray(begin, end)]));
}

/** Arranges what `trajectory.frames` answers: `columns` ordered by time, `agents` how many the episode has. */
export function arrangePiece(columns: BulkColumns, agents: number, range: PieceRange): Piece {
  const { time, agent, x, y, z } = columns;
  if (!time || !agent || !x || !y) throw new Error('The frames came without time, agent, x or y');
  const starts = countByAgent(time, agent, agents, range);
  const next = starts.slice();
  const rows = starts[agents] ?? 0;
  const into = { time: new Float64Array(rows), x: new Float64Array(rows), y: new Float64Array(rows) };
  const depth = new Float64Array(rows).fill(Number.NaN);
  for (let row = 0; row < time.length; row++) {
    const who = agent[row] ?? -1;
    const when = time[row] ?? Number.NaN;
    if (!within(when, range) || who < 0 || who >= agents) continue;
    const to = next[who] ?? 0;
    next[who] = to + 1;
    into.time[to] = when;
    into.x[to] = x[row] ?? Number.NaN;
    into.y[to] = y[row] ?? Number.NaN;
    if (z) depth[to] = z[row] ?? Number.NaN;
  }
  return { starts, time: into.time, at: [into.x, into.y, depth], frames: distinct(time, range) };
}

/** Pieces meet at a frame; it belongs to the later one, so that no row is there twice. */
const within = (time: number, range: PieceRange) => time >= range.from && time < range.to;

function countByAgent(
  time: ArrayLike<number>,
  agent: ArrayLike<number>,
  agents: number,
  range: PieceRange,
): Int32Array {
  const starts = new Int32Array(agents + 1);
  for (let row = 0; row < time.length; row++) {
    const who = agent[row] ?? -1;
    if (who >= 0 && who < agents && within(time[row] ?? Number.NaN, range))
      starts[who + 1] = (starts[who + 1] ?? 0) + 1;
  }
  for (let who = 0; who < agents; who++) starts[who + 1] = (starts[who + 1] ?? 0) + (starts[who] ?? 0);
  return starts;
}

function distinct(time: ArrayLike<number>, range: PieceRange): Float64Array {
  const seen: number[] = [];
  for (let row = 0; row < time.length; row++) {
    const when = time[row] ?? Number.NaN;
    if (within(when, range) && when !== seen[seen.length - 1]) seen.push(when);
  }
  return Float64Array.from(seen);
}

/** Row of an agent's latest position at or before `time` in this piece; -1 when it has none. */
export function rowAt(piece: Piece, agent: number, time: number): number {
  const from = piece.starts[agent] ?? 0;
  const row = lastAtOrBefore(piece.time, time, from, piece.starts[agent + 1] ?? from);
  return row < from ? -1 : row;
}

/** Keeps every `stride`-th position of each agent, and its last: enough for a path seen from afar. */
export function thinPiece(piece: Piece, stride: number): Piece {
  if (stride <= 1) return piece;
  const agents = piece.starts.length - 1;
  const rows: number[] = [];
  const starts = new Int32Array(agents + 1);
  for (let who = 0; who < agents; who++) {
    const end = piece.starts[who + 1] ?? 0;
    const start = piece.starts[who] ?? 0;
    for (let row = start; row < end; row += stride) rows.push(row);
    if (end > start && (end - 1 - start) % stride !== 0) rows.push(end - 1);
    starts[who + 1] = rows.length;
  }
  const pick = (from: Float64Array) => Float64Array.from(rows, (row) => from[row] ?? Number.NaN);
  const [x, y, z] = piece.at;
  return { starts, time: pick(piece.time), at: [pick(x), pick(y), pick(z)], frames: piece.frames };
}

/** A piece with the values of a measure, which came as columns of their own: `time`, `agent`, `value`. */
export function withValues(piece: Piece, { time, agent, value }: BulkColumns): Piece {
  const values = new Float64Array(piece.time.length).fill(Number.NaN);
  const agents = piece.starts.length - 1;
  time?.forEach((when: number, at: number) => {
    const who = agent?.[at] ?? -1;
    const row = who >= 0 && who < agents ? rowAt(piece, who, when) : -1;
    if (row >= 0 && piece.time[row] === when) values[row] = value?.[at] ?? Number.NaN;
  });
  return { ...piece, value: values };
}

/**
 * The step that leads to a row of an agent: from the row before, or from the first to the second; `undefined` where there is
 * one row only. `from`: its first row; `time`: how long it takes.
 */
export function stepAt(
  { starts, time }: Piece,
  agent: number,
  row: number,
): { readonly from: number; readonly time: number } | undefined {
  const start = starts[agent] ?? 0;
  const end = starts[agent + 1] ?? start;
  const from = row > start ? row - 1 : row;
  return from + 1 < end ? { from, time: (time[from + 1] ?? 0) - (time[from] ?? 0) } : undefined;
}
