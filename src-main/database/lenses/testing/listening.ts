import type { Connection, QueryOptions } from '../../drivers/driver.ts';
import { render } from '../../sql/dialect.ts';
import type { Sql } from '../../sql/sql.ts';

/** A connection that writes down the text of every statement it is given. */
export function listening(connection: Connection): { readonly connection: Connection; readonly statements: string[] } {
  const statements: string[] = [];
  const heard = (query: Sql): Sql => {
    statements.push(render(query, connection.dialect).text);
    return query;
  };
  return {
    statements,
    connection: {
      info: connection.info,
      dialect: connection.dialect,
      interruptible: connection.interruptible,
      catalogue: (options) => connection.catalogue(options),
      rows: (query, options) => connection.rows(heard(query), options),
      stream: (query, options) => connection.stream(heard(query), options),
      numbers: (query, options) => connection.numbers(heard(query), options),
      ...(connection.numberBatches && {
        numberBatches: (query: Sql, options?: QueryOptions) => connection.numberBatches!(heard(query), options),
      }),
      close: () => connection.close(),
    },
  };
}
