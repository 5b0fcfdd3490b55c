import { traceArrow } from '../trajectory/paint-arrows.ts';
import { type Axes, type Size, toScreen, type View } from '../trajectory/projection.ts';
import { rampColours } from '../trajectory/shade.ts';
import type { CellPlace } from './cell-cursor.ts';
import { type DensityCell, mostOf, shownValue, strength } from './cells.ts';
import type { Show } from './view.ts';

export interface DensityPicture {
  readonly cells: readonly DensityCell[];
  readonly bin: number;
  readonly show: Show;
  readonly logarithmic: boolean;
  /** Whether values lie around a real zero. */
  readonly difference: boolean;
  readonly arrows: boolean;
  readonly axes: Axes;
  readonly view: View;
  readonly size: Size;
  readonly scheme: 'light' | 'dark';
}

/** Less and more than the other: colours that people tell apart, on both grounds. */
const ends = {
  light: { more: [178, 88, 6], less: [33, 102, 172], ground: [255, 255, 255] },
  dark: { more: [244, 165, 80], less: [103, 169, 232], ground: [21, 24, 28] },
} as const;

/** From nothing to the greatest; of differences from the least over nothing to the greatest. */
export function colourOf(share: number, { difference, scheme }: Pick<DensityPicture, 'difference' | 'scheme'>): string {
  if (!difference) {
    const colours = rampColours(scheme);
    const ramp = scheme === 'light' ? colours.toReversed() : colours;
    return ramp[Math.round(share * (ramp.length - 1))] ?? '';
  }
  const { more, less, ground } = ends[scheme];
  const end = share < 0 ? less : more;
  const mixed = ground.map((channel, at) => Math.round(channel + ((end[at] ?? 0) - channel) * Math.abs(share)));
  return `rgb(${mixed.join(' ')})`;
}

export function paintDensity(context: CanvasRenderingContext2D, picture: DensityPicture): void {
  const { cells, bin, show, logarithmic, view } = picture;
  const most = mostOf(cells, show);
  const side = Math.max(bin * view.scale, 1);
  for (const cell of cells) {
    const [x, y] = cornerOf(picture, cell);
    context.fillStyle = colourOf(strength(shownValue(cell, show), most, logarithmic), picture);
    // A little wider, so that no ground shows between neighbours.
    context.fillRect(x, y, side + 0.5, side + 0.5);
  }
  if (picture.arrows && !picture.difference) paintArrows(context, picture, side);
}

/** Its left upper corner on the screen. */
export function cornerOf(
  { bin, axes, view, size }: DensityPicture,
  { across, along }: CellPlace,
): readonly [number, number] {
  return toScreen(view, axes, size, across * bin, (along + (axes.down ? 0 : 1)) * bin);
}

/** The longest mean velocity of the cells. */
export function fastestOf(cells: readonly DensityCell[]): number {
  return cells.reduce((most, { velocity }) => Math.max(most, Math.hypot(...velocity) || 0), 0);
}

/** Whether cells are large enough on the screen to tell where an arrow points. */
export const roomForArrows = ({ bin, view }: Pick<DensityPicture, 'bin' | 'view'>): boolean => bin * view.scale >= 5;

const HEAD = 3;

/** From the middle of each cell; the longest is as long as a cell. */
function paintArrows(context: CanvasRenderingContext2D, picture: DensityPicture, side: number): void {
  const { axes } = picture;
  const fastest = fastestOf(picture.cells);
  if (!(fastest > 0) || !roomForArrows(picture)) return;
  context.strokeStyle = picture.scheme === 'light' ? '#1b1f24' : '#ffffff';
  context.lineWidth = 1;
  context.beginPath();
  for (const cell of picture.cells) {
    const [u, v] = cell.velocity;
    if (!(Math.hypot(u, v) > 0)) continue;
    const [left, top] = cornerOf(picture, cell);
    const way = [(u / fastest) * side, (v / fastest) * side * (axes.down ? 1 : -1)] as const;
    traceArrow(context, [left + side / 2, top + side / 2], way, HEAD);
  }
  context.stroke();
}
