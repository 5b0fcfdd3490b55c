import type { TableRef } from '#shared/model/catalogue.ts';
import { type OpenedDatabase, optionsOf } from '../opened-database.ts';
import type { ProcessImplementer } from '../process.ts';
import { assertReadable } from '../queries/assert-readable.ts';
import { cell } from '../queries/cell.ts';
import { count } from '../queries/count.ts';
import { page } from '../queries/page.ts';
import { statement } from '../queries/statement.ts';
import { statistics } from '../queries/statistics.ts';
import { tableRelation } from '../queries/table-relation.ts';

/** Tables as they are, and a person's own SQL. */
export function tableHandlers({ tables, sql }: ProcessImplementer, opened: OpenedDatabase) {
  const relation = async (ref: TableRef, signal: AbortSignal | undefined) => {
    const table = await opened.table(ref);
    await assertReadable(opened.connection, table, optionsOf(signal));
    return tableRelation(opened.connection, table);
  };
  return {
    tables: {
      catalogue: tables.catalogue.handler(() => opened.catalogue(true)),
      page: tables.page.handler(async ({ input, signal }) =>
        page(opened.connection, await relation(input.table, signal), input.request, optionsOf(signal)),
      ),
      count: tables.count.handler(async ({ input, signal }) =>
        count(opened.connection, await relation(input.table, signal), input.request, optionsOf(signal)),
      ),
      statistics: tables.statistics.handler(async ({ input, signal }) => {
        const { column, conditions } = input;
        return statistics(
          opened.connection,
          await relation(input.table, signal),
          { column, conditions },
          optionsOf(signal),
        );
      }),
      cell: tables.cell.handler(async ({ input, signal }) => {
        const { key, column } = input;
        return cell(opened.connection, await relation(input.table, signal), { key, column }, optionsOf(signal));
      }),
    },
    sql: {
      run: sql.run.handler(({ input, signal }) =>
        statement(opened.connection, input.sql, { ...optionsOf(signal), limit: input.limit }),
      ),
    },
  };
}
