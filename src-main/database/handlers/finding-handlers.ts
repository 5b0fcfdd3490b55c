import { type OpenedDatabase, optionsOf } from '../opened-database.ts';
import type { ProcessImplementer } from '../process.ts';

interface Input {
  readonly finding: string;
  readonly values: Readonly<Record<string, string | number | null>>;
}

/** Checks of an experiment, one at a time. */
export function findingHandlers({ findings }: ProcessImplementer, opened: OpenedDatabase) {
  const book = async () => (await opened.lens()).findings;
  const asked = ({ finding, values }: Input) => ({ question: finding, values });
  return {
    findings: {
      list: findings.list.handler(async () => (await book()).findings()),
      count: findings.count.handler(async ({ input, signal }) =>
        (await book()).count(asked(input), input.request, optionsOf(signal)),
      ),
      page: findings.page.handler(async ({ input, signal }) =>
        (await book()).page(asked(input), input.request, optionsOf(signal)),
      ),
      cell: findings.cell.handler(async ({ input, signal }) =>
        (await book()).cell(asked(input), input, optionsOf(signal)),
      ),
      named: findings.named.handler(async ({ input, signal }) => {
        const lens = await opened.lens();
        const title = lens.findings.findings().find(({ id }) => id === input.finding)?.title ?? input.finding;
        return { lens: lens.lens.id, title, ids: await lens.findings.named(asked(input), input, optionsOf(signal)) };
      }),
      sql: findings.sql.handler(async ({ input }) => (await book()).sql(asked(input))),
    },
  };
}
