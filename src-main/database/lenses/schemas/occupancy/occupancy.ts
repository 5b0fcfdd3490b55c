import type { KnownLens } from '../../known-lens.ts';
import { occupancyTables } from './derived.ts';
import { occupancyLens } from './lens.ts';
import { occupancyQuestions } from './questions/questions.ts';
import { occupancySurprises } from './surprises.ts';

/** Presence in rooms, and what a model expected of it. */
export const occupancy: KnownLens = {
  lens: occupancyLens,
  derived: occupancyTables,
  questions: occupancyQuestions,
  surprises: occupancySurprises,
};
