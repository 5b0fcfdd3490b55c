import type { Catalogue, ColumnInfo, TableInfo } from '#shared/model/catalogue.ts';
import type { Cell } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { ColumnLook, TableLook } from '#shared/model/drawing.ts';
import type { Connection, QueryOptions } from '../../drivers/driver.ts';
import { page } from '../../queries/page.ts';
import { tableRelation } from '../../queries/table-relation.ts';
import { rolesOfColumn } from './candidates.ts';

/** How many of a table's first rows are looked at. */
const ROWS = 300;

/** The first rows of a table. */
export interface Rows {
  readonly table: TableInfo;
  readonly rows: readonly (readonly Cell[])[];
}

/** What is known of a column from its first rows. */
export interface Values {
  readonly column: ColumnInfo;
  readonly cells: readonly Cell[];
  /** As text, NULLs left out. */
  readonly texts: readonly string[];
  readonly distinct: number;
  readonly nulls: number;
}

/** A few hundred rows as the engine reads them, large values cut: never a scan. */
export async function firstRows(connection: Connection, table: TableInfo, options: QueryOptions): Promise<Rows> {
  const relation = { ...tableRelation(connection, table), order: [] };
  const { rows } = await page(connection, relation, { limit: ROWS }, { ...options, cut });
  return { table, rows };
}

const cut = { characters: 400, bytes: 64, items: 8 };

/** What a table's columns may be for, by names, types, keys and the rows looked at. */
export function lookAt(catalogue: Catalogue, read: Rows): TableLook {
  const { table, rows } = read;
  const columns = table.columns.map((column, at): ColumnLook => {
    const values = valuesOf(read, at);
    return {
      ...{ name: column.name, type: column.type, kind: column.kind },
      examples: examplesOf(values.texts),
      ...{ nulls: values.nulls, distinct: values.distinct },
      roles: rolesOfColumn(catalogue, table, values),
    };
  });
  return { schema: table.schema, name: table.name, rows: rows.length, columns };
}

export function valuesOf({ table, rows }: Rows, at: number): Values {
  const cells = rows.map((row) => row[at] ?? null);
  const texts = cells.filter((cell) => cell !== null).map(cellToText);
  const nulls = cells.length - texts.length;
  return { column: table.columns[at]!, cells, texts, nulls, distinct: new Set(texts).size };
}

const LONGEST_EXAMPLE = 60;

function examplesOf(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)]
    .slice(0, 4)
    .map((text) => (text.length > LONGEST_EXAMPLE ? `${text.slice(0, LONGEST_EXAMPLE - 1)}…` : text));
}
