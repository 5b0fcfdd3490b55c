import { type OpenedDatabase, optionsOf } from '../opened-database.ts';
import type { ProcessImplementer } from '../process.ts';

/** Episodes of agents that write. */
export function transcriptHandlers({ transcript }: ProcessImplementer, opened: OpenedDatabase) {
  const answers = async () => (await opened.lens()).transcript;
  return {
    transcript: {
      outline: transcript.outline.handler(async ({ input, signal }) =>
        (await answers()).outline(input.episode, optionsOf(signal)),
      ),
      texts: transcript.texts.handler(async ({ input, signal }) =>
        (await answers()).texts(input.episode, input.keys, optionsOf(signal)),
      ),
      search: transcript.search.handler(async ({ input, signal }) =>
        (await answers()).search(input.request, optionsOf(signal)),
      ),
      count: transcript.count.handler(async ({ input, signal }) =>
        (await answers()).count(input.request, optionsOf(signal)),
      ),
      states: transcript.states.handler(async ({ input, signal }) =>
        (await answers()).states(input.episode, input.keys, optionsOf(signal)),
      ),
      changes: transcript.changes.handler(async ({ input, signal }) =>
        (await answers()).changes({ episode: input.episode, key: input.key }, input.before, optionsOf(signal)),
      ),
    },
  };
}
