import { type OpenedDatabase, optionsOf } from '../opened-database.ts';
import type { ProcessImplementer } from '../process.ts';

/** States over time, where the lens declares them. */
export function stateHandlers({ states }: ProcessImplementer, opened: OpenedDatabase) {
  const book = async () => (await opened.lens()).states;
  return {
    states: {
      overview: states.overview.handler(async ({ signal }) => (await book()).overview(optionsOf(signal))),
      bands: states.bands.handler(async ({ input, signal }) => (await book()).bands(input, optionsOf(signal))),
      profile: states.profile.handler(async ({ input, signal }) => (await book()).profile(input, optionsOf(signal))),
    },
  };
}
