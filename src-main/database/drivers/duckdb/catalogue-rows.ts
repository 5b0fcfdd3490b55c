import type { ColumnInfo, ForeignKey, IndexInfo, TableInfo, TableKind } from '#shared/model/catalogue.ts';
import { type Cell, isTagged } from '#shared/model/cell.ts';
import { kindOf } from './types.ts';

/** A row of one of the engine's catalogue functions, by column name. */
export type Row = Readonly<Record<string, Cell>>;

/** Rows of one catalogue function by table. */
export type TableFacts = ReadonlyMap<string, readonly Row[]>;

export interface Facts {
  readonly columns: TableFacts;
  readonly constraints: TableFacts;
  readonly indexes: TableFacts;
}

export function factsOf(rows: readonly Row[]): TableFacts {
  return Map.groupBy(rows, keyOf);
}

export function tableInfo(relation: Row, facts: Facts): TableInfo {
  const key = keyOf(relation);
  const schema = text(relation['schema_name']);
  const constraints = facts.constraints.get(key) ?? [];
  const ofType = (type: string) => constraints.filter((each) => each['constraint_type'] === type);
  return {
    schema,
    name: text(relation['table_name']),
    kind: text(relation['kind']) as TableKind,
    estimatedRows: relation['estimate'] === null ? null : Number(relation['estimate']),
    comment: optionalText(relation['comment']),
    columns: (facts.columns.get(key) ?? []).map((column) => columnInfo(column, text(relation['sql']))),
    primaryKey: ofType('PRIMARY KEY').flatMap((each) => texts(each['constraint_column_names'])),
    uniques: ofType('UNIQUE').map((each) => texts(each['constraint_column_names'])),
    foreignKeys: ofType('FOREIGN KEY').map((each) => foreignKey(schema, each)),
    indexes: (facts.indexes.get(key) ?? []).map(indexInfo),
    problem: null,
  };
}

function columnInfo(row: Row, definition: string): ColumnInfo {
  const name = text(row['column_name']);
  const type = text(row['data_type']);
  return {
    name,
    type,
    kind: kindOf(type),
    nullable: row['is_nullable'] === true,
    default: optionalText(row['column_default']),
    comment: optionalText(row['comment']),
    generated: isGenerated(name, type, definition),
  };
}

/** The engine tells it only in the table's definition, as it writes that itself. */
function isGenerated(name: string, type: string, definition: string): boolean {
  const names = [name, `"${name.replaceAll('"', '""')}"`];
  return names.some((each) => definition.includes(`${each} ${type} GENERATED ALWAYS AS(`));
}

/** The engine has no foreign keys across schemas. */
function foreignKey(schema: string, row: Row): ForeignKey {
  return {
    columns: texts(row['constraint_column_names']),
    references: { schema, name: text(row['referenced_table']), columns: texts(row['referenced_column_names']) },
  };
}

function indexInfo(row: Row): IndexInfo {
  return {
    name: text(row['index_name']),
    columns: texts(row['expressions']).map(unquoted),
    unique: row['is_unique'] === true,
  };
}

/** A quoted name without its quotes; expressions stay as they are. */
function unquoted(expression: string): string {
  return /^"(?:[^"]|"")*"$/.test(expression) ? expression.slice(1, -1).replaceAll('""', '"') : expression;
}

function keyOf(row: Row): string {
  return JSON.stringify([row['schema_name'], row['table_name']]);
}

export function text(cell: Cell | undefined): string {
  return String(cell ?? '');
}

function optionalText(cell: Cell | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}

function texts(cell: Cell | undefined): string[] {
  return cell !== undefined && isTagged(cell) && cell.k === 'list' ? cell.items.map(text) : [];
}
