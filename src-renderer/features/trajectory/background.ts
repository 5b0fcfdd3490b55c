import { createStore, useStore } from '../../client/store.ts';
import { type Axes, type Extent2, type Plane, type Size, toScreen, type View } from './projection.ts';
import type { Episode } from './use-episode.ts';

/** An image behind a flat picture, and what part of the plane it shows, in units of the data. */
export interface Background {
  readonly name: string;
  readonly image: HTMLImageElement;
  readonly extent: Extent2;
}

/** By session and plane, while the window is open: images are a person's own files, of which no copy is kept. */
const chosen = createStore<ReadonlyMap<string, Background>>(new Map());

/** The image behind the episodes of one session on one plane. */
export function useBackground(
  { database, header }: Pick<Episode, 'database' | 'header'>,
  plane: Plane,
): readonly [Background | undefined, (next: Background | undefined) => void] {
  const key = JSON.stringify([database, header.session?.id ?? header.episode, plane]);
  const background = useStore(chosen, (all) => all.get(key));
  const set = (next: Background | undefined) =>
    chosen.set((all) => {
      const others = [...all].filter(([each]) => each !== key);
      return new Map(next === undefined ? others : [...others, [key, next] as const]);
    });
  return [background, set];
}

/** Reads an image whole, so that it can be written into pictures that stand alone. Fails for what is none. */
export async function readImage(file: File): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Error(`${file.name} could not be read`, { cause: reader.error }));
    reader.readAsDataURL(file);
  });
  await image.decode().catch((thrown: unknown) => {
    throw new Error(`${file.name} is no image that a window can show`, { cause: thrown });
  });
  return image;
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
