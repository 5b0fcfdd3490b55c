import type { Size } from '../projection.ts';

/** Milliseconds from picture to picture: GIF counts hundredths of a second, and viewers slow down what is below two. */
export const PICTURE_TIME = 100;

/** All are kept until the colours are chosen: 200 of 640 × 480 take 250 MB. */
export const MOST_PICTURES = 200;
const MOST_PIXELS = 640 * 480;

/** What the worker is told: pictures as RGBA bytes with the time (ms) at which they were painted. */
export type GifRequest =
  | { readonly kind: 'begin'; readonly width: number; readonly height: number }
  | { readonly kind: 'picture'; readonly data: ArrayBuffer; readonly at: number }
  | { readonly kind: 'end'; readonly at: number };

/** The file, or why there is none. */
export type GifAnswer = { readonly file: ArrayBuffer } | { readonly failed: string };

/** How large a GIF of a picture is, in pixels, and by how much the picture shrinks for it. */
export function gifSize({ width, height }: Size): Size & { readonly scale: number } {
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / Math.max(width * height, 1)));
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)), scale };
}

/** How long each picture is shown (ms, whole hundredths of a second), from the times they were painted at and the end. */
export function delaysOf(times: readonly number[], end: number): readonly number[] {
  const start = times[0] ?? end;
  const hundredths = (time: number) => Math.round((time - start) / 10);
  return times.map((time, at) => Math.max(2, hundredths(times[at + 1] ?? end) - hundredths(time)) * 10);
}
