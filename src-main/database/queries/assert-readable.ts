import type { TableInfo } from '#shared/model/catalogue.ts';
import type { Connection, QueryOptions } from '../drivers/driver.ts';
import { name, sql } from '../sql/sql.ts';

/**
 * Fails with the engine's own reason when a view cannot be read: the catalogue knows no columns of such a view, and a
 * question without columns would only say that its syntax is wrong.
 */
export async function assertReadable(
  connection: Connection,
  table: TableInfo,
  options: QueryOptions = {},
): Promise<void> {
  if (table.columns.length > 0) return;
  await connection.rows(sql`select * from ${name(table.schema, table.name)} limit 0`, options);
}
