import type { Question } from '../../questions/question.ts';
import { bestEpisodes, convergence, movingAverages, progress } from './questions-of-episodes.ts';
import {
  experimentsCompared,
  publicTransport,
  publicTransportByDay,
  vehicleTotals,
} from './questions-of-experiments.ts';
import { bestCheckpoints, evaluations, latestEpisodes, latestStatus, performance } from './questions-of-tables.ts';

const ofAll: readonly Question[] = [
  progress,
  movingAverages,
  bestEpisodes,
  convergence,
  experimentsCompared,
  latestEpisodes,
];

export const documentedQuestions: readonly Question[] = [
  latestStatus,
  performance,
  ...ofAll,
  publicTransport,
  publicTransportByDay,
  bestCheckpoints,
];

export const phasesQuestions: readonly Question[] = [...ofAll, publicTransport, publicTransportByDay, vehicleTotals];

export const dashboardQuestions: readonly Question[] = [...ofAll, vehicleTotals, evaluations];
