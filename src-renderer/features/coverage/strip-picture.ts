import { dataStyle, type Scheme } from '../series/colours.ts';
import type { Dot } from './strip-dots.ts';
import { signs } from './strip-signs.ts';

/** A dot where it is drawn, in pixels. */
export interface PlacedDot {
  readonly dot: Dot;
  readonly x: number;
  readonly y: number;
  /** Whether it is of somebody else than those who were asked for. */
  readonly faint: boolean;
}

const bad: Readonly<Record<Scheme, string>> = { light: '#b42318', dark: '#ff8178' };

/** Full where nothing was found, else as its sign. */
export function paintDots(context: CanvasRenderingContext2D, dots: readonly PlacedDot[], scheme: Scheme): void {
  const { colour } = dataStyle(0, scheme);
  const paths = new Map(Object.entries(signs).map(([sign, path]) => [sign, new Path2D(path)]));
  context.lineWidth = 1.5;
  context.fillStyle = colour;
  for (const { dot, x, y, faint } of dots) {
    const path = paths.get(dot.look)!;
    context.globalAlpha = faint ? 0.18 : 0.85;
    context.strokeStyle = dot.look === 'odd' ? colour : bad[scheme];
    context.translate(x, y);
    if (dot.look === 'fine') context.fill(path);
    else context.stroke(path);
    context.translate(-x, -y);
  }
  context.globalAlpha = 1;
}

/** How near a pointer must be, in pixels. */
const NEAR = 9;

/** The nearest dot that is not faint. */
export function dotAt(dots: readonly PlacedDot[], x: number, y: number): PlacedDot | undefined {
  let found: PlacedDot | undefined;
  let nearest = NEAR;
  for (const each of dots) {
    const away = each.faint ? Number.POSITIVE_INFINITY : Math.hypot(each.x - x, each.y - y);
    if (away < nearest) [found, nearest] = [each, away];
  }
  return found;
}
