import type { EpisodeStore } from './episode-store.ts';
import { type Piece, rowAt } from './piece.ts';

/** Where an agent is at a frame. */
export interface Sighting {
  readonly piece: Piece;
  readonly row: number;
  /** `false` between two sightings: the row is the one before the gap. */
  readonly seen: boolean;
}

/** Where an agent is, `piece` holding the frame; `undefined` before its first and after its last row. */
export function sight(store: EpisodeStore, piece: Piece, agent: number, time: number): Sighting | undefined {
  const row = rowAt(piece, agent, time);
  if (row >= 0 && piece.time[row] === time) return { piece, row, seen: true };
  const here = store.plan.indexOf(time);
  const laterHere = row >= 0 ? row + 1 < end(piece, agent) : hasRows(piece, agent);
  if (!laterHere && !store.paths.isBehind(agent, here)) return undefined;
  return row >= 0 ? { piece, row, seen: false } : before(store, agent, here);
}

const end = (piece: Piece, agent: number) => piece.starts[agent + 1] ?? 0;

const hasRows = (piece: Piece, agent: number) => end(piece, agent) > (piece.starts[agent] ?? 0);

function before(store: EpisodeStore, agent: number, here: number): Sighting | undefined {
  if (!store.paths.isBefore(agent, here)) return undefined;
  for (let index = here - 1; index >= 0; index--) {
    const piece = store.paths.pieces[index];
    if (piece && hasRows(piece, agent)) return { piece, row: end(piece, agent) - 1, seen: false };
  }
  return undefined;
}

/**
 * How many rows of the episode lie before a frame: where its rows begin in a table ordered by time. `undefined` while not
 * all has been read, and where not all is kept.
 */
export function rowsBefore({ paths, plan }: EpisodeStore, time: number): number | undefined {
  if (paths.stride > 1 || paths.read < plan.count) return undefined;
  let rows = 0;
  for (const piece of paths.pieces) {
    if (!piece) continue;
    const agents = piece.starts.length - 1;
    for (let agent = 0; agent < agents; agent++) {
      const start = piece.starts[agent] ?? 0;
      let row = rowAt(piece, agent, time);
      while (row >= start && piece.time[row] === time) row--;
      rows += Math.max(row - start + 1, 0);
    }
  }
  return rows;
}
