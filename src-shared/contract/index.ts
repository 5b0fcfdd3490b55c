import type { ContractRouterClient } from '@orpc/contract';
import { alerts } from './alerts.ts';
import { application } from './application.ts';
import { backgrounds } from './backgrounds.ts';
import { episodes, lens, measures, records, series, sessions, trajectory } from './browse.ts';
import { cells } from './cells.ts';
import { coverage } from './coverage.ts';
import { databases, files } from './databases.ts';
import { density } from './density.ts';
import { exports } from './exports.ts';
import { findings } from './findings.ts';
import { follow } from './follow.ts';
import { imports } from './imports.ts';
import { leftOut } from './left-out.ts';
import { drawing, lensFiles } from './lens-files.ts';
import { marks } from './marks.ts';
import { profiles } from './profiles.ts';
import { questions } from './questions.ts';
import { states } from './states.ts';
import { surprises } from './surprises.ts';
import { sql, tables } from './tables.ts';
import { training } from './training.ts';
import { transcript } from './transcript.ts';
import { workspaces } from './workspaces.ts';

/** What a database process answers. Adding a question: one entry here, one query there, one hook in the renderer. */
export const databaseContract = {
  lens,
  sessions,
  episodes,
  trajectory,
  transcript,
  records,
  measures,
  series,
  cells,
  density,
  tables,
  sql,
  questions,
  surprises,
  states,
  coverage,
  training,
  findings,
  follow,
  drawing,
};

/** What the main process answers itself. */
export const mainContract = {
  alerts,
  application,
  databases,
  files,
  imports,
  exports,
  profiles,
  lensFiles,
  marks,
  backgrounds,
  leftOut,
  workspaces,
};

/** Everything the renderer and the command line may ask. */
export const contract = { ...mainContract, ...databaseContract };

export type DatabaseClient = ContractRouterClient<typeof databaseContract>;
export type AppClient = ContractRouterClient<typeof contract>;
