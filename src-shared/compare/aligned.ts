import { commonGrid, interpolate } from '../statistics/grid.ts';
import type { Curves } from './curves.ts';
import type { Group } from './groups.ts';

/** More places of x than a chart has pixels say nothing. */
const MOST_PLACES = 400;

/** More lines than this cannot be told apart. */
export const MOST_GROUPS = 24;

/** The runs of groups at the same places of x. */
export interface Aligned {
  readonly grid: readonly number[];
  /** Those that have a line. */
  readonly groups: readonly Group[];
  /** Of each group, its runs at the places of the grid. */
  readonly curves: readonly (readonly Float64Array[])[];
}

/** The runs of groups at the places of one grid; groups without a line left out. */
export function aligned(all: readonly Group[], { byItem }: Curves): Aligned {
  const lines = all.map((group) => ({ group, curves: group.items.flatMap(({ id }) => byItem.get(id) ?? []) }));
  const kept = lines.filter(({ curves }) => curves.length > 0);
  const grid = commonGrid(
    kept.flatMap(({ curves }) => curves),
    MOST_PLACES,
  );
  const curves = kept.map((each) => each.curves.map((curve) => interpolate(curve, grid)));
  return { grid, groups: kept.map(({ group }) => group), curves };
}
