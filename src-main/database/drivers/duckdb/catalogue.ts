import type {
  Catalogue,
  ColumnInfo,
  ForeignKey,
  IndexInfo,
  TableInfo,
  TableKind,
  TableRef,
} from '#shared/model/catalogue.ts';
import type { Cell, ListCell } from '#shared/model/cell.ts';
import { type Sql, sql } from '../../sql/sql.ts';
import type { Connection, QueryOptions } from '../driver.ts';
import { kindOf } from './types.ts';

type Record = Readonly<globalThis.Record<string, Cell>>;

/** Everything the engine knows without a scan, in five statements however many tables there are. */
export async function readCatalogue(connection: Pick<Connection, 'rows'>, options: QueryOptions): Promise<Catalogue> {
  const ask = (query: Sql) => records(connection, query, options);
  const [relations, columns, constraints, indexes] = [
    await ask(relationsSql),
    await ask(columnsSql),
    await ask(constraintsSql),
    await ask(indexesSql),
  ];
  const columnsOf = grouped(columns);
  const constraintsOf = grouped(constraints);
  const indexesOf = grouped(indexes);
  return {
    tables: relations.map((relation) => {
      const key = keyOf(relation);
      return tableInfo(relation, columnsOf.get(key) ?? [], constraintsOf.get(key) ?? [], indexesOf.get(key) ?? []);
    }),
  };
}

const relationsSql = sql`
  select schema_name, table_name, 'table' as kind, estimated_size as estimate, comment
  from duckdb_tables() where not internal and database_name = current_database()
  union all
  select schema_name, view_name, 'view', null, comment
  from duckdb_views() where not internal and database_name = current_database()
  order by schema_name, table_name`;

const columnsSql = sql`
  select schema_name, table_name, column_name, data_type, is_nullable, column_default, comment
  from duckdb_columns() where not internal and database_name = current_database()
  order by schema_name, table_name, column_index`;

const constraintsSql = sql`
  select schema_name, table_name, constraint_type, constraint_column_names, referenced_table,
    referenced_column_names
  from duckdb_constraints() where database_name = current_database()
    and constraint_type in ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY')
  order by schema_name, table_name, constraint_index`;

const indexesSql = sql`
  select schema_name, table_name, index_name, is_unique, expressions
  from duckdb_indexes() where database_name = current_database()
  order by schema_name, table_name, index_name`;

function tableInfo(
  relation: Record,
  columns: readonly Record[],
  constraints: readonly Record[],
  indexes: readonly Record[],
): TableInfo {
  const ref: TableRef = { schema: text(relation['schema_name']), name: text(relation['table_name']) };
  const ofType = (type: string) => constraints.filter((each) => each['constraint_type'] === type);
  return {
    ...ref,
    kind: text(relation['kind']) as TableKind,
    estimatedRows: relation['estimate'] === null ? null : Number(relation['estimate']),
    comment: optionalText(relation['comment']),
    columns: columns.map(columnInfo),
    primaryKey: ofType('PRIMARY KEY').flatMap((each) => names(each['constraint_column_names'])),
    uniques: ofType('UNIQUE').map((each) => names(each['constraint_column_names'])),
    foreignKeys: ofType('FOREIGN KEY').map((each) => foreignKey(ref.schema, each)),
    indexes: indexes.map(indexInfo),
    problem: null,
  };
}

function columnInfo(record: Record): ColumnInfo {
  const type = text(record['data_type']);
  return {
    name: text(record['column_name']),
    type,
    kind: kindOf(type),
    nullable: record['is_nullable'] === true,
    default: optionalText(record['column_default']),
    comment: optionalText(record['comment']),
    generated: false,
  };
}

function foreignKey(schema: string, record: Record): ForeignKey {
  return {
    columns: names(record['constraint_column_names']),
    references: { schema, name: text(record['referenced_table']), columns: names(record['referenced_column_names']) },
  };
}

function indexInfo(record: Record): IndexInfo {
  return {
    name: text(record['index_name']),
    columns: text(record['expressions'])
      .replace(/^\[|\]$/g, '')
      .split(', '),
    unique: record['is_unique'] === true,
  };
}

async function records(
  connection: Pick<Connection, 'rows'>,
  query: Sql,
  options: QueryOptions,
): Promise<readonly Record[]> {
  const { columns, rows } = await connection.rows(query, options);
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])));
}

function grouped(all: readonly Record[]): ReadonlyMap<string, readonly Record[]> {
  return Map.groupBy(all, keyOf);
}

function keyOf(record: Record): string {
  return JSON.stringify([record['schema_name'], record['table_name']]);
}

function text(cell: Cell | undefined): string {
  return String(cell ?? '');
}

function optionalText(cell: Cell | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}

function names(cell: Cell | undefined): string[] {
  return ((cell ?? null) as ListCell | null)?.items.map(text) ?? [];
}
