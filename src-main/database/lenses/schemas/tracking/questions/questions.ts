import type { Question } from '../../../questions/question.ts';
import { lists } from './lists.ts';
import { pairs } from './pairs.ts';
import { properties } from './properties.ts';
import { rollouts } from './rollouts.ts';
import { space } from './space.ts';
import { speeds } from './speeds.ts';

/** What the tools of the project ask: its seventeen named queries, two panels, and rollouts compared with what happened. */
export const questions: readonly Question[] = [...lists, ...space, ...properties, ...speeds, ...pairs, ...rollouts];
