import { type OpenedDatabase, optionsOf } from '../opened-database.ts';
import type { ProcessImplementer } from '../process.ts';

/** Where agents are. */
export function densityHandlers({ density }: ProcessImplementer, opened: OpenedDatabase) {
  return {
    density: {
      cells: density.cells.handler(async ({ input, signal }) =>
        (await opened.lens()).density(input.request, optionsOf(signal)),
      ),
      extent: density.extent.handler(async ({ input, signal }) =>
        (await opened.lens()).densityExtent(input.scope, optionsOf(signal)),
      ),
    },
  };
}
