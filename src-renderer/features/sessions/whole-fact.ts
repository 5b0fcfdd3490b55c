import { client } from '../../client/client.ts';
import type { WholeFact } from './fact-list.tsx';

/** The whole values of a session's facts. */
export function factsOfSession(database: string, id: string): WholeFact {
  return {
    key: ['sessions', { database }, id],
    read: (column, signal) => client.sessions.cell({ database, id, column }, { signal }),
  };
}

/** The whole values of an episode's facts. */
export function factsOfEpisode(database: string, id: string): WholeFact {
  return {
    key: ['episodes', { database }, id],
    read: (column, signal) => client.episodes.cell({ database, id, column }, { signal }),
  };
}
