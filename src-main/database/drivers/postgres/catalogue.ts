import type { Catalogue, ColumnInfo, ForeignKey, IndexInfo, TableInfo, TableKind } from '#shared/model/catalogue.ts';
import { catalogueSql, type RawColumn, type RawConstraint, type RawIndex, type RawTable } from './catalogue-sql.ts';
import type { RawRow } from './statement.ts';
import type { TypeBook } from './type-book.ts';
import { kindOf } from './types.ts';

const kinds: Readonly<Record<string, TableKind>> = {
  r: 'table',
  p: 'table',
  v: 'view',
  m: 'materialized view',
  f: 'foreign table',
};

/** Reads what the database holds, in one statement, without touching a row. */
export async function readCatalogue(
  ask: (text: string) => Promise<readonly RawRow[]>,
  types: TypeBook,
): Promise<Catalogue> {
  const [row] = await ask(catalogueSql);
  const [tables, columns, constraints, indexes] = (row ?? []).map((text) =>
    text === null ? [] : JSON.parse(text),
  ) as [readonly RawTable[], readonly RawColumn[], readonly RawConstraint[], readonly RawIndex[]];
  await types.know(columns.map((column) => column.oid));
  const columnsOf = Map.groupBy(columns, (column) => column.table);
  const constraintsOf = Map.groupBy(constraints, (constraint) => constraint.table);
  const indexesOf = Map.groupBy(indexes, (index) => index.table);
  return {
    tables: tables.map((table) => ({
      ...descriptionOf(table),
      columns: (columnsOf.get(table.id) ?? []).map((column) => columnInfo(column, types)),
      ...keysOf(constraintsOf.get(table.id) ?? []),
      indexes: (indexesOf.get(table.id) ?? []).map(indexInfo),
    })),
  };
}

type Description = Omit<TableInfo, 'columns' | 'primaryKey' | 'uniques' | 'foreignKeys' | 'indexes'>;

function descriptionOf({ schema, name, kind, rows, comment, readable, rowId }: RawTable): Description {
  const problem =
    readable === 'none'
      ? 'You may not read this table. Ask the owner of the database to grant you SELECT on it.'
      : null;
  return { schema, name, kind: kinds[kind] ?? 'table', estimatedRows: rows, comment, problem, rowId };
}

function columnInfo(column: RawColumn, types: TypeBook): ColumnInfo {
  const { name, type, nullable, comment, generated } = column;
  const known = types.find(column.oid);
  const kind = known === undefined ? 'other' : kindOf(known, types.find);
  return { name, type, kind, nullable, default: column.default, comment, generated };
}

function keysOf(constraints: readonly RawConstraint[]): Pick<TableInfo, 'primaryKey' | 'uniques' | 'foreignKeys'> {
  return {
    primaryKey: constraints.find(({ kind }) => kind === 'p')?.columns ?? [],
    uniques: constraints.filter(({ kind }) => kind === 'u').map(({ columns }) => columns),
    foreignKeys: constraints.flatMap(foreignKey),
  };
}

function foreignKey({ columns, schema, target, targetColumns }: RawConstraint): readonly ForeignKey[] {
  if (schema === null || target === null || targetColumns === null) return [];
  return [{ columns, references: { schema, name: target, columns: targetColumns } }];
}

function indexInfo({ name, columns, unique }: RawIndex): IndexInfo {
  return { name, columns, unique };
}
