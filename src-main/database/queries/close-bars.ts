import { type CellsAnswer, type CellsLine, cellSize } from '#shared/model/cells.ts';

/** Bars of one width, each from a multiple of it on, counted from 0. */
export interface BarGrid {
  readonly width: number;
  readonly first: number;
  readonly last: number;
}

/** Values of a line that lie together: in one bar, or beyond all of them (−∞ and ∞). */
export interface Heap {
  readonly bar: number;
  readonly least: number;
  readonly greatest: number;
  readonly count: number;
}

/** A line's values by ascending bar, and how many are not finite. */
export interface BarLine {
  readonly heaps: readonly Heap[];
  readonly notFinite: number;
}

export interface BarsAsked {
  readonly extent: Range;
  readonly most: number;
  /** Bars over all there is, however few of them hold anything. */
  readonly whole: boolean;
}

type Range = readonly [low: number, high: number];

/** Each pass leaves a fifth of the axis at most. */
const MOST_PASSES = 6;

/** What is told of bars, by the key of their line. */
export interface BarsFound<Key> extends Pick<CellsAnswer, 'size' | 'ends'> {
  readonly lines: ReadonlyMap<Key, Omit<CellsLine, 'id' | 'label'>>;
}

/**
 * Counts values by bars, and again by narrower ones where almost all lie in a few of them: a single outlier would leave a
 * histogram one bar. What lies beyond stays counted.
 */
export async function closeBars<Key>(
  { extent, most, whole }: BarsAsked,
  count: (grid: BarGrid) => ReadonlyMap<Key, BarLine> | Promise<ReadonlyMap<Key, BarLine>>,
): Promise<BarsFound<Key>> {
  let range = extent;
  for (let pass = 1; ; pass++) {
    const grid = gridOf(range, most);
    const lines = await count(grid);
    const closer = whole || pass === MOST_PASSES ? undefined : closerThan(range, [...lines.values()]);
    if (closer === undefined) return told(grid, lines);
    range = closer;
  }
}

function told<Key>({ width, first, last }: BarGrid, lines: ReadonlyMap<Key, BarLine>): BarsFound<Key> {
  const cells = [...lines].map(([key, line]) => [key, cellsOf(line, width)] as const);
  const hasEnds = cells.some(([, { beyond }]) => beyond !== undefined);
  return {
    size: [width, 1],
    ...(hasEnds && { ends: [first * width, (last + 1) * width] as const }),
    lines: new Map(cells),
  };
}

function cellsOf({ heaps, notFinite }: BarLine, width: number): Omit<CellsLine, 'id' | 'label'> {
  const inside = heaps.filter(({ bar }) => Number.isFinite(bar));
  const beyond = heaps
    .filter(({ bar }) => !Number.isFinite(bar))
    .map(({ bar, ...heap }) => ({ side: bar < 0 ? ('below' as const) : ('above' as const), ...heap }));
  return {
    cells: inside.map(({ bar, count }) => [bar * width, 0, count]),
    ...(beyond.length > 0 && { beyond }),
    rows: heaps.reduce((sum, { count }) => sum + count, notFinite),
    notFinite,
  };
}

function gridOf([low, high]: Range, most: number): BarGrid {
  const width = cellSize(low, high, most);
  return { width, first: Math.floor(low / width), last: Math.floor(high / width) };
}

/** What no line has far from its middle, where that takes less than a fifth of the axis. */
function closerThan([from, to]: Range, lines: readonly BarLine[]): Range | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { heaps } of lines) {
    const [least, greatest] = nearMiddle(heaps);
    low = Math.min(low, least);
    high = Math.max(high, greatest);
  }
  return low <= high && high - low < (to - from) / 5 ? [low, high] : undefined;
}

/**
 * As far as three times the distance of the quartiles beyond them (Tukey's outer fences), as the y axis of lines; where the
 * quartiles are alike, of the middle nine tenths; all values where these are.
 */
function nearMiddle(heaps: readonly Heap[]): Range {
  for (const share of [0.25, 0.05]) {
    const [low, high] = [heapAt(heaps, share)?.least ?? 0, heapAt(heaps, 1 - share)?.greatest ?? 0];
    const reach = 3 * (high - low);
    if (reach > 0) return within(heaps, [low - reach, high + reach]);
  }
  return within(heaps, [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
}

/** From the least to the greatest of the values in a range, as far as heaps tell. */
function within(heaps: readonly Heap[], [low, high]: Range): Range {
  const found = heaps.filter(({ least, greatest }) => greatest >= low && least <= high);
  const [first, last] = [found[0], found.at(-1)];
  return first && last
    ? [Math.max(first.least, low), Math.min(last.greatest, high)]
    : [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
}

/** The heap that the value at so great a share of the way lies in. */
function heapAt(heaps: readonly Heap[], share: number): Heap | undefined {
  const place = share * heaps.reduce((sum, { count }) => sum + count, -1);
  let before = 0;
  return heaps.find(({ count }) => {
    before += count;
    return before > place;
  });
}

/** Values that are here already, by bars. */
export function barLine(values: readonly number[], { width, first, last }: BarGrid): BarLine {
  const barOf = (value: number) => {
    const bar = Math.floor(value / width);
    return bar < first ? Number.NEGATIVE_INFINITY : bar > last ? Number.POSITIVE_INFINITY : bar;
  };
  const finite = values.filter(Number.isFinite).toSorted((one, other) => one - other);
  const heaps = [...Map.groupBy(finite, barOf)].map(
    ([bar, own]): Heap => ({ bar, least: own[0]!, greatest: own.at(-1)!, count: own.length }),
  );
  return { heaps, notFinite: values.length - finite.length };
}
