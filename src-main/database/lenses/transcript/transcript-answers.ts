import type { TranscriptSearch } from '#shared/contract/transcript.ts';
import type { StateChanges, StateDigest } from '#shared/model/step-state.ts';
import type { StepTexts, TranscriptHits, TranscriptOutline } from '#shared/model/transcript.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import type { BoundLens } from '../binding/bind.ts';
import { compareStates } from '../state/compare-states.ts';
import { wholeState } from '../state/read-state.ts';
import { stateDigests } from '../state/state-digests.ts';
import type { StateReader } from '../state/state-reader.ts';
import { type BoundTranscript, transcriptOf } from './bind-transcript.ts';
import { readOutline } from './outline.ts';
import { countHits, searchTranscripts } from './search.ts';
import { readTexts } from './texts.ts';

/** A step of an episode, by the key of its row. */
interface StepPlace {
  readonly episode: string;
  readonly key: string;
}

/** What a lens session answers about episodes that are read; NOT_FOUND where steps are nothing to read. */
export interface TranscriptAnswers {
  outline(episode: string, options?: QueryOptions): Promise<TranscriptOutline>;
  texts(episode: string, keys: readonly string[], options?: QueryOptions): Promise<readonly StepTexts[]>;
  search(request: TranscriptSearch, options?: QueryOptions): Promise<TranscriptHits>;
  count(request: TranscriptSearch, options?: QueryOptions): Promise<number>;
  states(episode: string, keys: readonly string[], options?: QueryOptions): Promise<readonly StateDigest[]>;
  changes(step: StepPlace, before: StepPlace, options?: QueryOptions): Promise<StateChanges>;
}

export function transcriptAnswers(
  lens: BoundLens,
  bound: BoundTranscript | null,
  read: StateReader,
): TranscriptAnswers {
  const own = () => transcriptOf(lens, bound);
  const state = (place: StepPlace, options: QueryOptions) => wholeState(lens, own().steps, read, place, options);
  return {
    outline: async (episode, options = {}) => readOutline(lens, own(), episode, options),
    texts: async (episode, keys, options = {}) => readTexts(lens, own(), { episode, keys }, options),
    search: async (request, options = {}) => searchTranscripts(lens, own(), request, options),
    count: async (request, options = {}) => countHits(lens, own(), request, options),
    states: async (episode, keys, options = {}) => stateDigests(lens, own().steps, read, { episode, keys }, options),
    changes: async (step, before, options = {}) =>
      compareStates(await state(before, options), await state(step, options)),
  };
}
