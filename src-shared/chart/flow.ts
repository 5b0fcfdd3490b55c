import { type FlowPair, type Matrix, pairsOf } from './flow-matrix.ts';

/** A place on one side: where moves come from, or where they lead. */
export interface FlowEnd {
  /** `null` for those of whom nothing was known before. */
  readonly name: string | null;
  readonly count: number;
  readonly top: number;
  readonly height: number;
}

/** All moves from one place to another, as thick as they are many; where it begins on the left and ends on the right. */
export interface FlowBand extends FlowPair {
  readonly left: number;
  readonly right: number;
  readonly height: number;
}

export interface Flow {
  readonly left: readonly FlowEnd[];
  readonly right: readonly FlowEnd[];
  readonly bands: readonly FlowBand[];
  /** How high the higher side is. */
  readonly height: number;
}

/** A Sankey diagram of two sides: one move is as thick on both. `thickness` is that of all moves, `gap` between places. */
export function flowOf(matrix: Matrix, { thickness, gap }: { readonly thickness: number; readonly gap: number }): Flow {
  const unit = matrix.count === 0 ? 0 : thickness / matrix.count;
  const pairs = pairsOf(matrix);
  const left = endsOf(matrix.from, (name) => pairs.filter(({ from }) => from === name), unit, gap);
  const right = endsOf(matrix.to, (name) => pairs.filter(({ to }) => to === name), unit, gap);
  const [leaving, arriving] = [tops(left), tops(right)];
  return {
    left,
    right,
    height: Math.max(
      0,
      ...[left.at(-1), right.at(-1)].map((last) => (last === undefined ? 0 : last.top + last.height)),
    ),
    bands: pairs.map(({ from, to, sum }) => {
      const height = sum.count * unit;
      return { from, to, sum, height, left: take(leaving, from, height), right: take(arriving, to, height) };
    }),
  };
}

/** Places without any move are left out. */
function endsOf(
  names: readonly (string | null)[],
  leading: (name: string | null) => readonly FlowPair[],
  unit: number,
  gap: number,
): readonly FlowEnd[] {
  let top = 0;
  return names.flatMap((name): readonly FlowEnd[] => {
    const count = leading(name).reduce((all, { sum }) => all + sum.count, 0);
    if (count === 0) return [];
    const end = { name, count, top, height: count * unit };
    top += end.height + gap;
    return [end];
  });
}

function tops(ends: readonly FlowEnd[]): Map<string | null, number> {
  return new Map(ends.map(({ name, top }) => [name, top]));
}

function take(tops: Map<string | null, number>, name: string | null, height: number): number {
  const top = tops.get(name) ?? 0;
  tops.set(name, top + height);
  return top;
}
