import { z } from 'zod';
import type { StateChanges, StateDigest } from '../model/step-state.ts';
import type { StepTexts, TranscriptHits, TranscriptOutline } from '../model/transcript.ts';
import { answer, base, ofDatabase } from './base.ts';

const ofEpisode = ofDatabase.extend({ episode: z.string() });
const someSteps = ofEpisode.extend({ keys: z.array(z.string()).max(100) });

/** Where a text is looked for: in one episode, in all of a session, or (neither) everywhere. */
export const transcriptSearchSchema = z.object({
  text: z.string().min(1).max(1000),
  session: z.string().optional(),
  episode: z.string().optional(),
  /** Conversations repeat what was said before, so they are searched on demand. */
  conversations: z.boolean().default(false),
  after: z.string().optional(),
  limit: z.number().int().min(1).max(1000).default(200),
});
export type TranscriptSearch = z.infer<typeof transcriptSearchSchema>;

/** Steps of agents that write ({@link LensChoice.transcript}); NOT_FOUND for lenses without them. */
export const transcript = {
  outline: base.input(ofEpisode).output(answer<TranscriptOutline>()),
  /** What was written and answered in some steps, in their order. */
  texts: base.input(someSteps).output(answer<readonly StepTexts[]>()),
  search: base.input(ofDatabase.extend({ request: transcriptSearchSchema })).output(answer<TranscriptHits>()),
  /** In how many steps a text is found. */
  count: base.input(ofDatabase.extend({ request: transcriptSearchSchema })).output(z.number()),
  /** The states of some steps in short, in their order: what is counted in them, and whether two are alike. */
  states: base.input(someSteps).output(answer<readonly StateDigest[]>()),
  /** What differs between the states of two steps, which may be of two episodes. */
  changes: base
    .input(ofEpisode.extend({ key: z.string(), before: z.object({ episode: z.string(), key: z.string() }) }))
    .output(answer<StateChanges>()),
};
