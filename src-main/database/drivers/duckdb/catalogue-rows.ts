import type { ColumnInfo, ForeignKey, IndexInfo, TableInfo, TableKind } from '#shared/model/catalogue.ts';
import { type Cell, isTagged } from '#shared/model/cell.ts';
import { kindOf } from './types.ts';

/** A row about a table or view, whose number comes first. */
type Row = readonly Cell[];

/** Rows of one catalogue function by the number of the table. */
type TableFacts = ReadonlyMap<Cell | undefined, readonly Row[]>;

/** `nullable` is `true` or `false`. */
type Column = readonly [
  index: string,
  name: string,
  type: string,
  nullable: string,
  fallback: string | null,
  comment: string | null,
];

export interface Facts {
  readonly columns: ReadonlyMap<Cell | undefined, readonly Column[]>;
  readonly constraints: TableFacts;
  readonly indexes: TableFacts;
}

export function factsOf(rows: readonly Row[]): TableFacts {
  return Map.groupBy(rows, ([table]) => table);
}

/** By the number of the table, whose columns are a text of JSON. */
export function columnsOf(rows: readonly Row[]): Facts['columns'] {
  return new Map(rows.map(([table, columns]) => [table, inOrder(JSON.parse(text(columns)))]));
}

const inOrder = (columns: Column[]): readonly Column[] => columns.sort(([a], [b]) => Number(a) - Number(b));

export function tableInfo(relation: Row, facts: Facts): TableInfo {
  const [number, schemaName, tableName, kind, estimate, comment, definition] = relation;
  const schema = text(schemaName);
  const constraints = facts.constraints.get(number) ?? [];
  const ofType = (type: string) => constraints.filter(([, each]) => each === type);
  const generated = generatedIn(text(definition));
  return {
    schema,
    name: text(tableName),
    kind: text(kind) as TableKind,
    estimatedRows: estimate === null ? null : Number(estimate),
    comment: optionalText(comment),
    columns: (facts.columns.get(number) ?? []).map((column) => columnInfo(column, generated)),
    primaryKey: ofType('PRIMARY KEY').flatMap(([, , columns]) => texts(columns)),
    uniques: ofType('UNIQUE').map(([, , columns]) => texts(columns)),
    foreignKeys: ofType('FOREIGN KEY').map((each) => foreignKey(schema, each)),
    indexes: (facts.indexes.get(number) ?? []).map(indexInfo),
    problem: null,
  };
}

type IsGenerated = (name: string, type: string) => boolean;

function columnInfo([, name, type, nullable, fallback, comment]: Column, isGenerated: IsGenerated): ColumnInfo {
  return {
    name,
    type,
    kind: kindOf(type),
    nullable: nullable === 'true',
    default: fallback,
    comment,
    generated: isGenerated(name, type),
  };
}

/** The engine tells it only in the table's definition, as it writes that itself. */
function generatedIn(definition: string): IsGenerated {
  if (!definition.includes(GENERATED)) return () => false;
  return (name, type) =>
    [name, `"${name.replaceAll('"', '""')}"`].some((each) => definition.includes(`${each} ${type}${GENERATED}`));
}

/** Stands in a table's definition behind the name and type of a generated column. */
export const GENERATED = ' GENERATED ALWAYS AS(';

/** The engine has no foreign keys across schemas. */
function foreignKey(schema: string, [, , columns, table, tableColumns]: Row): ForeignKey {
  return { columns: texts(columns), references: { schema, name: text(table), columns: texts(tableColumns) } };
}

function indexInfo([, name, unique, expressions]: Row): IndexInfo {
  return { name: text(name), columns: texts(expressions).map(unquoted), unique: unique === true };
}

/** A quoted name without its quotes; expressions stay as they are. */
function unquoted(expression: string): string {
  return /^"(?:[^"]|"")*"$/.test(expression) ? expression.slice(1, -1).replaceAll('""', '"') : expression;
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
