import type { KnownLens } from '../../known-lens.ts';
import { factorioDocumented } from './documented.ts';
import { factorioLens } from './lens.ts';
import { programTree } from './program-tree.ts';
import { factorioQuestions } from './questions.ts';
import { readGameState } from './state.ts';
import { factorioSurprises } from './surprises.ts';

export const factorio: KnownLens = {
  lens: factorioLens,
  derived: [programTree],
  questions: factorioQuestions,
  surprises: factorioSurprises,
  state: readGameState,
};

export const documentedFactorio: KnownLens = { lens: factorioDocumented };
