import type { Catalogue, TableInfo } from '#shared/model/catalogue.ts';
import { type Sql, sql } from '../../sql/sql.ts';
import type { Connection, QueryOptions } from '../driver.ts';
import { type Facts, factsOf, type Row, tableInfo, text } from './catalogue-rows.ts';
import type { FileTables } from './file-tables.ts';
import { checkViews } from './views.ts';

/** Everything the engine knows without a scan: four statements however many tables there are, and a look at each view. */
export async function readCatalogue(
  connection: Pick<Connection, 'rows'>,
  files: FileTables | null,
  options: QueryOptions,
): Promise<Catalogue> {
  const [relations = [], columns = [], constraints = [], indexes = []] = await Promise.all(
    [relationsSql, columnsSql, constraintsSql, indexesSql].map((query) => ask(connection, query, options)),
  );
  const facts: Facts = { columns: factsOf(columns), constraints: factsOf(constraints), indexes: factsOf(indexes) };
  const tables = relations.map((relation) => tableInfo(relation, facts));
  if (files) return { tables: [...tables.map((table) => withFile(table, files)), ...unreadable(files)] };
  const definitions = new Map(
    relations.map((each) => [`${each['schema_name']}.${each['table_name']}`, text(each['sql'])]),
  );
  return { tables: await checkViews(connection, tables, definitions, options) };
}

const relationsSql = sql`
  select schema_name, table_name, 'table' as kind, estimated_size as estimate, comment, sql
  from duckdb_tables() where not internal and not temporary and database_name = current_database()
  union all
  select schema_name, view_name, 'view', null, comment, sql
  from duckdb_views() where not internal and not temporary and database_name = current_database()
  order by schema_name, table_name`;

const columnsSql = sql`
  select schema_name, table_name, column_name, data_type, is_nullable, column_default, comment
  from duckdb_columns() where not internal and database_name = current_database()
  order by schema_name, table_name, column_index`;

const constraintsSql = sql`
  select schema_name, table_name, constraint_type, constraint_column_names, referenced_table, referenced_column_names
  from duckdb_constraints() where database_name = current_database()
    and constraint_type in ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY')
  order by schema_name, table_name, constraint_index`;

const indexesSql = sql`
  select schema_name, table_name, index_name, is_unique, cast(expressions as varchar[]) as expressions
  from duckdb_indexes() where database_name = current_database()
  order by schema_name, table_name, index_name`;

async function ask(connection: Pick<Connection, 'rows'>, query: Sql, options: QueryOptions): Promise<readonly Row[]> {
  const { columns, rows } = await connection.rows(query, options);
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])));
}

function withFile(table: TableInfo, files: FileTables): TableInfo {
  return { ...table, kind: 'file', estimatedRows: files.rows.get(table.name) ?? null };
}

function unreadable(files: FileTables): TableInfo[] {
  return [...files.unreadable].map(([name, { message }]) => ({
    schema: 'main',
    name,
    kind: 'file',
    estimatedRows: null,
    comment: null,
    columns: [],
    primaryKey: [],
    uniques: [],
    foreignKeys: [],
    indexes: [],
    problem: message,
  }));
}
