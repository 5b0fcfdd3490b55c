import { z } from 'zod';

/** A typed filter on one column; several are joined by AND. Values are text and cast to the column's type in the engine. */
export const conditionSchema = z.object({
  column: z.string(),
  op: z.enum([
    '=',
    '!=',
    '<',
    '<=',
    '>',
    '>=',
    'between',
    'in',
    'contains',
    'starts',
    'ends',
    'matches',
    'null',
    'not null',
    'not finite',
  ]),
  /** None for `null`, two for `between`, any number for `in`, one for the rest. */
  values: z.array(z.string()).max(10_000).default([]),
});
export type Condition = z.infer<typeof conditionSchema>;

export const sortSchema = z.object({ column: z.string(), descending: z.boolean().default(false) });
export type Sort = z.infer<typeof sortSchema>;

/** Which rows of a list or table, in which order, starting where. */
export const pageRequestSchema = z.object({
  conditions: z.array(conditionSchema).max(100).default([]),
  /** Case-insensitive text looked for in every text-like column. */
  search: z.string().max(1000).default(''),
  sort: z.array(sortSchema).max(10).default([]),
  /** Start after the row with this key (keyset paging: same cost at any depth). */
  after: z.string().optional(),
  /** Start at this row number instead; for jumps of a scroll bar. */
  offset: z.number().int().nonnegative().optional(),
  limit: z.number().int().min(1).max(5000).default(200),
});
export type PageRequest = z.infer<typeof pageRequestSchema>;
