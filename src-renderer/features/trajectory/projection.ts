import { clamp } from './frames.ts';

/** Which two dimensions are drawn: from the front, from the top, from the side. */
export type Plane = 'xy' | 'xz' | 'zy';

/** The two axes of a plane as they lie on the screen. */
export interface Axes {
  readonly across: 0 | 1 | 2;
  readonly along: 0 | 1 | 2;
  /** Whether `along` grows towards the lower edge. */
  readonly down: boolean;
}

export const AXIS_NAMES = ['x', 'y', 'z'] as const;

/**
 * Seen from above in a right-handed scene whose y points up, x goes right and z comes towards the lower edge. In images
 * (y down) the front view has y going down.
 */
export function axesOf(plane: Plane, yDown: boolean): Axes {
  if (plane === 'xz') return { across: 0, along: 2, down: true };
  return { across: plane === 'xy' ? 0 : 2, along: 1, down: yDown };
}

/** What part of the plane is shown: its centre and how many CSS pixels one unit takes. The same scale on both axes. */
export interface View {
  readonly across: number;
  readonly along: number;
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Extent of the drawn plane: `[min, max]` across and along. */
export type Extent2 = readonly [readonly [number, number], readonly [number, number]];

export function planeExtent(bounds: readonly (readonly [number, number])[], axes: Axes): Extent2 {
  return [bounds[axes.across] ?? [0, 0], bounds[axes.along] ?? [0, 0]];
}

/** The whole extent in the middle, with `padding` pixels around. A single point is shown at scale 1. */
export function fitView([across, along]: Extent2, size: Size, padding = 28): View {
  const room = (length: number) => Math.max(length - 2 * padding, 1);
  const scale = Math.min(room(size.width) / (across[1] - across[0]), room(size.height) / (along[1] - along[0]));
  return {
    across: (across[0] + across[1]) / 2,
    along: (along[0] + along[1]) / 2,
    scale: Number.isFinite(scale) && scale > 0 ? scale : 1,
  };
}

export function toScreen(view: View, axes: Axes, size: Size, across: number, along: number): readonly [number, number] {
  return [
    size.width / 2 + (across - view.across) * view.scale,
    size.height / 2 + (along - view.along) * view.scale * (axes.down ? 1 : -1),
  ];
}

export function toPlane(view: View, axes: Axes, size: Size, x: number, y: number): readonly [number, number] {
  return [
    view.across + (x - size.width / 2) / view.scale,
    view.along + ((y - size.height / 2) / view.scale) * (axes.down ? 1 : -1),
  ];
}

/** How a picture painted for one view must be moved and scaled to show another: `screen = factor × painted + shift`. */
export function betweenViews(
  painted: View,
  view: View,
  axes: Axes,
  size: Size,
): { readonly factor: number; readonly x: number; readonly y: number } {
  const [x, y] = toScreen(view, axes, size, ...toPlane(painted, axes, size, 0, 0));
  return { factor: view.scale / painted.scale, x, y };
}

/** Moves what is shown by so many pixels. */
export function pan(view: View, axes: Axes, dx: number, dy: number): View {
  return {
    ...view,
    across: view.across - dx / view.scale,
    along: view.along - (dy / view.scale) * (axes.down ? 1 : -1),
  };
}

/** Zooms around a point of the screen, which stays where it is. `fitted` bounds how far in and out one can go. */
export function zoomAt(
  view: View,
  axes: Axes,
  size: Size,
  at: readonly [number, number],
  by: number,
  fitted: View,
): View {
  const [across, along] = toPlane(view, axes, size, ...at);
  const scale = clamp(view.scale * by, fitted.scale / 20, fitted.scale * 5000);
  const share = view.scale / scale;
  return {
    scale,
    across: across - (across - view.across) * share,
    along: along - (along - view.along) * share,
  };
}

/** A length of 1, 2 or 5 × 10ⁿ units that takes at most `longest` pixels. */
export function scaleBar(scale: number, longest: number): { readonly units: number; readonly pixels: number } {
  const most = longest / scale;
  const power = 10 ** Math.floor(Math.log10(most));
  const units = ([5, 2, 1].find((each) => each * power <= most * (1 + 1e-9)) ?? 1) * power;
  return { units, pixels: units * scale };
}
