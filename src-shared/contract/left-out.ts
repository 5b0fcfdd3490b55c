import { z } from 'zod';
import { pageRequestSchema } from '../model/filter.ts';
import { leftOutLevelSchema } from '../model/left-out.ts';
import { base, ofDatabase } from './base.ts';

const ofOne = ofDatabase.extend({ key: z.string() });

/**
 * What findings named and people left out of a database: kept beside Starling's settings, told to the database's process, and
 * out of every answer from then on.
 */
export const leftOut = {
  /** Leaves out what a check finds now, whole or as far as filters leave it. */
  add: base
    .input(
      ofDatabase.extend({
        finding: z.string(),
        values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).default({}),
        level: leftOutLevelSchema,
        request: pageRequestSchema.pick({ conditions: true, search: true }),
      }),
    )
    .output(z.object({ key: z.string(), count: z.number() })),
  takeBack: base.input(ofOne).output(z.void()),
  /** Leaves out again what was taken back since Starling was started. */
  restore: base.input(ofOne).output(z.void()),
  /** Shows all of it for the time being, or leaves it out again. */
  show: base.input(ofDatabase.extend({ shown: z.boolean() })).output(z.void()),
};
