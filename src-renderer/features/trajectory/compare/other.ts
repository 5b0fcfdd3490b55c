import type { Agent } from '#shared/model/experiment.ts';
import type { EpisodeStore } from '../episode-store.ts';
import type { Frames } from '../frames.ts';
import { sight } from '../sighting.ts';
import { type Place, placeOf } from '../space/spots.ts';

/** Another episode whose agents are drawn beside their counterparts. */
export interface Other {
  readonly store: EpisodeStore;
  /** By index of an agent: the index of the one with the same key; `undefined` where there is none. */
  readonly counterparts: readonly (number | undefined)[];
  /** The frame that belongs to a moment; `undefined` before the beginning and after the end. */
  frameAt(time: number): number | undefined;
}

export function counterpartsOf(agents: readonly Agent[], others: readonly Agent[]): Other['counterparts'] {
  const indexes = new Map(others.map(({ key }, index) => [key, index]));
  return agents.map(({ key }) => indexes.get(key));
}

/** The frame of an episode at a moment that may lie outside of it. */
export function frameWithin(frames: Frames, moment: number, step: number): number | undefined {
  const inside = moment >= frames.first - step / 2 && moment <= frames.last + step / 2;
  return inside ? frames.snap(moment + step * 1e-6) : undefined;
}

/** Where the counterparts of agents are at a moment, by the agents' own indexes; those in a gap left out. */
export function otherPlaces({ store, counterparts, frameAt }: Other, time: number): ReadonlyMap<number, Place> {
  const places = new Map<number, Place>();
  const frame = frameAt(time);
  const piece = frame === undefined ? undefined : store.pieceAt(frame);
  if (frame === undefined || !piece) return places;
  counterparts.forEach((counterpart, agent) => {
    const found = counterpart === undefined ? undefined : sight(store, piece, counterpart, frame);
    const place = found?.seen ? placeOf(found.piece, found.row) : undefined;
    if (place?.every(Number.isFinite)) places.set(agent, place);
  });
  return places;
}

export interface Difference {
  /** Agents that are in both episodes at this moment. */
  readonly agents: number;
  readonly mean: number;
  readonly greatest: number;
}

/** How far agents are from their counterparts. */
export function differenceOf(
  own: readonly { readonly agent: number; readonly at: Place; readonly seen: boolean }[],
  others: ReadonlyMap<number, Place>,
): Difference {
  const distances = own.flatMap(({ agent, at, seen }) => {
    const there = others.get(agent);
    return seen && there ? [Math.hypot(at[0] - there[0], at[1] - there[1], at[2] - there[2])] : [];
  });
  const sum = distances.reduce((all, each) => all + each, 0);
  return { agents: distances.length, mean: sum / distances.length, greatest: Math.max(...distances) };
}
