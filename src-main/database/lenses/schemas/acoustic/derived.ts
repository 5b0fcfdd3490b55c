import type { DerivedTable } from '../../derived/derived-table.ts';
import { intervals } from './intervals.ts';
import { cycles, synchronisations } from './passes.ts';
import { enrolments } from './people.ts';
import { recordings } from './recordings.ts';

/** What every layout says in its own way. */
export const derived: readonly DerivedTable[] = [enrolments, synchronisations, cycles, recordings, intervals];
