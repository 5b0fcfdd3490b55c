import { type OpenedDatabase, optionsOf } from '../opened-database.ts';
import type { ProcessImplementer } from '../process.ts';

/** A training as it went, where the lens declares it. */
export function trainingHandlers({ training }: ProcessImplementer, opened: OpenedDatabase) {
  const book = async () => (await opened.lens()).training;
  return {
    training: {
      overview: training.overview.handler(async () => (await book()).overview()),
      lines: training.lines.handler(async ({ input, signal }) => (await book()).lines(input, optionsOf(signal))),
      heat: training.heat.handler(async ({ input, signal }) => (await book()).heat(input, optionsOf(signal))),
      actions: training.actions.handler(async ({ input, signal }) => (await book()).actions(input, optionsOf(signal))),
      actionsOver: training.actionsOver.handler(async ({ input, signal }) =>
        (await book()).actionsOver(input, optionsOf(signal)),
      ),
      curve: training.curve.handler(async ({ input, signal }) => (await book()).curve(input, optionsOf(signal))),
    },
  };
}
