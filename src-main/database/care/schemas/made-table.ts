import type { Engine } from '#shared/model/source.ts';

/** One table of a schema that Starling makes: its definition, the indexes on it, and what to say about it. */
export interface MadeTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly indexes: readonly MadeIndex[];
  readonly comment: string;
}

export interface MadeIndex {
  readonly name: string;
  readonly columns: string;
  /** An index over the keys of a JSON column, which Postgres alone has. */
  readonly gin?: boolean;
}

/** A column that counts up by itself, as an engine has it; DuckDB needs a sequence, see `createTables`. */
export function countingKey(column: string, table: string, engine: Engine): string {
  if (engine === 'sqlite') return `${column} integer primary key autoincrement`;
  if (engine === 'postgres') return `${column} serial primary key`;
  return `${column} integer primary key default nextval('${sequenceOf(table)}')`;
}

/** The tables with their keys and, where the engine keeps them, comments. */
export function createTables(tables: readonly MadeTable[], engine: Engine): readonly string[] {
  const counting = tables.filter(({ name, columns }) => columns.some((each) => each.includes(sequenceOf(name))));
  return [
    ...(engine === 'duckdb' ? counting.map(({ name }) => `create sequence ${sequenceOf(name)}`) : []),
    ...tables.map(({ name, columns }) => `create table ${name} (${columns.join(', ')})`),
    ...(engine === 'sqlite'
      ? []
      : tables.map(({ name, comment }) => `comment on table ${name} is '${comment.replaceAll("'", "''")}'`)),
  ];
}

/** Indexes besides those of the keys: cheaper to build after a load than during it. */
export function indexTables(tables: readonly MadeTable[], engine: Engine): readonly string[] {
  return tables.flatMap(({ name: table, indexes }) =>
    indexes
      .filter(({ gin = false }) => !gin || engine === 'postgres')
      .map(({ name, columns, gin }) => {
        // DuckDB keeps no order in an index.
        const keys = engine === 'duckdb' ? columns.replaceAll(/ desc\b/g, '') : columns;
        return `create index ${name} on ${table} ${gin ? 'using gin ' : ''}(${keys})`;
      }),
  );
}

function sequenceOf(table: string): string {
  return `${table}_id_seq`;
}
