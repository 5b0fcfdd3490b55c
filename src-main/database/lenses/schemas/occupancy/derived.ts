import type { DerivedTable } from '../../derived/derived-table.ts';
import { daySummaries, days } from './day-table.ts';
import { rooms } from './rooms.ts';
import { predictionsByDay, readingsByDay, transitionsByDay } from './rows-by-day.ts';

/** What the rows of an occupancy database imply and no table says. */
export const occupancyTables: readonly DerivedTable[] = [
  rooms,
  days,
  daySummaries,
  readingsByDay,
  transitionsByDay,
  predictionsByDay,
];
