import { findColumn, type TableInfo } from '#shared/model/catalogue.ts';
import type { Connection } from '../drivers/driver.ts';
import type { BlockOrder, ColumnType, RowId } from '../sql/dialect.ts';
import { name, type Sql } from '../sql/sql.ts';
import type { Relation } from './relation.ts';

/**
 * A table as it is. Its rows are identified by the engine's row id where rows lie in its order, else by the primary key,
 * else by the row id; views, files and tables without either have no key, and are paged by row number in the order the
 * engine reads them.
 */
export function tableRelation(connection: Connection, table: TableInfo): Relation {
  const key = keyOf(connection.dialect.rowId, table);
  return {
    from: name(table.schema, table.name),
    where: [],
    columns: table.columns.map((column) => ({
      ...{ name: column.name, title: column.name, type: column.type, kind: column.kind, unit: null },
      ...{ value: name(column.name), nullable: column.nullable },
    })),
    key: key?.by ?? null,
    keyTypes: key?.types,
    order: [],
    readsByKey: key?.inOrder ?? false,
    manyRows: (table.estimatedRows ?? 0) > MANY_ROWS,
    blocks: key?.blocks && { ...key.blocks, count: key.blocks.count(table) },
  };
}

/** Below, reading rows as they come gains nothing, and may take more memory where cells are large. */
const MANY_ROWS = 2_000_000;

interface Key {
  readonly by: readonly Sql[];
  readonly types: readonly ColumnType[];
  readonly inOrder: boolean;
  readonly blocks?: BlockOrder | undefined;
}

function keyOf(rowId: RowId | null, table: TableInfo): Key | null {
  const own = (table.rowId ?? table.kind === 'table') && !shadowed(rowId, table) ? rowId : null;
  const { inOrder = false, blocks } = own ?? {};
  const byRowId = own && { by: [own.by], types: [own.type], inOrder, blocks: blocks ?? undefined };
  return byRowId?.inOrder ? byRowId : (primaryKey(table) ?? byRowId);
}

/** SQLite lets NULLs into primary keys; such a key identifies nothing. */
function primaryKey(table: TableInfo): Key | null {
  const columns = table.primaryKey.map((column) => findColumn(table, column));
  const known = columns.filter((column) => column !== undefined && !column.nullable);
  if (known.length === 0 || known.length < columns.length) return null;
  return { by: known.map((column) => name(column!.name)), types: known.map((column) => column!), inOrder: false };
}

/** A column may have the row id's name; then it is the column that answers to it. */
function shadowed(rowId: RowId | null, table: TableInfo): boolean {
  const words = rowId?.by.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
  return table.columns.some((column) => column.name.toLowerCase() === words);
}
