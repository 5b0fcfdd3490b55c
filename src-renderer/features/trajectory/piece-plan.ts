import { clamp } from './frames.ts';

/** How an episode is cut into ranges of frames that are fetched one by one. */
export interface PiecePlan {
  readonly count: number;
  /** Piece that holds `time`. */
  indexOf(time: number): number;
  range(index: number): PieceRange;
}

/** Times of a piece, the end excluded. */
export interface PieceRange {
  readonly from: number;
  readonly to: number;
}

/** About 1 MB on the wire: small enough for a first picture at once, large enough not to ask all the time. */
export const ROWS_PER_PIECE = 30_000;

export interface Extent {
  readonly first: number;
  readonly last: number;
  /** Distance between two frames. */
  readonly step: number;
  readonly rows: number;
}

/** Equal spans of time that hold about `rowsPerPiece` rows each; their edges lie on frames. */
export function planPieces({ first, last, step, rows }: Extent, rowsPerPiece = ROWS_PER_PIECE): PiecePlan {
  const frames = Math.max(Math.round((last - first) / step) + 1, 1);
  const wanted = clamp(Math.ceil(rows / rowsPerPiece), 1, frames);
  const framesPerPiece = Math.ceil(frames / wanted);
  const span = framesPerPiece * step;
  const count = Math.ceil(frames / framesPerPiece);
  // Half a step before a frame, so that no rounding decides on which side of an edge a frame lies.
  const edge = (index: number) => first + index * span - step / 2;
  return {
    count,
    indexOf: (time) => clamp(Math.floor((time - edge(0)) / span), 0, count - 1),
    range: (index) => ({
      from: edge(index),
      to: index === count - 1 ? Math.max(edge(count), last + step) : edge(index + 1),
    }),
  };
}

/** Pieces the cursor needs, most urgent first: the one under it, those just ahead, and those its trail reaches back to. */
export function nearPieces(plan: PiecePlan, time: number, trail: number, ahead = 2): readonly number[] {
  const here = plan.indexOf(time);
  const order = [here];
  for (let index = here + 1; index <= Math.min(here + ahead, plan.count - 1); index++) order.push(index);
  for (let index = here - 1; index >= plan.indexOf(time - trail); index--) order.push(index);
  return order;
}
