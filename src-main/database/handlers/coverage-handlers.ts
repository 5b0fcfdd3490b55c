import { type OpenedDatabase, optionsOf } from '../opened-database.ts';
import type { ProcessImplementer } from '../process.ts';

/** What there should be and what there is, where the lens declares it. */
export function coverageHandlers({ coverage }: ProcessImplementer, opened: OpenedDatabase) {
  const book = async () => (await opened.lens()).coverage;
  return {
    coverage: {
      overview: coverage.overview.handler(async ({ signal }) => (await book()).overview(optionsOf(signal))),
      matrix: coverage.matrix.handler(async ({ input, signal }) => (await book()).matrix(input, optionsOf(signal))),
      strip: coverage.strip.handler(async ({ input, signal }) => (await book()).strip(input, optionsOf(signal))),
    },
  };
}
