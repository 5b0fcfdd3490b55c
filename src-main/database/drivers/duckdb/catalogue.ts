import type { Catalogue, TableInfo } from '#shared/model/catalogue.ts';
import { raw, sql } from '../../sql/sql.ts';
import type { Connection, QueryOptions } from '../driver.ts';
import { columnsOf, type Facts, factsOf, GENERATED, tableInfo, text } from './catalogue-rows.ts';
import type { FileTables } from './file-tables.ts';
import { checkViews } from './views.ts';

/** Everything the engine knows without a scan: four statements however many tables there are, and a look at each view. */
export async function readCatalogue(
  connection: Pick<Connection, 'rows'>,
  files: FileTables | null,
  options: QueryOptions,
): Promise<Catalogue> {
  const queries = [relationsSql, columnsSql, constraintsSql, indexesSql];
  const answers = await Promise.all(queries.map((query) => connection.rows(query, options)));
  const [relations = [], columns = [], constraints = [], indexes = []] = answers.map(({ rows }) => rows);
  const facts: Facts = { columns: columnsOf(columns), constraints: factsOf(constraints), indexes: factsOf(indexes) };
  const tables = relations.map((relation) => tableInfo(relation, facts));
  if (files) return { tables: [...tables.map((table) => withFile(table, files)), ...unreadable(files)] };
  const definitions = new Map(relations.map(([, schema, table, , , , sql]) => [`${schema}.${table}`, text(sql)]));
  return { tables: await checkViews(connection, tables, definitions, options) };
}

/**
 * Every row begins with the number of its table or view, which is handed over sooner than two names. Of tables, those alone
 * are defined that say what their definition is looked at for.
 */
const relationsSql = sql`
  select table_oid, schema_name, table_name, 'table', estimated_size, comment,
    case when contains(sql, ${raw(`'${GENERATED}'`)}) then sql end
  from duckdb_tables() where not internal and not temporary and database_name = current_database()
  union all
  select view_oid, schema_name, view_name, 'view', null, comment, sql
  from duckdb_views() where not internal and not temporary and database_name = current_database()
  order by 2, 3`;

/**
 * All columns of a table in one text, in any order: to order them here and to read so many texts as one takes a third of
 * the time.
 */
const columnsSql = sql`
  select table_oid, cast(to_json(list(
      [cast(column_index as varchar), column_name, data_type, cast(is_nullable as varchar), column_default, comment])) as varchar)
  from duckdb_columns() where not internal and database_name = current_database()
  group by table_oid`;

const constraintsSql = sql`
  select table_oid, constraint_type, constraint_column_names, referenced_table, referenced_column_names
  from duckdb_constraints() where database_name = current_database()
    and constraint_type in ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY')
  order by table_oid, constraint_index`;

const indexesSql = sql`
  select table_oid, index_name, is_unique, cast(expressions as varchar[])
  from duckdb_indexes() where database_name = current_database()
  order by table_oid, index_name`;

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
