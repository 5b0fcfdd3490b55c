import type { KnownLens } from '../../known-lens.ts';
import { tracking as lens } from './lens.ts';
import { questions } from './questions/questions.ts';
import { surprises } from './surprises.ts';

/** Animal and boid tracking (`collab_env`). */
export const tracking: KnownLens = { lens, questions, surprises };
