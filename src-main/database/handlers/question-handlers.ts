import { type OpenedDatabase, optionsOf } from '../opened-database.ts';
import type { ProcessImplementer } from '../process.ts';

/** Named questions of the lens, and what it finds surprising. */
export function questionHandlers({ questions, surprises }: ProcessImplementer, opened: OpenedDatabase) {
  const book = async () => (await opened.lens()).questions;
  return {
    questions: {
      list: questions.list.handler(async () => (await book()).list()),
      choices: questions.choices.handler(async ({ input, signal }) =>
        (await book()).choices(input.question, input.parameter, optionsOf(signal)),
      ),
      page: questions.page.handler(async ({ input, signal }) =>
        (await book()).page(input, input.request, optionsOf(signal)),
      ),
      count: questions.count.handler(async ({ input, signal }) =>
        (await book()).count(input, input.request, optionsOf(signal)),
      ),
      cell: questions.cell.handler(async ({ input, signal }) => (await book()).cell(input, input, optionsOf(signal))),
      chart: questions.chart.handler(async ({ input, signal }) =>
        (await book()).chart(input, input.request, optionsOf(signal)),
      ),
      sql: questions.sql.handler(async ({ input }) => (await book()).sql(input)),
      run: questions.run.handler(async function* ({ input, signal }) {
        yield* (await book()).run(input, optionsOf(signal));
      }),
    },
    surprises: {
      list: surprises.list.handler(async () => (await opened.lens()).surprises.ids()),
      find: surprises.find.handler(async ({ input, signal }) =>
        (await opened.lens()).surprises.find(input.surprise, optionsOf(signal)),
      ),
    },
  };
}
