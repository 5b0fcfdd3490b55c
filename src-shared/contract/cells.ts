import { z } from 'zod';
import type { CellsAnswer } from '../model/cells.ts';
import { answer, base, ofDatabase } from './base.ts';

const most = z.number().int().min(1).max(2000);

export const cellsRequestSchema = z.object({
  measure: z.string(),
  /** The measure across, for a scatter: a point per time (the means there), or per episode. */
  against: z.string().optional(),
  /** As in a series: lines of these episodes, of the values at their steps; or of sessions, of their episodes. */
  sessions: z.array(z.string()).max(1000).default([]),
  episodes: z.array(z.string()).max(1000).default([]),
  /** At most so many bars; of a scatter, cells across and along. */
  most: z.tuple([most, most]).default([60, 60]),
  /** Whether bars cover all there is; else what lies far from all other values is counted at their ends. */
  whole: z.boolean().default(false),
});
export type CellsRequest = z.infer<typeof cellsRequestSchema>;

export const cells = {
  get: base.input(ofDatabase.extend({ request: cellsRequestSchema })).output(answer<CellsAnswer>()),
};
