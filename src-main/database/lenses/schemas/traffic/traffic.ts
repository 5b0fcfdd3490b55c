import type { KnownLens } from '../../known-lens.ts';
import { dashboardLens } from './dashboard.ts';
import { documentedLens } from './documented.ts';
import { phasesLens } from './phases.ts';
import { dashboardQuestions, documentedQuestions, phasesQuestions } from './questions.ts';
import { dashboardSurprises, documentedSurprises, phasesSurprises } from './surprises.ts';
import { performanceAnalytics, realTimeTraining } from './views.ts';

export const traffic: KnownLens = {
  lens: documentedLens,
  derived: [realTimeTraining, performanceAnalytics],
  questions: documentedQuestions,
  surprises: documentedSurprises,
};

export const trafficPhases: KnownLens = {
  lens: phasesLens,
  questions: phasesQuestions,
  surprises: phasesSurprises,
};

export const trafficDashboard: KnownLens = {
  lens: dashboardLens,
  questions: dashboardQuestions,
  surprises: dashboardSurprises,
};
