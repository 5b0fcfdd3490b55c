import type { Question } from '../../../questions/question.ts';
import { catQuestions } from './cats.ts';
import { movementQuestions } from './movements.ts';
import { predictionQuestions } from './predictions.ts';
import { readingQuestions } from './readings.ts';
import { shareQuestions } from './shares.ts';
import { viewQuestions } from './views.ts';

/** What the project's repositories, views and plans ask. */
export const occupancyQuestions: readonly Question[] = [
  ...shareQuestions,
  ...readingQuestions,
  ...movementQuestions,
  ...predictionQuestions,
  ...catQuestions,
  ...viewQuestions,
];
