import { type DrawItem, perPoint } from './drawing.ts';
import type { Sheet } from './layout.ts';
import { placeIn } from './layout-place.ts';
import { onGround, type Scheme } from './palette.ts';
import type { PictureBand, PictureLine } from './picture.ts';

/** How strong a band is behind its line, as in the window. */
export const BAND_STRENGTH = 0.16;

/** What lies between the two edges of a line's band, in as many pieces as it has. */
export function bandItems(sheet: Sheet, { band = [], style }: PictureLine): readonly DrawItem[] {
  const { plot, theme } = sheet;
  return bandPieces(band).map((piece): DrawItem => {
    const above = piece.map(({ x, high }) => placeIn(sheet, [x, high]));
    const below = piece.map(({ x, low }) => placeIn(sheet, [x, low])).reverse();
    const colour = onGround(style.colour, theme.scheme);
    return { kind: 'fill', path: [...above, ...below], colour, opacity: BAND_STRENGTH, clip: plot };
  });
}

/** How strong an area is: the grid shows through, and the whole is seen well on every hue. */
export const areaStrength: Readonly<Record<Scheme, number>> = { light: 0.8, dark: 0.55 };

/** The areas of a line, those of one x alone as a bar. */
export function areaItems(sheet: Sheet, { areas = [], style, label }: PictureLine): readonly DrawItem[] {
  const { plot, theme } = sheet;
  const colour = onGround(style.colour, theme.scheme);
  return areas.map((area): DrawItem => {
    const above = area.map(({ x, high }) => placeIn(sheet, [x, high]));
    const below = area.map(({ x, low }) => placeIn(sheet, [x, low]));
    const look = { colour, opacity: areaStrength[theme.scheme], clip: plot };
    if (area.length > 1) return { kind: 'fill', path: [...above, ...below.reverse()], ...look };
    return {
      kind: 'stroke',
      paths: [[...above, ...below]],
      width: 2 * theme.line * perPoint,
      dash: [],
      label,
      ...look,
    };
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
