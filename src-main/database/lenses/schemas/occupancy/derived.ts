import type { DerivedTable } from '../../derived/derived-table.ts';
import { daySummaries, days } from './day-table.ts';
import { judgedPredictions } from './judged.ts';
import { rooms } from './rooms.ts';
import { readingsByDay, transitionsByDay } from './rows-by-day.ts';
import { stats, status } from './views.ts';

/** What the rows of an occupancy database imply and no table says. */
export const occupancyTables: readonly DerivedTable[] = [
  rooms,
  days,
  daySummaries,
  readingsByDay,
  transitionsByDay,
  judgedPredictions,
  stats,
  status,
];
