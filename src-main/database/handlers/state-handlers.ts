import { packBands } from '#shared/model/packed-bands.ts';
import { type OpenedDatabase, optionsOf } from '../opened-database.ts';
import type { ProcessImplementer } from '../process.ts';

/** States over time, where the lens declares them. */
export function stateHandlers({ states }: ProcessImplementer, opened: OpenedDatabase) {
  const book = async () => (await opened.lens()).states;
  return {
    states: {
      overview: states.overview.handler(async ({ signal }) => (await book()).overview(optionsOf(signal))),
      bands: states.bands.handler(async ({ input, signal }) => {
        const packed = packBands(await (await book()).bands(input, optionsOf(signal)));
        return { ...packed, numbers: new Blob([packed.numbers]) };
      }),
      transitions: states.transitions.handler(async ({ input, signal }) =>
        (await book()).transitions(input, optionsOf(signal)),
      ),
      predictions: states.predictions.handler(async ({ input, signal }) =>
        (await book()).predictions(input, optionsOf(signal)),
      ),
      care: states.care.handler(async ({ input, signal }) => (await book()).care(input, optionsOf(signal))),
      profile: states.profile.handler(async ({ input, signal }) => (await book()).profile(input, optionsOf(signal))),
    },
  };
}
