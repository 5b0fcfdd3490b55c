import type { TableInfo } from '#shared/model/catalogue.ts';
import { digits } from '../../sql/dialect.ts';
import { sql } from '../../sql/sql.ts';
import { tableAs } from '../binding/compile.ts';
import type { DerivedTableInfo } from '../derived/derived-table.ts';

/** How many of a table's first rows are looked at: while a lens is drawn no table is read whole. */
export const ROWS = 10_000;

/** The same table with its first rows alone. */
export function someRowsOf(table: TableInfo): DerivedTableInfo {
  return {
    ...table,
    ...{ kind: 'view', rowId: false, indexes: [] },
    query: sql`select * from ${tableAs(table, 'all_rows')} limit ${digits(ROWS)}`,
  };
}
