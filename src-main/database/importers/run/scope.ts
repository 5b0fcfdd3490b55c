import { Failure } from '#shared/model/failure.ts';
import { all, join, name, type Sql, sql } from '../../sql/sql.ts';
import type { Scope, TableSource } from '../importer.ts';
import type { AddedRows } from '../records/record.ts';
import type { Writer } from '../writers/writer.ts';

/** Values in one condition: more would be too long a statement for some engines. */
const atOnce = 200;
/** Columns that the sum over a new table is of. */
const columnsOfOwn = 2;

/** Before the rows come: none of another import may have the values that tell this import's rows apart. */
export async function beginScope(writer: Writer, source: TableSource, created: boolean): Promise<string> {
  const { name: table, scope, mode } = source;
  if (mode === 'ensure') return '';
  if (scope === undefined) return writer.marks.start(table);
  if (created) return '';
  for (const where of scopeConditions(scope)) {
    const [taken] = await writer.ask(
      sql`select ${join(scope.columns.map((each) => name(each)))} from ${name(table)} where ${where} limit 1`,
    );
    if (taken !== undefined)
      throw new Failure(
        'BAD_INPUT',
        `${table} already holds ${scope.columns.map((column, at) => `${column} ${taken[at]}`).join(', ')}. Give it another name, or undo the import that it came with.`,
      );
  }
  return '';
}

/** Conditions that together hold for all rows of a scope, a few hundred values each. */
export function scopeConditions({ columns, values }: Scope): readonly Sql[] {
  const conditions: Sql[] = [];
  for (let at = 0; at < values.length; at += atOnce) {
    const some = values.slice(at, at + atOnce);
    conditions.push(
      join(
        some.map((row) => all(columns.map((column, index) => equals(column, row[index] ?? null)))),
        ' or ',
      ),
    );
  }
  return conditions;
}

function equals(column: string, value: string | null): Sql {
  return value === null ? sql`${name(column)} is null` : sql`cast(${name(column)} as varchar) = ${value}`;
}

interface Loaded {
  readonly source: TableSource;
  readonly start: string;
  readonly rows: number;
}

/** How the rows that one import added to one table will be found again. */
export async function addedRows(
  writer: Writer,
  { source, start, rows }: Loaded,
  created: boolean,
  shared: ReadonlyMap<string, readonly (readonly (string | null)[])[]>,
): Promise<AddedRows> {
  const table = source.name;
  const known = { table, created };
  if (source.mode === 'ensure') {
    const values = shared.get(table) ?? [];
    return { ...known, rows: values.length, how: { kind: 'shared', columns: source.ensureBy ?? [], values } };
  }
  if (source.scope !== undefined) return { ...known, rows, how: { kind: 'scope', ...source.scope } };
  // Fewer columns tell a table apart that only this import has written to, and take less time.
  const columns = source.columns.map((column) => column.name).slice(created ? -columnsOfOwn : 0);
  const mark = await writer.marks.end(table, start, columns);
  return { ...known, rows, how: { kind: 'marked', ...mark } };
}
