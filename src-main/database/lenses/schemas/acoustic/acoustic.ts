import type { KnownLens } from '../../known-lens.ts';
import { derived } from './derived.ts';
import { lens } from './lens.ts';
import { questions } from './questions/questions.ts';
import { surprises } from './surprises.ts';

/** Acoustic emissions of knees (`knee-acoustic-emissions`). */
export const acoustic: KnownLens = { lens, derived, questions, surprises };
