import { z } from 'zod';
import { expressionSchema } from './expression.ts';

/** How far an episode has come: made into what it should be, not yet, or tried in vain. */
export const coverageKindSchema = z.enum(['done', 'open', 'failed']);

/** A number of every step as dots along one axis, so that those of both sides are seen together. Over the steps' table. */
const stripSchema = z.object({
  /** What the number is ("Duration"). */
  title: z.string(),
  unit: z.string().optional(),
  value: expressionSchema,
  /** What a step is called among those of its episode. */
  number: expressionSchema.optional(),
  /** Titles of two of the columns: a strip for each value of the one, beside each other those of the other. */
  rows: z.string(),
  sides: z.string(),
  /** Booleans that mark a step: as one that failed, or as one to look at. */
  flags: z.array(z.object({ title: z.string(), value: expressionSchema, kind: z.enum(['failed', 'odd']) })).default([]),
});

/**
 * What there should be and what there is: sessions down, what episodes are of across (a knee, a manoeuvre, a speed), and in
 * each field the episodes with how far they have come. Expressions are over the episode's table unless said otherwise.
 */
export const coverageSchema = z.object({
  title: z.string(),
  /** What sessions are put together by, over the sessions' table (a study): each has a matrix of its own. */
  group: z.object({ title: z.string(), by: expressionSchema }).optional(),
  /** What columns are of, outermost first. `order` names values that come first, in this order. */
  columns: z
    .array(z.object({ title: z.string(), by: expressionSchema, order: z.array(z.string()).default([]) }))
    .min(1),
  /** A text that the cases know; any other is shown as it is. */
  state: z
    .object({
      by: expressionSchema,
      cases: z.array(z.object({ is: z.string(), word: z.string(), kind: coverageKindSchema })),
    })
    .optional(),
  /** Booleans that say what is wrong with an episode, the most telling first. */
  faults: z.array(z.object({ title: z.string(), value: expressionSchema })).default([]),
  /** What episodes are made of, where several may come from one (the passes in a file): faults are counted over these. */
  source: z.object({ word: z.tuple([z.string(), z.string()]), by: z.array(expressionSchema).min(1) }).optional(),
  /** Ids of records of episodes whose rows are counted. */
  records: z.array(z.string()).default([]),
  strip: stripSchema.optional(),
});
export type Coverage = z.infer<typeof coverageSchema>;
export type CoverageKind = z.infer<typeof coverageKindSchema>;
