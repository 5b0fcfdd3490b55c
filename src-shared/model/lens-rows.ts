import { z } from 'zod';
import { expressionSchema } from './expression.ts';

/**
 * What is known of a session or an episode in rows of its own, one per key (entity–attribute–value): parameters, tags,
 * last values of metrics. All of it is among an episode's facts; the commonest keys are columns of the list.
 */
export const keyedRowsSchema = z.object({
  /** Unique within the level; columns and measures begin with it (`params/lr`). */
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** Comes before the key in titles ("Tag: user"). */
  title: z.string().optional(),
  table: z.string(),
  /** The session's or the episode's id over this table, in the order of that level's `id`. */
  of: z.array(expressionSchema).min(1),
  key: z.string(),
  /** At least one of the two. A key is a number's where no text of it that was looked at is none. */
  number: expressionSchema.optional(),
  text: expressionSchema.optional(),
  /** How many keys become columns of the list. */
  columns: z.int().min(0).max(100).default(30),
  /** Keys that begin so are no columns: what a tool writes for itself. */
  aside: z.array(z.string()).default([]),
  /** Titles of keys that are columns wherever they occur. */
  named: z.record(z.string(), z.string()).default({}),
  /** Whether numbers are measures of episodes too. */
  measures: z.boolean().default(true),
});
export type KeyedRows = z.infer<typeof keyedRowsSchema>;

/** A column of JSON objects whose keys are columns of the list: configurations. */
export const documentSchema = z.object({
  /** Unique within the level; columns begin with it (`config/lr`). */
  id: z.string().regex(/^[a-z0-9-]+$/),
  json: z.string(),
  depth: z.int().min(1).max(4).default(1),
  columns: z.int().min(0).max(100).default(30),
  aside: z.array(z.string()).default([]),
});
export type Document = z.infer<typeof documentSchema>;

/** Steps that are themselves rows of one value each: every key is a measure. */
export const longSchema = z.object({
  /** What one key is called, singular and plural. */
  word: z.tuple([z.string(), z.string()]),
  key: z.string(),
  value: expressionSchema,
  /** Rows of the episode's that hold the last value of each key, so that no question about keys needs the steps. */
  latest: z.object({ rows: z.string(), time: z.string() }).optional(),
});
export type Long = z.infer<typeof longSchema>;
