import { z } from 'zod';
import type { PackedBands } from '../model/packed-bands.ts';
import type {
  CareAnswer,
  PredictionsAnswer,
  StatesOverview,
  StatesProfile,
  TransitionsAnswer,
} from '../model/states.ts';
import { answer, base, ofDatabase } from './base.ts';

/** Epoch seconds, the end left out. */
const range = ofDatabase.extend({ from: z.number(), to: z.number() });

/** States over time, of databases whose lens declares them. */
export const states = {
  /** `null` where the lens declares none. */
  overview: base.input(ofDatabase).output(answer<StatesOverview | null>()),
  /** For a picture of so many pixels; of all sessions unless some are named. */
  bands: base
    .input(range.extend({ sessions: z.array(z.string()).optional(), width: z.number().int().min(1).max(20_000) }))
    .output(answer<PackedBands>()),
  transitions: base.input(range).output(answer<TransitionsAnswer>()),
  predictions: base.input(range).output(answer<PredictionsAnswer>()),
  care: base
    .input(range.extend({ gap: z.number().min(0), within: z.number().min(0), below: z.number() }))
    .output(answer<CareAnswer>()),
  profile: base.input(range.extend({ session: z.string() })).output(answer<StatesProfile>()),
};
