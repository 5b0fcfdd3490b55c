import { type OpenedDatabase, optionsOf } from '../opened-database.ts';
import type { ProcessImplementer } from '../process.ts';

/** Whether somebody has changed the database. */
export function followHandlers({ follow }: ProcessImplementer, opened: OpenedDatabase) {
  return {
    follow: { version: follow.version.handler(({ signal }) => opened.version(optionsOf(signal))) },
  };
}
