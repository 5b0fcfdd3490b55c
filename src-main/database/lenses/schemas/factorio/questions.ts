import type { Question } from '../../questions/question.ts';
import { ancestors, firstPrograms, programTree, recent, rewardByDepth } from './questions-of-programs.ts';
import { modelComparison, tasks, trajectorySummaries, versions } from './questions-of-runs.ts';

/** What the project's own analysis asks, which there runs on its authors' Postgres alone. */
export const factorioQuestions: readonly Question[] = [
  trajectorySummaries,
  modelComparison,
  tasks,
  versions,
  rewardByDepth,
  recent,
  programTree,
  ancestors,
  firstPrograms,
];
