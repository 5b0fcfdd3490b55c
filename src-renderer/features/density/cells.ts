import type { BulkColumns } from '#shared/model/bulk.ts';
import type { DensityExtent } from '#shared/model/density.ts';
import type { Show } from './view.ts';

/** A square of the plane with rows in it. */
export interface DensityCell {
  /** Its lower edges, in sides of a cell. */
  readonly across: number;
  readonly along: number;
  readonly rows: number;
  /** Share of all rows, those of cells that are not shown too; of a difference: of the one minus that of the other. */
  readonly share: number;
  readonly seconds: number;
  /** Mean velocity; NaN where it is unknown. */
  readonly velocity: readonly [number, number];
}

export function readCells({
  across,
  along,
  rows,
  all: told,
  seconds,
  vacross,
  valong,
}: BulkColumns): readonly DensityCell[] {
  if (!across || !along || !rows) return [];
  const all = told?.[0] ?? sumOf(rows);
  return Array.from(across, (at, index) => ({
    across: at,
    along: along[index] ?? 0,
    rows: rows[index] ?? 0,
    share: (rows[index] ?? 0) / all,
    seconds: seconds?.[index] ?? Number.NaN,
    velocity: [vacross?.[index] ?? Number.NaN, valong?.[index] ?? Number.NaN],
  }));
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += values[at] ?? 0;
  return sum;
}

/** Where the positions of two are, and how many rows they have together. */
export function extentOfBoth(one: DensityExtent, other: DensityExtent): DensityExtent {
  const known = one.bounds.length === 0 ? other.bounds : one.bounds;
  const bounds = known.map(([low, high], axis) => {
    const [from, to] = other.bounds[axis] ?? [low, high];
    return [Math.min(low, from), Math.max(high, to)] as const;
  });
  return { ...one, bounds, rows: one.rows + other.rows };
}

const key = ({ across, along }: DensityCell) => `${across} ${along}`;

/** Those of either that one of them has at least so many rows in. */
export function enoughOf(
  some: readonly DensityCell[],
  others: readonly DensityCell[],
  minimum: number,
): readonly [some: readonly DensityCell[], others: readonly DensityCell[]] {
  const enough = new Set([...some, ...others].filter(({ rows }) => rows >= minimum).map(key));
  const has = (cell: DensityCell) => enough.has(key(cell));
  return [some.filter(has), others.filter(has)];
}

/** Shares of some cells minus those of others; a cell that only one has counts as 0 in the other. */
export function cellsApart(some: readonly DensityCell[], others: readonly DensityCell[]): readonly DensityCell[] {
  const left = new Map(others.map((cell) => [key(cell), cell]));
  const own = some.map((cell) => {
    const other = left.get(key(cell));
    left.delete(key(cell));
    return { ...cell, share: cell.share - (other?.share ?? 0), rows: cell.rows - (other?.rows ?? 0) };
  });
  return [...own, ...[...left.values()].map((cell) => ({ ...cell, share: -cell.share, rows: -cell.rows }))];
}

export function shownValue(cell: DensityCell, show: Show): number {
  return show === 'rows' ? cell.rows : show === 'share' ? cell.share : cell.seconds;
}

/** What values reach from and to, whatever their signs. */
export interface Reach {
  /** Where a logarithmic scale begins. */
  readonly least: number;
  readonly most: number;
}

/** Between 0 and 1 (for differences −1 and 1): where a value lies between nothing, or the least, and the greatest. */
export function strength(value: number, { least, most }: Reach, logarithmic: boolean): number {
  if (!(most > 0)) return 0;
  const size = Math.min(Math.abs(value), most);
  if (!logarithmic) return (Math.sign(value) * size) / most;
  const scaled = most > least ? Math.log(Math.max(size, least) / least) / Math.log(most / least) : 1;
  return Math.sign(value) * Math.max(scaled, 0.02);
}

/** The greatest value, whatever its sign, and the least; differences may be next to nothing, and are told over three powers of ten. */
export function reachOf(cells: readonly DensityCell[], show: Show, difference: boolean): Reach {
  const sizes = cells.map((cell) => Math.abs(shownValue(cell, show))).filter((size) => size > 0);
  const most = sizes.reduce((one, other) => Math.max(one, other), 0);
  return { most, least: difference ? most / 1000 : sizes.reduce((one, other) => Math.min(one, other), most) };
}

/** Cells as rows for a spreadsheet, under a line of names. */
export function cellsText(
  cells: readonly DensityCell[],
  bin: number,
  [across, along]: readonly [string, string],
): string {
  const head = [across, along, 'rows', 'share', 'seconds', `mean_v_${across}`, `mean_v_${along}`];
  const text = (value: number) => (Number.isNaN(value) ? '' : String(value));
  const lines = cells.map((cell) =>
    [cell.across * bin, cell.along * bin, cell.rows, cell.share, cell.seconds, ...cell.velocity].map(text).join('\t'),
  );
  return [head.join('\t'), ...lines].join('\n');
}
