import { sql } from '../../sql/sql.ts';
import type { Writer } from './writer.ts';

/** A foreign key that leads to a table: its columns, each with the column that it names. */
export interface Reference {
  readonly table: string;
  readonly columns: readonly { readonly from: string; readonly to: string }[];
}

/** Every foreign key that leads to a table. SQLite's that name no column are left out. */
export async function referencesTo(writer: Writer, table: string): Promise<readonly Reference[]> {
  const rows = await writer.ask(queries[writer.engine](table));
  const keys = Map.groupBy(rows, ([from, key]) => `${from} ${key}`);
  return [...keys.values()].flatMap((parts) => {
    if (parts.some(([, , , to]) => to === null)) return [];
    return [
      { table: parts[0]?.[0] ?? '', columns: parts.map(([, , from, to]) => ({ from: from ?? '', to: to ?? '' })) },
    ];
  });
}

/** Each gives the referring table, a name of the key within it, a column of it and the column that it names. */
const queries = {
  duckdb: (table: string) => sql`
    select table_name, constraint_index, unnest(constraint_column_names), unnest(referenced_column_names)
    from duckdb_constraints() where constraint_type = 'FOREIGN KEY' and referenced_table = ${table}
      and database_name = current_database() and schema_name = current_schema()`,
  sqlite: (table: string) => sql`
    select m.name, f.id, f."from", f."to" from sqlite_schema m, pragma_foreign_key_list(m.name) f
    where m.type = 'table' and lower(f."table") = lower(${table}) order by m.name, f.id, f.seq`,
  postgres: (table: string) => sql`
    select r.relname, c.conname, a.attname, b.attname from pg_constraint c
      join pg_class r on r.oid = c.conrelid join pg_class t on t.oid = c.confrelid
      cross join lateral unnest(c.conkey, c.confkey) with ordinality k(own, other, at)
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.own
      join pg_attribute b on b.attrelid = c.confrelid and b.attnum = k.other
    where c.contype = 'f' and t.relname = ${table} and t.relnamespace = current_schema()::regnamespace
    order by r.relname, c.conname, k.at`,
};
