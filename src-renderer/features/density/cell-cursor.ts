import { type DensityCell, reachOf, shownValue } from './cells.ts';
import type { Show } from './view.ts';

/** A square of the plane, whether or not it has rows: its lower edges, in sides of a cell. */
export interface CellPlace {
  readonly across: number;
  readonly along: number;
}

export interface CellKey {
  readonly key: string;
  readonly shiftKey: boolean;
}

interface Plane {
  readonly cells: readonly DensityCell[];
  readonly show: Show;
  /** Whether `along` grows downwards. */
  readonly down: boolean;
}

/**
 * Where a key leads: arrows to the next square, with Shift over ten, Home and End to the first and last of its row that has
 * a cell; from nowhere to the strongest. `undefined` for other keys and without cells.
 */
export function placeByKey(
  { key, shiftKey }: CellKey,
  from: CellPlace | undefined,
  { cells, show, down }: Plane,
): CellPlace | undefined {
  const [right, up] = ways[key] ?? [0, 0];
  const ends = key === 'Home' || key === 'End';
  if (cells.length === 0 || (!ends && right === 0 && up === 0)) return undefined;
  if (from === undefined) return strongest(cells, show);
  if (ends) {
    const row = cells.filter(({ along }) => along === from.along).map(({ across }) => across);
    return row.length === 0
      ? from
      : { ...from, across: row.reduce((a, b) => (key === 'Home' ? Math.min : Math.max)(a, b)) };
  }
  const by = shiftKey ? 10 : 1;
  return {
    across: within(
      cells.map(({ across }) => across),
      from.across + right * by,
    ),
    along: within(
      cells.map(({ along }) => along),
      from.along + up * by * (down ? -1 : 1),
    ),
  };
}

const ways: Readonly<Record<string, readonly [right: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

function strongest(cells: readonly DensityCell[], show: Show): CellPlace | undefined {
  const { most } = reachOf(cells, show, false);
  return cells.find((cell) => Math.abs(shownValue(cell, show)) === most);
}

function within(places: readonly number[], at: number): number {
  const [least, greatest] = places.reduce(([low, high], each) => [Math.min(low, each), Math.max(high, each)], [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as readonly [number, number]);
  return Math.min(Math.max(at, least), greatest);
}
