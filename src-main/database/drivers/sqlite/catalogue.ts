import type { Catalogue, ColumnInfo, ForeignKey, IndexInfo, TableInfo, TableKind } from '#shared/model/catalogue.ts';
import type { SqliteHandle, SqliteValue } from './handle.ts';
import { kindOf } from './values.ts';

const SCHEMA = 'main';

/** Everything SQLite knows about its tables without reading their rows: a handful of statements, however many tables. */
export function readCatalogue(handle: SqliteHandle): Catalogue {
  const query = (text: string, ...values: SqliteValue[]) => [...handle.prepare(text).iterate(values, true)];
  const estimates = readEstimates(query);
  const keys = groupBy(query(FOREIGN_KEYS), ([table]) => String(table));
  const indexes = groupBy(query(INDEXES), ([table]) => String(table));
  const columns = groupBy(query(COLUMNS), ([table]) => String(table));
  const facts = new Map(query(TABLES).map((row) => [String(row[0]), row]));
  const primaryKeys = (name: string) => primaryKeyOf(columns.get(name) ?? []);

  const tables = [...facts.values()].map(([rawName, type, withoutRowid, sql]): TableInfo => {
    const name = String(rawName);
    const kind = tableKind(String(type));
    const special = kind !== 'table';
    const read = special ? columnsOf(query, name) : { rows: columns.get(name) ?? [], problem: null };
    const problem = read.problem ?? (mayFail(special, read.rows) ? problemOf(handle, name) : null);
    const primaryKey = primaryKeyOf(read.rows);
    const rowidAlias = isRowidAlias(read.rows, primaryKey, sql);
    const ownIndexes = readIndexes(indexes.get(name) ?? []);
    return {
      schema: SCHEMA,
      name,
      kind,
      estimatedRows: estimates.get(name) ?? null,
      comment: null,
      columns: read.rows.map((row) => readColumn(row, withoutRowid === 1n, rowidAlias)),
      primaryKey,
      rowId: kind === 'table' && withoutRowid !== 1n,
      uniques: ownIndexes.filter((index) => index.unique && index.whole).map((index) => index.info.columns),
      foreignKeys: readForeignKeys(keys.get(name) ?? [], primaryKeys),
      indexes: ownIndexes.filter((index) => index.named).map((index) => index.info),
      problem,
    };
  });
  return { tables };
}

const TABLES = `
  select m.name, l.type, l.wr, m.sql
  from sqlite_schema m join pragma_table_list l on l.name = m.name and l.schema = 'main'
  where m.type in ('table', 'view') and m.name not like 'sqlite\\_%' escape '\\'
  order by m.name`;

/** Of ordinary tables: a broken view or a virtual table of a missing module fails the statement that touches it. */
const COLUMNS = `
  select m.name, c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden
  from sqlite_schema m join pragma_table_xinfo(m.name) c
  where m.type = 'table' and m.rootpage > 0 and c.hidden <> 1
  order by m.name, c.cid`;

const COLUMNS_OF = `
  select ?, c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden from pragma_table_xinfo(?) c
  where c.hidden <> 1 order by c.cid`;

const FOREIGN_KEYS = `
  select m.name, f.id, f."table", f."from", f."to"
  from sqlite_schema m join pragma_foreign_key_list(m.name) f
  where m.type = 'table' and m.rootpage > 0
  order by m.name, f.id, f.seq`;

const INDEXES = `
  select m.name, i.name, i."unique", i.origin, i.partial, c.name
  from sqlite_schema m join pragma_index_list(m.name) i join pragma_index_xinfo(i.name) c
  where m.type = 'table' and m.rootpage > 0 and c.key
  order by m.name, i.seq desc, c.seqno`;

type Query = (text: string, ...values: SqliteValue[]) => (readonly SqliteValue[])[];
type Row = readonly SqliteValue[];

function tableKind(type: string): TableKind {
  return type === 'view' ? 'view' : type === 'virtual' ? 'virtual table' : 'table';
}

