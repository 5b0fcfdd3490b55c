import { z } from 'zod';
import { expressionSchema } from './expression.ts';

/** Steps of an agent that writes, told as a transcript. Names are columns of the steps' table; those it lacks are left out. */
export const transcriptSchema = z.object({
  /** What the agent wrote. Without this column there is no transcript. */
  code: z.string(),
  language: z.enum(['python', 'text']).default('text'),
  /** What the environment answered. */
  answer: z.string().optional(),
  /** JSON with what was said until then: a list of `{role, content}`, or an object whose `messages` is one. */
  conversation: z.string().optional(),
  /** JSON whose numbers say how many of what were achieved in the step; `titles` are words for the keys above the last. */
  achieved: z.strictObject({ json: z.string(), titles: z.record(z.string(), z.string()).default({}) }).optional(),
  /** Whether the step failed. Where it is NULL or absent, the answer tells. */
  failed: expressionSchema.optional(),
  /** Ids of the lens's measures that stand beside each step. */
  measures: z.array(z.string()).default([]),
  /** The one of them that is the reward. */
  reward: z.string().optional(),
  /** Which row a step goes on from, in runs of a search: the id of a row, and the column with that of its parent. */
  tree: z.strictObject({ id: z.string(), parent: z.string() }).optional(),
});
export type TranscriptSpec = z.infer<typeof transcriptSchema>;
