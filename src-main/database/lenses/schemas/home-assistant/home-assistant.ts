import type { KnownLens } from '../../known-lens.ts';
import { days, entities } from './entities.ts';
import { entityStates } from './entity-states.ts';
import { homeAssistantLens } from './lens.ts';
import { homeAssistantQuestions } from './questions.ts';
import { statesByDay } from './states.ts';
import { fiveMinutes, hourly } from './statistics.ts';
import { daySummaries } from './summaries.ts';
import { homeAssistantSurprises } from './surprises.ts';

/** What Home Assistant's recorder wrote, in SQLite or Postgres. */
export const homeAssistant: KnownLens = {
  lens: homeAssistantLens,
  derived: [entities, days, entityStates, statesByDay, daySummaries, hourly, fiveMinutes],
  questions: homeAssistantQuestions,
  surprises: homeAssistantSurprises,
};
