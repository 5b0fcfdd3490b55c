import type { Measure, Series } from '../model/experiment.ts';

/** Where a part lies at one x: above zero on the positive parts before it, below zero under the negative ones. */
export interface StackPlace {
  readonly x: number;
  /** The part's own value. */
  readonly value: number;
  /** What it takes up above zero and below; nothing of one of the two, which is as low as high there. */
  readonly above: readonly [low: number, high: number];
  readonly below: readonly [low: number, high: number];
  /** Which of the points of its line. */
  readonly at: number;
}

export interface StackPart {
  readonly measure: Measure;
  /** What it is called among the others. */
  readonly title: string;
  readonly series: Series;
  /** Neighbours without a gap between them. */
  readonly pieces: readonly (readonly StackPlace[])[];
}

/** Parts of a sum over the x that they share, one above the other in their order. */
export interface Stack {
  /** The id and the name of the line. */
  readonly id: string;
  readonly label: string;
  readonly parts: readonly StackPart[];
  /** What they are parts of; absent where that has no line. */
  readonly whole: { readonly measure: Measure; readonly series: Series } | undefined;
  readonly adds: Adds;
  /** A longer distance in x breaks an area. */
  readonly longestGap: number;
}

/** Whether the parts add up to the whole. */
export interface Adds {
  /** Places that have the whole and all of the parts that have a line, and at how many of them they add up. */
  readonly places: number;
  readonly alike: number;
  /** By how much they are apart where they do not. */
  readonly apart: number;
}

interface Lined {
  readonly measure: Measure;
  readonly series: Series;
}

/** Values that computing in doubles sets apart are alike. */
const ALIKE = 1e-6;

/** Stacks lines of parts. */
export function stackOf(
  { id, label, whole }: Pick<Stack, 'id' | 'label' | 'whole'>,
  parts: readonly Lined[],
  longestGap: number,
): Stack {
  const floors = new Map<number, readonly [below: number, above: number]>();
  const titles = titlesOf(parts.map(({ measure }) => measure.title));
  const placed = parts.map(({ measure, series }, index): StackPart => {
    const places = series.points.map(([x, value], at): StackPlace => {
      const [below, above] = floors.get(x) ?? [0, 0];
      const [low, high] = [below + Math.min(value, 0), above + Math.max(value, 0)];
      floors.set(x, [low, high]);
      return { x, value, above: [above, high], below: [low, below], at };
    });
    return { measure, series, title: titles[index] ?? measure.title, pieces: piecesOf(places, longestGap) };
  });
  const stacked = breakWhereMissing(placed);
  return { id, label, whole, parts: stacked, adds: addsOf(stacked, whole?.series), longestGap };
}

/** Without what all of them begin with: `Reward: speed` and `Reward: queue` are Speed and Queue. */
function titlesOf(titles: readonly string[]): readonly string[] {
  const [start = ''] = /^[^:]+: /.exec(titles[0] ?? '') ?? [];
  if (start === '' || titles.length < 2 || !titles.every((title) => title.startsWith(start))) return titles;
  return titles.map((title) => `${title.charAt(start.length).toUpperCase()}${title.slice(start.length + 1)}`);
}

function piecesOf(places: readonly StackPlace[], longestGap: number): readonly (readonly StackPlace[])[] {
  const pieces: StackPlace[][] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const place of places) {
    if (pieces.length === 0 || place.x - before > longestGap) pieces.push([]);
    pieces.at(-1)?.push(place);
    before = place.x;
  }
  return pieces;
}

/** A part that others go on without says nothing there: its area does not reach over that. */
function breakWhereMissing(parts: readonly StackPart[]): readonly StackPart[] {
  const xs = [...new Set(parts.flatMap(({ series }) => series.points.map(([x]) => x)))].sort((a, b) => a - b);
  const order = new Map(xs.map((x, at) => [x, at]));
  const next = (one: StackPlace, other: StackPlace) => (order.get(other.x) ?? 0) - (order.get(one.x) ?? 0) <= 1;
  return parts.map((part) => ({ ...part, pieces: part.pieces.flatMap((piece) => split(piece, next)) }));
}

function split<T>(items: readonly T[], joined: (one: T, other: T) => boolean): readonly (readonly T[])[] {
  const found: T[][] = [];
  for (const item of items) {
    const last = found.at(-1);
    const before = last?.at(-1);
    if (last !== undefined && before !== undefined && joined(before, item)) last.push(item);
    else found.push([item]);
  }
  return found;
}

function addsOf(parts: readonly StackPart[], whole: Series | undefined): Adds {
  const sums = new Map<number, { sum: number; size: number; parts: number }>();
  const there = parts.filter(({ series }) => series.points.length > 0);
  for (const { series } of there) {
    for (const [x, value] of series.points) {
      const { sum, size, parts: count } = sums.get(x) ?? { sum: 0, size: 0, parts: 0 };
      sums.set(x, { sum: sum + value, size: size + Math.abs(value), parts: count + 1 });
    }
  }
  let [places, alike, apart] = [0, 0, 0];
  for (const [x, total] of whole?.points ?? []) {
    const found = sums.get(x);
    if (found === undefined || found.parts < there.length) continue;
    places += 1;
    const distance = Math.abs(found.sum - total);
    if (distance <= ALIKE * Math.max(found.size, Math.abs(total))) alike += 1;
    else apart = Math.max(apart, distance);
  }
  return { places, alike, apart };
}
