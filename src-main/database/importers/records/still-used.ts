import { Failure } from '#shared/model/failure.ts';
import { all, join, name, type Sql, sql } from '../../sql/sql.ts';
import { scopeConditions } from '../run/scope.ts';
import { type Reference, referencesTo } from '../writers/references.ts';
import type { Writer } from '../writers/writer.ts';
import type { AddedRows } from './record.ts';

export function stillUsed(detail: string, cause?: unknown): Failure {
  const message = 'Rows that came later refer to rows of this import. Undo the imports after it first.';
  return new Failure('BAD_INPUT', message, { detail, cause });
}

/**
 * Throws when rows that came later would go with those of an import, or refer to them: some engines would delete these
 * too, others would find out half-way.
 */
export async function assertUnused(writer: Writer, added: readonly AddedRows[]): Promise<void> {
  const present = await writer.tables();
  for (const each of added) {
    const { table, rows, how } = each;
    const those = rows === 0 || !present.has(table) ? [] : await conditionsOf(writer, each);
    if (those.length === 0) continue;
    if (how.kind === 'scope' && (await countOf(writer, table, those)) > rows)
      throw stillUsed(`${table} has more rows of it than were imported`);
    for (const reference of await referencesTo(writer, table)) {
      const own = added.filter((each) => each.table === reference.table && each.how.kind !== 'made');
      const isOthers = await notOf(writer, own);
      const found = isOthers === null ? undefined : await referring(writer, reference, table, those, isOthers);
      if (found !== undefined) throw stillUsed(`${reference.table}: ${found.join(' ')}`);
    }
  }
}

/**
 * Which rows are looked for: those that other engines would delete with what refers to them, and of DuckDB's, which are
 * taken back table by table, all. None where it is told elsewhere.
 */
async function conditionsOf(writer: Writer, { table, rows, how }: AddedRows): Promise<readonly Sql[]> {
  if (how.kind === 'scope') return scopeConditions(how);
  const where = how.kind === 'marked' && writer.engine === 'duckdb' ? await writer.marks.find(table, how, rows) : null;
  return where === null ? [] : [where];
}

/** How many rows have the values that tell an import's rows apart. */
async function countOf(writer: Writer, table: string, those: readonly Sql[]): Promise<number> {
  let rows = 0;
  for (const where of those) {
    const [row] = await writer.ask(sql`select count(*) from ${name(table)} where ${where}`);
    rows += Number(row?.[0]);
  }
  return rows;
}

/** What holds for rows of a table that are not of an import; `null` where that is told elsewhere. */
async function notOf(writer: Writer, own: readonly AddedRows[]): Promise<Sql | null> {
  const conditions: Sql[] = [];
  for (const { table, rows, how } of own) {
    const where = how.kind === 'marked' ? await writer.marks.find(table, how, rows) : null;
    if (where === null) return null;
    conditions.push(sql`not (${where})`);
  }
  return all(conditions);
}

/** A row that refers to some rows, and of which something else holds. */
async function referring(
  writer: Writer,
  { table, columns }: Reference,
  to: string,
  conditions: readonly Sql[],
  and: Sql,
): Promise<readonly (string | null)[] | undefined> {
  const child = columns.map(({ from }) => sql`c.${name(from)}`);
  const same = columns.map(({ from, to: key }) => sql`c.${name(from)} = p.${name(key)}`);
  for (const where of conditions) {
    const those = sql`select 1 from ${name(to)} p where ${all(same)} and (${where})`;
    const [found] = await writer.ask(
      sql`select ${join(child)} from ${name(table)} c where exists (${those}) and ${and} limit 1`,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}
