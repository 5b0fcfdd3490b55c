import type { MapThing } from '#shared/model/step-state.ts';
import { type MapView, placeKey, type Size } from './map-view.ts';

export interface MapScene {
  readonly things: readonly MapThing[];
  /** Of the step before; `undefined` where nothing is compared. */
  readonly before: readonly MapThing[] | undefined;
  readonly colours: ReadonlyMap<string, string>;
  readonly hidden: ReadonlySet<string>;
  readonly pointed: MapThing | undefined;
}

/** Colours of the page, read from its style. */
export interface MapInk {
  readonly grid: string;
  readonly ink: string;
}

/** Least pixels of a thing, so that a factory seen from afar is still there. */
const LEAST = 2;

/** Paints things as boxes; those that came since the step before have a ring, those that went are hollow. */
export function paintMap(
  context: CanvasRenderingContext2D,
  scene: MapScene,
  view: MapView,
  size: Size,
  ink: MapInk,
): void {
  paintGrid(context, view, size, ink.grid);
  const known = scene.before === undefined ? undefined : new Set(scene.before.map(placeKey));
  const present = known === undefined ? undefined : new Set(scene.things.map(placeKey));
  for (const thing of scene.before ?? []) {
    if (present?.has(placeKey(thing)) === true || scene.hidden.has(thing.kind)) continue;
    const [x, y, width, height] = boxOf(thing, view, size);
    context.strokeStyle = scene.colours.get(thing.kind) ?? ink.ink;
    context.setLineDash([3, 2]);
    context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
    context.setLineDash([]);
  }
  for (const thing of scene.things) {
    if (scene.hidden.has(thing.kind)) continue;
    const [x, y, width, height] = boxOf(thing, view, size);
    if (x > size.width || y > size.height || x + width < 0 || y + height < 0) continue;
    context.fillStyle = scene.colours.get(thing.kind) ?? ink.ink;
    context.fillRect(x, y, width, height);
    if (thing === scene.pointed || known?.has(placeKey(thing)) === false) {
      context.strokeStyle = ink.ink;
      context.lineWidth = thing === scene.pointed ? 2 : 1;
      context.strokeRect(x - 1.5, y - 1.5, width + 3, height + 3);
      context.lineWidth = 1;
    }
  }
}

function boxOf(
  { x, y, width, height }: MapThing,
  view: MapView,
  size: Size,
): readonly [number, number, number, number] {
  const gap = view.zoom > 8 ? 1 : 0;
  const [wide, high] = [Math.max(width * view.zoom - gap, LEAST), Math.max(height * view.zoom - gap, LEAST)];
  return [
    (x - view.x) * view.zoom + size.width / 2 - wide / 2,
    (y - view.y) * view.zoom + size.height / 2 - high / 2,
    wide,
    high,
  ];
}

/** Lines of a power of ten of units, at least so many pixels apart. */
const APART = 40;

function paintGrid(
  context: CanvasRenderingContext2D,
  { x, y, zoom }: MapView,
  { width, height }: Size,
  colour: string,
): void {
  const step = 10 ** Math.ceil(Math.log10(APART / zoom));
  context.strokeStyle = colour;
  context.beginPath();
  for (let at = Math.ceil((x - width / 2 / zoom) / step) * step; at < x + width / 2 / zoom; at += step) {
    const pixel = Math.round((at - x) * zoom + width / 2) + 0.5;
    context.moveTo(pixel, 0);
    context.lineTo(pixel, height);
  }
  for (let at = Math.ceil((y - height / 2 / zoom) / step) * step; at < y + height / 2 / zoom; at += step) {
    const pixel = Math.round((at - y) * zoom + height / 2) + 0.5;
    context.moveTo(0, pixel);
    context.lineTo(width, pixel);
  }
  context.stroke();
}
