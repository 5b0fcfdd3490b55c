import type Database from 'better-sqlite3';
import { sqliteDialect } from '../../sql/dialects/sqlite.ts';
import { RowsFailed, type TableBatch } from '../importer.ts';
import { SqliteLoader } from './sqlite-loader.ts';
import type { Refused, WriteTable } from './writer.ts';

const quote = (name: string): string => sqliteDialect.quote(name);

/** Adds the rows of a batch that a table takes, one by one: an insert that fails leaves its transaction as it was. */
export function siftIntoSqlite(database: Database.Database, table: WriteTable, batch: TableBatch): readonly Refused[] {
  const loader = new SqliteLoader(database, table);
  const refused: Refused[] = [];
  for (let row = 0; row < batch.rows; row++) {
    try {
      loader.writeRow(batch, row);
    } catch (thrown) {
      refused.push({ row, ...refusalOf(thrown, database, table, batch, row) });
    }
  }
  return refused;
}

/** Why a row was refused. Throws again what is no fault of the row. */
function refusalOf(
  thrown: unknown,
  database: Database.Database,
  table: WriteTable,
  batch: TableBatch,
  row: number,
): Omit<Refused, 'row'> {
  if (thrown instanceof RowsFailed) return { column: thrown.column, reason: thrown.message };
  const { code = '', message = '' } = thrown as { code?: string; message?: string };
  if (!code.startsWith('SQLITE_CONSTRAINT')) throw thrown;
  const [, about = ''] = /constraint failed: (.*)$/s.exec(message) ?? [];
  const columns = about.replaceAll(`${table.name}.`, '');
  switch (code) {
    case 'SQLITE_CONSTRAINT_UNIQUE':
    case 'SQLITE_CONSTRAINT_PRIMARYKEY':
    case 'SQLITE_CONSTRAINT_ROWID':
      return { column: columns, reason: `There is another row with this ${columns}` };
    case 'SQLITE_CONSTRAINT_NOTNULL':
      return { column: columns, reason: `It has no ${columns}` };
    case 'SQLITE_CONSTRAINT_CHECK':
      return { column: null, reason: `It breaks the check ${about}` };
    case 'SQLITE_CONSTRAINT_FOREIGNKEY':
      return unrelated(database, table, batch, row);
    default:
      return { column: null, reason: message };
  }
}

/** SQLite does not say which of a table's references leads nowhere. */
function unrelated(
  database: Database.Database,
  table: WriteTable,
  { columns }: TableBatch,
  row: number,
): Omit<Refused, 'row'> {
  const keys = database.prepare<[string], { id: bigint; table: string; from: string; to: string | null }>(
    'select id, "table", "from", "to" from pragma_foreign_key_list(?) order by id, seq',
  );
  for (const parts of Map.groupBy(keys.all(table.name), ({ id }) => id).values()) {
    const values = parts.map(
      ({ from }) => columns[table.columns.findIndex(({ name }) => name === from)]?.[row] ?? null,
    );
    const other = parts[0]?.table ?? '';
    if (values.includes(null) || parts.some(({ to }) => to === null)) continue;
    const where = parts.map(({ to }) => `${quote(to ?? '')} = ?`).join(' and ');
    const found = database.prepare(`select 1 from ${quote(other)} where ${where}`).get(...values);
    if (found !== undefined) continue;
    return { column: parts.map(({ from }) => from).join(', '), reason: `${other} has no row that it refers to` };
  }
  return { column: null, reason: 'Another table has no row that it refers to' };
}