function columnsOf(query: Query, name: string): { readonly rows: readonly Row[]; readonly problem: string | null } {
  try {
    return { rows: query(COLUMNS_OF, name, name), problem: null };
  } catch (error) {
    return { rows: [], problem: (error as Error).message };
  }
}

/** Views, virtual tables and generated columns may need functions or modules that are not here. */
function mayFail(special: boolean, columns: readonly Row[]): boolean {
  return special || columns.some((row) => isGenerated(row));
}

function problemOf(handle: SqliteHandle, name: string): string | null {
  try {
    handle.prepare(`select * from main."${name.replaceAll('"', '""')}"`);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

function readColumn(row: Row, withoutRowid: boolean, rowidAlias: boolean): ColumnInfo {
  const [, name, type, notNull, fallback, key] = row;
  const inKey = key !== 0n;
  return {
    name: String(name),
    type: String(type),
    kind: kindOf(String(type)),
    // SQLite lets NULLs into the primary key of an ordinary table.
    nullable: notNull === 0n && !(inKey && (withoutRowid || rowidAlias)),
    default: fallback === null ? null : String(fallback),
    comment: null,
    generated: isGenerated(row),
  };
}

/** `hidden` is 2 for virtual and 3 for stored generated columns. */
function isGenerated(row: Row): boolean {
  return row[6] === 2n || row[6] === 3n;
}

function primaryKeyOf(columns: readonly Row[]): readonly string[] {
  return columns
    .filter((row) => row[5] !== 0n)
    .sort((a, b) => Number(a[5]) - Number(b[5]))
    .map((row) => String(row[1]));
}

/** `INTEGER PRIMARY KEY` (exactly that, and not `DESC`) is the rowid itself. */
function isRowidAlias(columns: readonly Row[], primaryKey: readonly string[], sql: SqliteValue | undefined): boolean {
  if (primaryKey.length !== 1) return false;
  const column = columns.find((row) => row[1] === primaryKey[0]);
  return String(column?.[2]).toUpperCase() === 'INTEGER' && !/primary\s+key\s+desc/i.test(String(sql ?? ''));
}

interface ReadIndex {
  readonly info: IndexInfo;
  /** Made by `create index`, and not for a constraint. */
  readonly named: boolean;
  readonly unique: boolean;
  /** Neither partial nor over expressions. */
  readonly whole: boolean;
}

function readIndexes(rows: readonly Row[]): readonly ReadIndex[] {
  return [...groupBy(rows, (row) => String(row[1])).entries()].map(([name, parts]) => {
    const [, , unique, origin, partial] = parts[0]!;
    return {
      info: {
        name,
        columns: parts.map((part) => (part[5] === null ? '(expression)' : String(part[5]))),
        unique: unique === 1n,
      },
      named: origin === 'c',
      unique: unique === 1n && origin !== 'pk',
      whole: partial === 0n && parts.every((part) => part[5] !== null),
    };
  });
}

/** A key without columns of the other table means that table's primary key. */
function readForeignKeys(rows: readonly Row[], primaryKeyOfTable: (name: string) => readonly string[]): ForeignKey[] {
  return [...groupBy(rows, (row) => String(row[1])).values()].map((parts) => {
    const table = String(parts[0]![2]);
    const named = parts.every((part) => part[4] !== null);
    return {
      columns: parts.map((part) => String(part[3])),
      references: {
        schema: SCHEMA,
        name: table,
        columns: named ? parts.map((part) => String(part[4])) : primaryKeyOfTable(table),
      },
    };
  });
}

/** What ANALYZE left: the first number of a table's statistics is its row count. */
function readEstimates(query: Query): ReadonlyMap<string, number> {
  if (query(`select 1 from sqlite_schema where name = 'sqlite_stat1'`).length === 0) return new Map();
  const rows = query('select tbl, max(cast(stat as integer)) from sqlite_stat1 group by tbl');
  return new Map(rows.map(([table, count]) => [String(table), Number(count)]));
}

function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
