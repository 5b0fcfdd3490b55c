import type { Stack, StackPart, StackPlace } from './stack.ts';

/** What an area fills at one x. */
export interface AreaPlace {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

export type Area = readonly AreaPlace[];

/** The areas of a part, what lies above zero and what lies below apart: where it changes its sign one narrows as the other widens. */
export function areasOf({ pieces }: Pick<StackPart, 'pieces'>): readonly Area[] {
  return pieces.flatMap((piece) =>
    [({ above }: StackPlace) => above, ({ below }: StackPlace) => below].flatMap((side) =>
      thick(piece.map((place) => ({ x: place.x, low: side(place)[0], high: side(place)[1] }))),
    ),
  );
}

/** Runs that take up room, with the neighbours from which they rise. */
function thick(places: Area): readonly Area[] {
  const runs: AreaPlace[][] = [];
  let open = false;
  for (const [at, place] of places.entries()) {
    const isThick = [at - 1, at, at + 1].some((each) => {
      const { low, high } = places[each] ?? { low: 0, high: 0 };
      return high > low;
    });
    if (isThick && open) runs.at(-1)?.push(place);
    else if (isThick) runs.push([place]);
    open = isThick;
  }
  return runs;
}

/**
 * The same stack with fewer places, of which `columns` pixels from `from` to `to` show as much: of each pixel the first, the
 * last, and where either edge of a part is lowest and highest.
 */
export function reducedStack(stack: Stack, [from, to]: readonly [number, number], columns: number): Stack {
  const most = 4 * columns;
  const count = Math.max(0, ...stack.parts.map(({ series }) => series.points.length));
  const whole = stack.whole?.series.points.length ?? 0;
  if (Math.max(count, whole) <= most || !(to > from)) return stack;
  const columnOf = (x: number) => Math.floor(((x - from) / (to - from)) * columns);
  const edges = [({ above }: StackPlace) => above, ({ below }: StackPlace) => below].flatMap((side) => [
    (place: StackPlace) => side(place)[0],
    (place: StackPlace) => side(place)[1],
  ]);
  return {
    ...stack,
    parts: stack.parts.map((part) => ({
      ...part,
      pieces: part.pieces.map((piece) => kept(piece, ({ x }) => columnOf(x), edges)),
    })),
    whole: stack.whole && {
      ...stack.whole,
      series: withPoints(stack.whole.series, (points) => kept(points, ([x]) => columnOf(x), [([, y]) => y])),
    },
  };
}

type Points = Stack['parts'][number]['series']['points'];

function withPoints(series: StackPart['series'], choose: (points: Points) => Points): StackPart['series'] {
  const chosen = new Set(choose(series.points));
  const at = series.points.flatMap((point, index) => (chosen.has(point) ? [index] : []));
  const { points, episodes } = series;
  return {
    ...series,
    points: at.map((index) => points[index]!),
    episodes: episodes && at.map((index) => episodes[index] ?? ''),
  };
}

function kept<T>(
  items: readonly T[],
  columnOf: (item: T) => number,
  values: readonly ((item: T) => number)[],
): readonly T[] {
  const found: T[] = [];
  for (let from = 0; from < items.length; ) {
    const column = columnOf(items[from]!);
    let to = from + 1;
    while (to < items.length && columnOf(items[to]!) === column) to += 1;
    const inside = items.slice(from, to);
    const extremes = values.flatMap((of) => [outermost(inside, of), outermost(inside, (item) => -of(item))]);
    const at = new Set([0, inside.length - 1, ...extremes]);
    found.push(...inside.filter((_, index) => at.has(index)));
    from = to;
  }
  return found;
}

/** Index of the first item with the least value. */
function outermost<T>(items: readonly T[], of: (item: T) => number): number {
  let least = 0;
  for (const [at, item] of items.entries()) if (of(item) < of(items[least]!)) least = at;
  return least;
}
