import { z } from 'zod';
import type { Bytes } from '../model/bulk.ts';
import type { DensityExtent } from '../model/density.ts';
import { answer, base, ofDatabase } from './base.ts';

const axis = z.enum(['x', 'y', 'z']);

/** Whose positions: of these episodes, of these sessions, or (neither) of all. */
const scope = z.object({
  sessions: z.array(z.string()).max(1000).default([]),
  episodes: z.array(z.string()).max(1000).default([]),
  /** Agent types; without them all but what is kept apart (targets, food, the environment). */
  types: z.array(z.string()).max(1000).optional(),
});

export const densityRequestSchema = scope.extend({
  /** What is drawn across and along. */
  axes: z.tuple([axis, axis]),
  /** Length of a cell's sides, in units of the scene. Cells begin at multiples of it. */
  bin: z.number().positive().finite(),
  /** Cells with fewer rows are left out, and `all` tells how many rows there are with them. */
  minimum: z.number().int().min(1).default(1),
  from: z.number().optional(),
  to: z.number().optional(),
  /** Mean velocity per cell; where the lens knows velocities. */
  velocity: z.boolean().default(false),
  /** Seconds spent per cell, summed over agents; where the lens knows frame rates. */
  seconds: z.boolean().default(false),
});
export type DensityRequest = z.infer<typeof densityRequestSchema>;
export type DensityScope = z.infer<typeof scope>;

/** Where agents are, counted by the engine over all rows. */
export const density = {
  /**
   * One row per cell as columns: `across`, `along` f64 (the cell's number: its lower edge divided by `bin`), `rows` f64; and
   * `vacross`, `valong` f64 (means of the finite values, NaN where there are none), `seconds` f64 where asked for.
   * With a minimum above 1 also `all` f64, a single number: the rows of all cells, those left out too.
   * BAD_INPUT for more cells than 250,000, and for what the lens does not know.
   */
  cells: base.input(ofDatabase.extend({ request: densityRequestSchema })).output(answer<Bytes>()),
  extent: base.input(ofDatabase.extend({ scope })).output(answer<DensityExtent>()),
};
