import type { Place } from './drawing.ts';
import type { Sheet } from './layout.ts';

/** How far outside the picture a line is still followed: viewers give up on coordinates beyond all measure. */
const far = 20_000;

/** Where a point is in the picture. */
export function placeIn({ plot, x, y }: Sheet, point: readonly [number, number]): Place {
  const across = plot.x + x.share(point[0]) * plot.width;
  const down = plot.y + (1 - y.share(point[1])) * plot.height;
  return [Math.round(Math.max(-far, Math.min(far, across))), Math.round(Math.max(-far, Math.min(far, down)))];
}
