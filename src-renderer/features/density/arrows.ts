import type { View } from '../trajectory/projection.ts';
import type { DensityCell } from './cells.ts';

/** Mean velocities of squares of cells: where cells are small, one arrow stands for several. */
export interface Arrows {
  /** Cells along a side of a square. */
  readonly side: number;
  readonly squares: readonly ArrowSquare[];
  /** The greatest speed of them. */
  readonly fastest: number;
}

export interface ArrowSquare extends Pick<DensityCell, 'velocity'> {
  /** That of its cells, in sides of a cell. */
  readonly middle: readonly [across: number, along: number];
}

/** What an arrow needs to show where it points, in pixels. */
const ROOM = 14;

/** Means over the rows of those cells whose mean velocity is known. */
export function arrowsOf(cells: readonly DensityCell[], bin: number, { scale }: View): Arrows {
  const needed = Math.ceil(Math.log2(ROOM / (bin * scale)));
  const side = 2 ** Math.max(needed, 0);
  const known = cells.filter(({ velocity }) => !velocity.some(Number.isNaN));
  const square = ({ across, along }: DensityCell) => `${Math.floor(across / side)} ${Math.floor(along / side)}`;
  const squares = [...Map.groupBy(known, square).values()].map(squareOf);
  const fastest = squares.reduce((most, { velocity }) => Math.max(most, Math.hypot(...velocity)), 0);
  return { side, squares, fastest };
}

function squareOf(cells: readonly DensityCell[]): ArrowSquare {
  const rows = sum(cells, (cell) => cell.rows);
  const speed = (axis: 0 | 1) => sum(cells, (cell) => (cell.rows / rows) * cell.velocity[axis]);
  const middle = (edge: (cell: DensityCell) => number) => sum(cells, edge) / cells.length + 0.5;
  return { middle: [middle(({ across }) => across), middle(({ along }) => along)], velocity: [speed(0), speed(1)] };
}

function sum(cells: readonly DensityCell[], value: (cell: DensityCell) => number): number {
  return cells.reduce((total, cell) => total + value(cell), 0);
}
