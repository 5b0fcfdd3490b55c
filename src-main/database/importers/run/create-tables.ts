import { Failure } from '#shared/model/failure.ts';
import type { SchemaKind } from '#shared/model/import.ts';
import { type Engine, engineTitles } from '#shared/model/source.ts';
import { schemas } from '../../care/schemas/schemas.ts';
import { join, name, raw, type Sql, sql } from '../../sql/sql.ts';
import type { Importer, TableSource, TargetInfo } from '../importer.ts';
import { declaredType } from '../types.ts';
import type { Writer, WriteTable } from '../writers/writer.ts';

export interface Made {
  /** Tables that this import made. */
  readonly created: ReadonlySet<string>;
  /** To be run when the rows are in. */
  readonly index: readonly string[];
  /** Tables of a schema with the rows that it brings. */
  readonly seeded: readonly { readonly table: string; readonly schema: string; readonly seeds: number }[];
}

/** Makes what is missing: the importer's schema as a whole, or a table of a person's own. */
export async function createTables(
  writer: Writer,
  into: SchemaKind,
  sources: readonly TableSource[],
  present: TargetInfo['tables'],
): Promise<Made> {
  if (into !== 'tables') return createSchema(writer, into, sources, present);
  const missing = sources.filter((source) => !present.has(source.name));
  for (const source of missing) assertNotTooWide(writer.engine, source);
  for (const source of missing) await writer.execute(tableOf(writer, source));
  return { created: new Set(missing.map((source) => source.name)), index: [], seeded: [] };
}

async function createSchema(
  writer: Writer,
  into: Importer['into'],
  sources: readonly TableSource[],
  present: TargetInfo['tables'],
): Promise<Made> {
  const missing = sources.filter((source) => !present.has(source.name));
  if (missing.length === 0) return { created: new Set(), index: [], seeded: [] };
  const schema = schemas.find((each) => each.id === into);
  if (schema === undefined) throw new Failure('INTERNAL', `There is no schema ${into}`);
  const tables = schema.tables(writer.engine);
  const there = tables.filter((table) => present.has(table));
  if (there.length > 0)
    throw new Failure(
      'BAD_INPUT',
      `The database has ${there.join(', ')} but not ${missing.map((source) => source.name).join(', ')}. Import into an empty database, or one with the whole ${into} schema.`,
    );
  for (const statement of schema.create(writer.engine)) await writer.execute(raw(statement));
  const seeded: Made['seeded'][number][] = [];
  for (const table of tables) {
    const [count] = await writer.ask(sql`select count(*) from ${name(table)}`);
    seeded.push({ table, schema: schema.id, seeds: Number(count?.[0]) });
  }
  return { created: new Set(tables), index: schema.index(writer.engine), seeded };
}

/** How many columns a table may have; DuckDB sets no limit. */
const mostColumns: Readonly<Record<Engine, number>> = {
  duckdb: Number.POSITIVE_INFINITY,
  sqlite: 2000,
  postgres: 1600,
};

function assertNotTooWide(engine: Engine, { name: table, columns }: TableSource): void {
  if (columns.length <= mostColumns[engine]) return;
  throw new Failure(
    'BAD_INPUT',
    `${table} has ${columns.length} columns, and a table in ${engineTitles[engine]} can have ${mostColumns[engine]}. Choose a DuckDB database.`,
  );
}

function tableOf({ engine }: Writer, { name: table, columns, key }: TableSource): Sql {
  const defined = columns.map((column) => sql`${name(column.name)} ${raw(declaredType(engine, column.type))}`);
  const keys = key === undefined || key.length === 0 ? [] : [sql`primary key (${join(key.map((each) => name(each)))})`];
  return sql`create table ${name(table)} (${join([...defined, ...keys])})`;
}

/** A source's columns beside the target's. Throws for a column that the target does not have. */
export function writeTable(
  source: TableSource,
  present: TargetInfo['tables'],
  { engine }: Writer,
  into: SchemaKind,
): WriteTable {
  const there = present.get(source.name);
  return {
    name: source.name,
    columns: source.columns.map((column) => {
      const declared = there === undefined ? declaredType(engine, column.type) : there.get(column.name);
      if (declared === undefined)
        throw new Failure(
          'BAD_INPUT',
          `The table ${source.name} has no column “${column.name}”. Import into a new table, or one with the same columns.`,
        );
      return { name: column.name, type: column.type, declared, exact: into === 'tables' };
    }),
  };
}
