import { type Piece, stepAt } from './piece.ts';
import { isDimmed, type Projection, projectionOf, type Scene, screenOf } from './scene.ts';
import { sight } from './sighting.ts';

/** An agent on the screen, in CSS pixels. */
export interface Mark {
  readonly agent: number;
  readonly x: number;
  readonly y: number;
  /** Radians on the screen, clockwise from the right; `undefined` for who stands still. */
  readonly heading: number | undefined;
  /** Pixels per unit of time, across and down; `undefined` where only one position is known. */
  readonly pace: readonly [number, number] | undefined;
  /** Where it is in the scene: x, y, z. */
  readonly at: readonly [number, number, number];
  /** The value it is coloured by; NaN where there is none. */
  readonly value: number;
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
    const { piece, row, seen } = found;
    const projection = projectionOf(scene, piece);
    const [x, y] = screenOf(projection, row);
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    const pace = paceAt(projection, piece, agent, row);
    marks.push({
      ...{ agent, x, y, seen, pace },
      heading: pace && Math.hypot(...pace) > STILL ? Math.atan2(pace[1], pace[0]) : undefined,
      at: [piece.at[0][row] ?? Number.NaN, piece.at[1][row] ?? Number.NaN, piece.at[2][row] ?? Number.NaN],
      value: piece.value?.[row] ?? Number.NaN,
    });
  }
  return marks;
}

function paceAt(
  projection: Projection,
  piece: Piece,
  agent: number,
  row: number,
): readonly [number, number] | undefined {
  const step = stepAt(piece, agent, row);
  if (step === undefined) return undefined;
  const { from, time } = step;
  const [x0, y0] = screenOf(projection, from);
  const [x1, y1] = screenOf(projection, from + 1);
  const pace = [(x1 - x0) / time, (y1 - y0) / time] as const;
  return pace.every(Number.isFinite) ? pace : undefined;
}

/** Less than this (in pixels) is standing still. */
const STILL = 1e-3;

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
