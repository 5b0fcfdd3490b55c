import type { EpisodeStore } from '../episode-store.ts';
import { type Piece, stepAt } from '../piece.ts';
import { sight } from '../sighting.ts';

export type Place = readonly [x: number, y: number, z: number];

/** An agent in space at a frame. */
export interface Spot {
  readonly agent: number;
  readonly at: Place;
  /** Units of the scene per unit of time; `undefined` where only one position is known. */
  readonly pace: Place | undefined;
  /** The value it is coloured by; NaN where there is none. */
  readonly value: number;
  /** `false` in a gap: it is where it was last seen. */
  readonly seen: boolean;
}

/** All agents that are there at a frame; an unknown height or depth counts as 0. */
export function spotsAt(store: EpisodeStore, agents: number, time: number): readonly Spot[] {
  const here = store.pieceAt(time);
  if (!here) return [];
  const spots: Spot[] = [];
  for (let agent = 0; agent < agents; agent++) {
    const found = sight(store, here, agent, time);
    if (!found) continue;
    const { piece, row, seen } = found;
    const at = placeOf(piece, row);
    if (!at.every(Number.isFinite)) continue;
    spots.push({ agent, at, seen, pace: paceAt(piece, agent, row), value: piece.value?.[row] ?? Number.NaN });
  }
  return spots;
}

/** NaN in x or y stays NaN. */
export function placeOf({ at: [x, y, z] }: Piece, row: number): Place {
  const depth = z[row] ?? Number.NaN;
  return [x[row] ?? Number.NaN, y[row] ?? Number.NaN, Number.isFinite(depth) ? depth : 0];
}

function paceAt(piece: Piece, agent: number, row: number): Place | undefined {
  const step = stepAt(piece, agent, row);
  if (step === undefined) return undefined;
  const { from, time } = step;
  const [one, other] = [placeOf(piece, from), placeOf(piece, from + 1)];
  const pace = one.map((value, axis) => ((other[axis] ?? 0) - value) / time) as unknown as Place;
  return pace.every(Number.isFinite) ? pace : undefined;
}
