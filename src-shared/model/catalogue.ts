/** What a database holds, as plain data. Names are the engine's own; nothing here needs a scan of the rows. */
export interface Catalogue {
  readonly tables: readonly TableInfo[];
}

export type TableKind = 'table' | 'view' | 'materialized view' | 'foreign table' | 'virtual table' | 'file';

/** Names one table or view. SQLite's main schema is `main`, as in DuckDB. */
export interface TableRef {
  readonly schema: string;
  readonly name: string;
}

export interface TableInfo extends TableRef {
  readonly kind: TableKind;
  /** Row count as the engine estimates it without a scan; `null` when it does not know. */
  readonly estimatedRows: number | null;
  readonly comment: string | null;
  readonly columns: readonly ColumnInfo[];
  /** Column names of the primary key, in key order; empty without one. */
  readonly primaryKey: readonly string[];
  /** `false` for a table without the engine's own row id (SQLite's WITHOUT ROWID, Postgres's partitioned tables). */
  readonly rowId?: boolean | undefined;
  readonly uniques: readonly (readonly string[])[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly indexes: readonly IndexInfo[];
  /** Why the table cannot be read, when the engine already knows (a view on a missing table, a missing extension). */
  readonly problem: string | null;
}

/** What a column holds, as far as drawing, filtering and reducing care; the engine's own words are in `type`. */
export type ColumnKind =
  | 'boolean'
  | 'integer'
  | 'decimal'
  | 'float'
  | 'text'
  | 'time'
  | 'json'
  | 'blob'
  | 'nested'
  | 'other';

export interface ColumnInfo {
  readonly name: string;
  /** The engine's own type name, e.g. `DOUBLE`, `timestamp with time zone`. */
  readonly type: string;
  readonly kind: ColumnKind;
  readonly nullable: boolean;
  readonly default: string | null;
  readonly comment: string | null;
  readonly generated: boolean;
}

export interface ForeignKey {
  readonly columns: readonly string[];
  readonly references: TableRef & { readonly columns: readonly string[] };
}

export interface IndexInfo {
  readonly name: string;
  readonly columns: readonly string[];
  readonly unique: boolean;
}

/** Finds a table by name; without a schema the first of that name. */
export function findTable(catalogue: Catalogue, name: string, schema?: string): TableInfo | undefined {
  return catalogue.tables.find((table) => table.name === name && (schema === undefined || table.schema === schema));
}

/** Whether a key that holds for every row lies within these columns: no two rows then agree in all of them. */
export function hasKeyWithin(
  { primaryKey, uniques }: TableInfo,
  columns: readonly (string | null | undefined)[],
): boolean {
  return [primaryKey, ...uniques].some((key) => key.length > 0 && key.every((column) => columns.includes(column)));
}

export function findColumn(table: TableInfo, name: string): ColumnInfo | undefined {
  return table.columns.find((column) => column.name === name);
}
