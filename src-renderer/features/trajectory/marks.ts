import { isDimmed, projectionOf, type Scene, screenOf } from './scene.ts';
import { sight } from './sighting.ts';

/** An agent on the screen, in CSS pixels. */
export interface Mark {
  readonly agent: number;
  readonly x: number;
  readonly y: number;
  /** Radians on the screen, clockwise from the right; `undefined` for who stands still. */
  readonly heading: number | undefined;
  /** `false` in a gap: the mark is where the agent was last seen. */
  readonly seen: boolean;
}

/** All agents that are there at a frame, as they lie on the screen. */
export function marksAt(scene: Scene, time: number): readonly Mark[] {
  const marks: Mark[] = [];
  const here = scene.store.pieceAt(time);
  if (!here) return marks;
  for (let agent = 0; agent < scene.looks.length; agent++) {
    const found = sight(scene.store, here, agent, time);
    if (!found) continue;
    const projection = projectionOf(scene, found.piece);
    const [x, y] = screenOf(projection, found.row);
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    const start = found.piece.starts[agent] ?? 0;
    const end = found.piece.starts[agent + 1] ?? start;
    const heading =
      found.row > start
        ? headingFrom(screenOf(projection, found.row - 1), [x, y])
        : found.row + 1 < end
          ? headingFrom([x, y], screenOf(projection, found.row + 1))
          : undefined;
    marks.push({ agent, x, y, heading, seen: found.seen });
  }
  return marks;
}

/** Less than this (in pixels) is standing still. */
const STILL = 1e-3;

function headingFrom(from: readonly [number, number], to: readonly [number, number]): number | undefined {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  return Math.hypot(dx, dy) > STILL ? Math.atan2(dy, dx) : undefined;
}

/** The agent nearest to a point, within `reach` pixels; one that is not dimmed wins over one that is. */
export function agentAt(scene: Scene, marks: readonly Mark[], x: number, y: number, reach = 14): Mark | undefined {
  let best: Mark | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const mark of marks) {
    const distance = Math.hypot(mark.x - x, mark.y - y);
    const rank = distance + (isDimmed(scene, mark.agent) ? reach : 0);
    if (distance <= reach && rank < least) {
      best = mark;
      least = rank;
    }
  }
  return best;
}
