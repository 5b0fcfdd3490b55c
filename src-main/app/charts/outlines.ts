import type { Box, Place } from '#shared/chart/drawing.ts';
import type { Outline } from './font.ts';

/** Lines as closed outlines, in pixels: a box for each part, a round for each corner and end, all running one way. */
export function strokeOutlines(
  path: readonly Place[],
  width: number,
  dash: readonly number[],
  scale: number,
): number[][] {
  const points = path.map(([x, y]): Place => [x * scale, y * scale]);
  const reach = (width * scale) / 2;
  const parts =
    dash.length === 0
      ? [points]
      : dashed(
          points,
          dash.map((length) => length * scale),
        );
  return parts.flatMap((part) => [
    ...part.slice(1).flatMap((to, at) => segment(part[at] as Place, to, reach)),
    ...part.flatMap((place) => [round(place, reach)]),
  ]);
}

function segment([x0, y0]: Place, [x1, y1]: Place, reach: number): number[][] {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length === 0) return [];
  const [across, down] = [(-(y1 - y0) / length) * reach, ((x1 - x0) / length) * reach];
  return [[x0 + across, y0 + down, x0 - across, y0 - down, x1 - across, y1 - down, x1 + across, y1 + down]];
}

const corners = 12;

/** Runs the same way as the boxes do. */
function round([x, y]: Place, reach: number): number[] {
  const outline: number[] = [];
  for (let at = 0; at < corners; at++) {
    const angle = (2 * Math.PI * at) / corners;
    outline.push(x + Math.cos(angle) * reach, y + Math.sin(angle) * reach);
  }
  return outline;
}

/** The drawn parts of a dashed line. */
function dashed(points: readonly Place[], dash: readonly number[]): Place[][] {
  const parts: Place[][] = [];
  let [at, left] = [0, dash[0] ?? 1];
  let part: Place[] | undefined = points[0] === undefined ? undefined : [points[0]];
  for (let index = 1; index < points.length; index++) {
    let from = points[index - 1] as Place;
    const to = points[index] as Place;
    let length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    while (length > left) {
      const share = left / length;
      const place: Place = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
      if (part !== undefined) parts.push([...part, place]);
      part = part === undefined ? [place] : undefined;
      length -= left;
      from = place;
      at = (at + 1) % dash.length;
      left = Math.max(dash[at] ?? 1, 0.01);
    }
    left -= length;
    part?.push(to);
  }
  if (part !== undefined && part.length > 1) parts.push(part);
  return parts;
}

/** A part of a line beyond a box by more than its own width is not drawn; what crosses its edge is cut by the painter. */
export function boxPixels({ x, y, width, height }: Box, scale: number): Box {
  const [left, top] = [Math.round(x * scale), Math.round(y * scale)];
  return {
    x: left,
    y: top,
    width: Math.round((x + width) * scale) - left,
    height: Math.round((y + height) * scale) - top,
  };
}

/** Glyphs as closed outlines, in pixels, at a place: curves as short lines. */
export function textOutlines(
  outlines: readonly Outline[],
  place: (x: number, y: number) => readonly [number, number],
): number[][] {
  const closed: number[][] = [];
  let now: number[] = [];
  let [x, y] = [0, 0];
  const to = (nextX: number, nextY: number) => {
    now.push(...place(nextX, nextY));
    [x, y] = [nextX, nextY];
  };
  for (const { command, args } of outlines) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = args;
    if (command === 'moveTo') {
      if (now.length > 0) closed.push(now);
      now = [];
      to(a, b);
    } else if (command === 'lineTo') to(a, b);
    else if (command === 'quadraticCurveTo') curve([x, y, a, b, a, b, c, d], to, 2 / 3);
    else if (command === 'bezierCurveTo') curve([x, y, a, b, c, d, e, f], to, 1);
    else if (now.length > 0) {
      closed.push(now);
      now = [];
    }
  }
  if (now.length > 0) closed.push(now);
  return closed;
}

const pieces = 6;

/** A cubic curve; a quadratic one has its middle point twice, and `pull` 2⁄3 of the way to it. */
function curve(
  [x0, y0, x1, y1, x2, y2, x3, y3]: [number, number, number, number, number, number, number, number],
  to: (x: number, y: number) => void,
  pull: number,
): void {
  const [ax, ay] = [x0 + (x1 - x0) * pull, y0 + (y1 - y0) * pull];
  const [bx, by] = [x3 + (x2 - x3) * pull, y3 + (y2 - y3) * pull];
  for (let at = 1; at <= pieces; at++) {
    const t = at / pieces;
    const s = 1 - t;
    const [w0, w1, w2, w3] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
    to(w0 * x0 + w1 * ax + w2 * bx + w3 * x3, w0 * y0 + w1 * ay + w2 * by + w3 * y3);
  }
}
