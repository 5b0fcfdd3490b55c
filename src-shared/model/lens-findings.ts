import { z } from 'zod';
import { expressionSchema } from './expression.ts';

/** A number that an episode says of its own steps. */
export const agreeSchema = z.object({
  title: z.string(),
  /** Over the episode's table. */
  says: expressionSchema,
  /** What it should be: how many steps, distinct times or agents (not those apart) there are, or the sum of a value of each. */
  of: z.union([z.enum(['steps', 'frames', 'agents']), z.strictObject({ sum: expressionSchema })]),
});

/** What the checks of an experiment need to know beside the levels. */
export const findingsSchema = z.object({
  agree: z.array(agreeSchema).default([]),
  /** Over the episode's table: NULL as long as the episode has no end. */
  ended: expressionSchema.optional(),
});
export type Findings = z.infer<typeof findingsSchema>;
