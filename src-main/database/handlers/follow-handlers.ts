import { type OpenedDatabase, optionsOf } from '../opened-database.ts';
import type { ProcessImplementer } from '../process.ts';

/** Whether somebody has changed the database, and what is prepared of it. */
export function followHandlers({ follow }: ProcessImplementer, opened: OpenedDatabase) {
  return {
    follow: {
      version: follow.version.handler(({ signal }) => opened.version(optionsOf(signal))),
      preparing: follow.preparing.handler(() => opened.pyramids?.preparing ?? null),
    },
  };
}
