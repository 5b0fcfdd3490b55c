import type { Question } from '../../../questions/question.ts';
import { cycleQuestions } from './cycles.ts';
import { lists } from './lists.ts';
import { quality } from './quality.ts';
import { synchronisation } from './synchronisation.ts';

/** What the documentation and the reports of the project ask, and what people who use it wished to. */
export const questions: readonly Question[] = [...lists, ...quality, ...synchronisation, ...cycleQuestions];
