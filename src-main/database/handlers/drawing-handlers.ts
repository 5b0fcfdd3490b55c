import { firstRows, lookAt } from '../lenses/drawn/looks.ts';
import { previewLens } from '../lenses/drawn/preview.ts';
import { suggestLens } from '../lenses/drawn/suggest.ts';
import { type OpenedDatabase, optionsOf } from '../opened-database.ts';
import type { ProcessImplementer } from '../process.ts';

/** Drawing a lens: what to begin with, what columns may be for, and what the database looks like through it. */
export function drawingHandlers({ drawing }: ProcessImplementer, opened: OpenedDatabase) {
  return {
    drawing: {
      suggest: drawing.suggest.handler(async ({ input, signal }) => {
        const steps = input.steps === undefined ? undefined : await opened.table(input.steps);
        return suggestLens(opened.connection, await opened.catalogue(), steps, optionsOf(signal));
      }),
      look: drawing.look.handler(async ({ input, signal }) => {
        const table = await opened.table(input.table);
        return lookAt(await opened.catalogue(), await firstRows(opened.connection, table, optionsOf(signal)));
      }),
      preview: drawing.preview.handler(async ({ input, signal }) =>
        previewLens(opened.connection, await opened.catalogue(), input, optionsOf(signal)),
      ),
    },
  };
}
