import { z } from 'zod';

/**
 * Measures that only the rows can name: every number among the keys of a JSON column, or every column of numbers that the
 * mapping does not name itself. A measure that the lens describes by hand stands instead of the one found.
 */
export const eachSchema = z.object({
  level: z.enum(['step', 'episode']),
  /** Over the steps' or the episode's table: a column of JSON objects. Without it the table's own columns of numbers. */
  json: z.string().optional(),
  /** How many keys deep numbers are looked for. */
  depth: z.int().min(1).max(4).default(1),
  /** Comes before the keys in the measures' titles ("Reward: speed"). */
  title: z.string().optional(),
  /** Titles of keys that are known, at any depth; others are shown as they are written. */
  titles: z.record(z.string(), z.string()).default({}),
  unit: z.string().optional(),
  /** Keys, or columns, that are no measures (at any depth). */
  except: z.array(z.string()).default([]),
  reduce: z.enum(['mean', 'sum', 'last', 'min', 'max']).default('mean'),
  /** By key, at any depth: the measures that what it holds is a part of, of which the first that the database has counts. */
  partOf: z.record(z.string(), z.array(z.string()).min(1)).default({}),
});
export type Each = z.infer<typeof eachSchema>;
