import { traceArrow } from '../trajectory/paint-arrows.ts';
import { toScreen } from '../trajectory/projection.ts';
import { rampColours } from '../trajectory/shade.ts';
import type { Arrows } from './arrows.ts';
import { reachOf, shownValue, strength } from './cells.ts';
import { cornerOf, type DensityPicture } from './picture.ts';

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
  const { cells, bin, show, logarithmic, difference, view } = picture;
  const reach = reachOf(cells, show, difference);
  const side = Math.max(bin * view.scale, 1);
  for (const cell of cells) {
    const [x, y] = cornerOf(picture, cell);
    context.fillStyle = colourOf(strength(shownValue(cell, show), reach, logarithmic), picture);
    // A little wider, so that no ground shows between neighbours.
    context.fillRect(x, y, side + 0.5, side + 0.5);
  }
  if (picture.arrows !== null) paintArrows(context, picture.arrows, picture);
}

/** Of an arrow, in pixels. */
const HEAD = 3;

/** Around the middle of each square's cells; the longest is as long as a square. */
function paintArrows(
  context: CanvasRenderingContext2D,
  { side, squares, fastest }: Arrows,
  { axes, bin, view, size, scheme }: DensityPicture,
): void {
  if (!(fastest > 0)) return;
  const length = side * bin * view.scale;
  context.beginPath();
  for (const { middle, velocity } of squares) {
    const [u, v] = velocity;
    if (!(Math.hypot(u, v) > 0)) continue;
    const [x, y] = toScreen(view, axes, size, middle[0] * bin, middle[1] * bin);
    const way = [(u / fastest) * length, (v / fastest) * length * (axes.down ? 1 : -1)] as const;
    traceArrow(context, [x - way[0] / 2, y - way[1] / 2], way, HEAD);
  }
  // A rim in the colour of the ground tells them from cells of any colour.
  const [line, rim] = scheme === 'light' ? ['#1b1f24', '#ffffff99'] : ['#ffffff', '#15181c99'];
  context.lineCap = 'round';
  for (const [colour, width] of [
    [rim, 3],
    [line, 1],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }
}
