import type { MapThing } from '#shared/model/step-state.ts';

/** What part of a plane is seen: the point in the middle, and pixels per unit. */
export interface MapView {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Pixels kept free around everything. */
const MARGIN = 16;
const MOST_ZOOM = 200;
const LEAST_ZOOM = 0.01;

/** The view that shows everything. */
export function fitView(things: readonly MapThing[], { width, height }: Size): MapView {
  if (things.length === 0) return { x: 0, y: 0, zoom: 16 };
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const thing of things) {
    left = Math.min(left, thing.x - thing.width / 2);
    right = Math.max(right, thing.x + thing.width / 2);
    top = Math.min(top, thing.y - thing.height / 2);
    bottom = Math.max(bottom, thing.y + thing.height / 2);
  }
  const zoom = Math.min((width - 2 * MARGIN) / (right - left), (height - 2 * MARGIN) / (bottom - top), 32);
  return { x: (left + right) / 2, y: (top + bottom) / 2, zoom: Math.max(zoom, LEAST_ZOOM) };
}

/** Closer or farther by a factor, the point under these pixels staying where it is. */
export function zoomAt(view: MapView, factor: number, at: { x: number; y: number }, size: Size): MapView {
  const zoom = Math.min(Math.max(view.zoom * factor, LEAST_ZOOM), MOST_ZOOM);
  const fixed = toPlane(view, at, size);
  return {
    x: fixed.x - (at.x - size.width / 2) / zoom,
    y: fixed.y - (at.y - size.height / 2) / zoom,
    zoom,
  };
}

export function toPlane({ x, y, zoom }: MapView, at: { x: number; y: number }, { width, height }: Size) {
  return { x: x + (at.x - width / 2) / zoom, y: y + (at.y - height / 2) / zoom };
}

/** The thing at a point of the plane, the smallest where several lie there; those within a few pixels count. */
export function thingAt(things: readonly MapThing[], at: { x: number; y: number }, zoom: number): MapThing | undefined {
  const slack = 3 / zoom;
  let found: MapThing | undefined;
  for (const thing of things) {
    const inside =
      Math.abs(at.x - thing.x) <= thing.width / 2 + slack && Math.abs(at.y - thing.y) <= thing.height / 2 + slack;
    if (inside && (found === undefined || thing.width * thing.height <= found.width * found.height)) found = thing;
  }
  return found;
}

/** A round length of the plane that is at most `pixels` long. */
export function scaleLength({ zoom }: MapView, pixels: number): number {
  const most = pixels / zoom;
  const power = 10 ** Math.floor(Math.log10(most));
  return [5, 2, 1].map((each) => each * power).find((each) => each <= most) ?? power;
}

/** Two things that are the same one: of a kind, at a place. */
export function placeKey({ kind, x, y }: MapThing): string {
  return `${kind} ${x} ${y}`;
}
