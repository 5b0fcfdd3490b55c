import type { ColumnKind, TableInfo } from '#shared/model/catalogue.ts';
import type { Engine } from '#shared/model/source.ts';
import type { Sql } from '../../sql/sql.ts';
import type { LensContext } from '../lens-context.ts';

/** A table of a lens that is a query over the tables of the database. */
export interface DerivedTable {
  readonly name: string;
  /** Asked once, when the database is opened; `null` where the database lacks what it is made of. All get one context. */
  readonly query: (context: LensContext) => Promise<DerivedQuery | null> | DerivedQuery | null;
}

export interface DerivedQuery {
  /** A `select` whose columns are named as `columns` says. Filters on it should reach the tables beneath. */
  readonly query: Sql;
  readonly columns: readonly DerivedColumn[];
  /** Columns that together name a row; none of them is ever NULL. */
  readonly key: readonly string[];
}

export interface DerivedColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** The engine's own type, where it is another than its usual one for the kind. */
  readonly type?: string | undefined;
  readonly nullable?: boolean | undefined;
}

/** What a derived table looks like to everything that reads tables. */
export interface DerivedTableInfo extends TableInfo {
  readonly query: Sql;
}

export function isDerived(table: TableInfo): table is DerivedTableInfo {
  return 'query' in table;
}

/**
 * The derived tables of a lens that this database can have, by name; each may build on those before it. `counted` takes out
 * of each the rows that are not to be counted.
 */
export async function deriveTables(
  derived: readonly DerivedTable[],
  context: LensContext,
  counted: (table: TableInfo) => TableInfo = (table) => table,
): Promise<ReadonlyMap<string, TableInfo>> {
  const found = new Map<string, TableInfo>();
  const here: LensContext = { ...context, find: (table) => found.get(table) ?? context.find(table) };
  for (const each of derived) {
    const query = await each.query(here);
    if (query !== null) found.set(each.name, counted(infoOf(each.name, query, context.dialect.engine)));
  }
  return found;
}

function infoOf(name: string, { query, columns, key }: DerivedQuery, engine: Engine): DerivedTableInfo {
  return {
    schema: '',
    name,
    kind: 'view',
    query,
    estimatedRows: null,
    comment: null,
    columns: columns.map((column) => ({
      name: column.name,
      type: column.type ?? typeOfKind(column.kind, engine),
      kind: column.kind,
      nullable: (column.nullable ?? true) && !key.includes(column.name),
      default: null,
      comment: null,
      generated: true,
    })),
    primaryKey: key,
    rowId: false,
    uniques: [],
    foreignKeys: [],
    indexes: [],
    problem: null,
  };
}

/** The type a column of a query of ours has in an engine. */
export function typeOfKind(kind: ColumnKind, engine: Engine): string {
  switch (kind) {
    case 'integer':
      return 'bigint';
    case 'float':
      return 'double precision';
    case 'decimal':
      return 'numeric';
    case 'time':
      return engine === 'sqlite' ? 'datetime' : 'timestamp with time zone';
    case 'boolean':
      return 'boolean';
    case 'json':
      return 'json';
    case 'blob':
      return engine === 'postgres' ? 'bytea' : 'blob';
    default:
      return engine === 'duckdb' ? 'varchar' : 'text';
  }
}
