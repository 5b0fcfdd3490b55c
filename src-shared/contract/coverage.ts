import { z } from 'zod';
import type { CoverageMatrix, CoverageOverview, CoverageStrip } from '../model/coverage.ts';
import { answer, base, ofDatabase } from './base.ts';

/** What there should be and what there is, of databases whose lens declares it. */
export const coverage = {
  /** `null` where the lens declares none. */
  overview: base.input(ofDatabase).output(answer<CoverageOverview | null>()),
  /** Of one group of sessions, named by its key. */
  matrix: base.input(ofDatabase.extend({ group: z.string().nullable() })).output(answer<CoverageMatrix>()),
  /** A number of every step of one group of sessions. */
  strip: base.input(ofDatabase.extend({ group: z.string().nullable() })).output(answer<CoverageStrip>()),
};
