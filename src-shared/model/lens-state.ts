import { z } from 'zod';
import { expressionSchema } from './expression.ts';

/** What says whether a session or an episode is running, completed or failed. */
export const levelStateSchema = z.strictObject({
  /** A status over the level's table, in words (`RUNNING`, `finished`, `failed`). */
  status: expressionSchema.optional(),
  /** Rows that are written as long as it runs: whose they are, and when each was written, in epoch seconds or as a time (SQLite's text too). */
  written: z
    .strictObject({ table: z.string(), of: z.array(expressionSchema).min(1), time: expressionSchema })
    .optional(),
});
export type LevelState = z.infer<typeof levelStateSchema>;
