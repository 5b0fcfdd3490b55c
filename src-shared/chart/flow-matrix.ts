import { naturally } from '../model/naturally.ts';
import type { Moves } from '../model/states.ts';

/** What one cell of the matrix stands for: all moves from one to another in some hours. */
export interface MoveSum {
  readonly count: number;
  readonly timed: number;
  readonly seconds: number;
  readonly least: number | null;
  readonly greatest: number | null;
}

export interface Matrix {
  /** `null` for those of whom nothing was known before; it comes first. */
  readonly from: readonly (string | null)[];
  readonly to: readonly string[];
  readonly most: number;
  readonly count: number;
  at(from: string | null, to: string): MoveSum | undefined;
}

/** The moves of the hours in `[first, last]`, put together by where they lead. */
export function matrixOf(moves: readonly Moves[], [first, last]: readonly [number, number]): Matrix {
  const cells = new Map<string, MoveSum>();
  for (const { from, to, hour, ...own } of moves) {
    if (hour < first || hour > last) continue;
    const key = JSON.stringify([from, to]);
    const known = cells.get(key);
    cells.set(key, known === undefined ? own : together(known, own));
  }
  const froms = [...new Set(moves.flatMap(({ from }) => (from === null ? [] : [from])))].toSorted(naturally);
  const counts = [...cells.values()].map(({ count }) => count);
  return {
    from: moves.some(({ from }) => from === null) ? [null, ...froms] : froms,
    to: [...new Set(moves.map(({ to }) => to))].toSorted(naturally),
    most: Math.max(1, ...counts),
    count: counts.reduce((sum, each) => sum + each, 0),
    at: (from, to) => cells.get(JSON.stringify([from, to])),
  };
}

function together(one: MoveSum, other: MoveSum): MoveSum {
  const known = (values: readonly (number | null)[]) => values.filter((each) => each !== null);
  const least = known([one.least, other.least]);
  const greatest = known([one.greatest, other.greatest]);
  return {
    count: one.count + other.count,
    timed: one.timed + other.timed,
    seconds: one.seconds + other.seconds,
    least: least.length === 0 ? null : Math.min(...least),
    greatest: greatest.length === 0 ? null : Math.max(...greatest),
  };
}

/** All moves from one place to another, by places in their order. */
export interface FlowPair {
  readonly from: string | null;
  readonly to: string;
  readonly sum: MoveSum;
}

/** Those that there are. */
export function pairsOf(matrix: Matrix): readonly FlowPair[] {
  return matrix.from.flatMap((from) =>
    matrix.to.flatMap((to) => {
      const sum = matrix.at(from, to);
      return sum === undefined ? [] : [{ from, to, sum }];
    }),
  );
}

/** How many there are in each hour of the clock. */
export function perHour(moves: readonly Moves[]): readonly number[] {
  return Array.from({ length: 24 }, (_, hour) =>
    moves.reduce((sum, each) => sum + (each.hour === hour ? each.count : 0), 0),
  );
}
