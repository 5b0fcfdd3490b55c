import { dataStyle, type Scheme } from '../series/colours.ts';
import type { Dot } from './strip-dots.ts';

/** A dot where it is drawn, in pixels. */
export interface PlacedDot {
  readonly dot: Dot;
  readonly x: number;
  readonly y: number;
  /** Whether it is of somebody else than those who were asked for. */
  readonly faint: boolean;
}

const RADIUS = 3;
const bad: Readonly<Record<Scheme, string>> = { light: '#b42318', dark: '#ff8178' };

/** What failed is a cross, what is to be looked at is hollow, everything else is full. */
export function paintDots(context: CanvasRenderingContext2D, dots: readonly PlacedDot[], scheme: Scheme): void {
  const { colour } = dataStyle(0, scheme);
  context.lineWidth = 1.5;
  for (const { dot, x, y, faint } of dots) {
    context.globalAlpha = faint ? 0.18 : 0.85;
    context.strokeStyle = dot.look === 'failed' ? bad[scheme] : colour;
    context.fillStyle = colour;
    context.beginPath();
    if (dot.look === 'failed') {
      context.moveTo(x - RADIUS, y - RADIUS);
      context.lineTo(x + RADIUS, y + RADIUS);
      context.moveTo(x - RADIUS, y + RADIUS);
      context.lineTo(x + RADIUS, y - RADIUS);
      context.stroke();
    } else {
      context.arc(x, y, dot.look === 'odd' ? RADIUS - 0.25 : RADIUS, 0, 2 * Math.PI);
      if (dot.look === 'odd') context.stroke();
      else context.fill();
    }
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
