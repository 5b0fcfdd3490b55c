import type { DrawItem } from './drawing.ts';
import type { Sheet } from './layout.ts';
import { placeIn } from './layout-place.ts';
import { onGround } from './palette.ts';
import type { PictureBand, PictureLine } from './picture.ts';

/** How strong a band is behind its line, as in the window. */
const STRENGTH = 0.16;

/** What lies between the two edges of a line's band, in as many pieces as it has. */
export function bandItems(sheet: Sheet, { band = [], style }: PictureLine): readonly DrawItem[] {
  const { plot, theme } = sheet;
  return bandPieces(band).map((piece): DrawItem => {
    const above = piece.map(({ x, high }) => placeIn(sheet, [x, high]));
    const below = piece.map(({ x, low }) => placeIn(sheet, [x, low])).reverse();
    const colour = onGround(style.colour, theme.scheme);
    return { kind: 'fill', path: [...above, ...below], colour, opacity: STRENGTH, clip: plot };
  });
}

/** Neighbours that have a band. */
export function bandPieces<T extends Pick<PictureBand, 'low' | 'high'>>(
  points: readonly T[],
): readonly (readonly T[])[] {
  const found: T[][] = [];
  let open = false;
  for (const point of points) {
    const has = Number.isFinite(point.low + point.high);
    if (has && open) found.at(-1)?.push(point);
    else if (has) found.push([point]);
    open = has;
  }
  return found;
}
