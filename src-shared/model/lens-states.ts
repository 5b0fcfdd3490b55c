import { z } from 'zod';
import { expressionSchema } from './expression.ts';

/** Moves from one session to another (rooms that people go through). */
export const transitionsSchema = z.object({
  table: z.string(),
  time: z.string(),
  /** NULL for the first of a person, of whom nothing was known before. */
  from: expressionSchema,
  to: expressionSchema,
  /** How long it took, in seconds. */
  seconds: expressionSchema.optional(),
});

/** What somebody expected of the states to come. */
export const predictionsSchema = z.object({
  table: z.string(),
  session: z.array(expressionSchema).min(1),
  made: z.string(),
  /** Minutes after it was made that it is about, and the probability that the state is on then. */
  horizon: expressionSchema,
  probability: expressionSchema,
  /** Minutes until the state is on again. */
  vacancy: expressionSchema.optional(),
});

/**
 * States that hold over time: rows each of which says that a part of a session is on or off from then on. A session is on
 * while any of its parts is.
 */
export const statesSchema = z.object({
  title: z.string(),
  /** What being on and being off is called ("occupied", "vacant"). */
  words: z.object({ on: z.string(), off: z.string() }),
  table: z.string(),
  session: z.array(expressionSchema).min(1),
  /** What of a session has a state of its own (the zones of a room); the session as a whole when absent. */
  part: z.object({ by: z.string(), word: z.tuple([z.string(), z.string()]) }).optional(),
  /** A column of times. */
  time: z.string(),
  /** Further columns that break ties of `time`. */
  within: z.array(z.string()).default([]),
  /** A boolean, or a text that `on` and `off` list. NULL: nothing is known from then on. */
  value: expressionSchema,
  on: z.array(z.string()).default([]),
  /** Texts in neither list say that the state is unknown. */
  off: z.array(z.string()).default([]),
  /** Seconds after which a state no longer holds without another row; for ever when absent. */
  hold: z.number().positive().optional(),
  /** How sure a row is, 0 to 1. */
  confidence: expressionSchema.optional(),
  /** From when to before when an episode is, over its table, where episodes are stretches of time (days). */
  episode: z.object({ from: expressionSchema, to: expressionSchema }).optional(),
  transitions: transitionsSchema.optional(),
  predictions: predictionsSchema.optional(),
});
export type States = z.infer<typeof statesSchema>;
