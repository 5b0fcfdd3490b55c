import type { Question } from '../../../questions/question.ts';
import { lists } from './lists.ts';

/** What the tools of the project ask: its seventeen named queries, and rollouts compared with what happened. */
export const questions: readonly Question[] = [...lists];
