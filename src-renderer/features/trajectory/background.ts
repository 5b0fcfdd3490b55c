import { type Axes, type Extent2, type Size, toScreen, type View } from './projection.ts';

/** An image behind a picture, and what part of the plane it shows, in units of the data. */
export interface Background {
  readonly name: string;
  readonly image: HTMLImageElement;
  readonly extent: Extent2;
}

export interface Rectangle extends Size {
  readonly x: number;
  readonly y: number;
}

/** Where part of the plane lies on the screen. It is never turned over: its upper edge is the upper one there. */
export function placeOf([across, along]: Extent2, view: View, axes: Axes, size: Size): Rectangle {
  const [x0, y0] = toScreen(view, axes, size, across[0], along[0]);
  const [x1, y1] = toScreen(view, axes, size, across[1], along[1]);
  return { x: Math.min(x0, x1), y: Math.min(y0, y1), width: Math.abs(x1 - x0), height: Math.abs(y1 - y0) };
}

/** What an image shows before anybody said: of data in pixels its own pixels, else all that the data reaches over. */
export function firstExtent(
  image: Pick<HTMLImageElement, 'naturalWidth' | 'naturalHeight'>,
  unit: string | null,
  bounds: Extent2,
): Extent2 {
  const inPixels = unit !== null && /^(px|pixels?)$/i.test(unit);
  return inPixels
    ? [
        [0, image.naturalWidth],
        [0, image.naturalHeight],
      ]
    : bounds;
}
