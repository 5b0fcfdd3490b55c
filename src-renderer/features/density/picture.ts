import { type Axes, type Size, toScreen, type View } from '../trajectory/projection.ts';
import type { Arrows } from './arrows.ts';
import type { CellPlace } from './cell-cursor.ts';
import type { DensityCell } from './cells.ts';
import type { Show } from './view.ts';

/** Cells of the plane as they are shown. */
export interface DensityPicture {
  readonly cells: readonly DensityCell[];
  readonly bin: number;
  readonly show: Show;
  readonly logarithmic: boolean;
  /** Whether values lie around a real zero. */
  readonly difference: boolean;
  readonly arrows: Arrows | null;
  readonly axes: Axes;
  readonly view: View;
  readonly size: Size;
  readonly scheme: 'light' | 'dark';
}

/** Its left upper corner on the screen. */
export function cornerOf(
  { bin, axes, view, size }: DensityPicture,
  { across, along }: CellPlace,
): readonly [number, number] {
  return toScreen(view, axes, size, across * bin, (along + (axes.down ? 0 : 1)) * bin);
}
