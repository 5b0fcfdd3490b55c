import { Failure } from '#shared/model/failure.ts';
import { all, join, name, type Sql, sql } from '../../sql/sql.ts';
import type { Scope } from '../importer.ts';
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
  for (const { table, rows, how } of added) {
    if (how.kind !== 'scope' || rows === 0 || !present.has(table)) continue;
    if ((await countOf(writer, table, how)) > rows) throw stillUsed(`${table} has more rows of it than were imported`);
    for (const reference of await referencesTo(writer, table)) {
      const own = added.filter((each) => each.table === reference.table && each.how.kind !== 'made');
      const isOthers = await notOf(writer, own);
      const found = isOthers === null ? undefined : await referring(writer, reference, table, how, isOthers);
      if (found !== undefined) throw stillUsed(`${reference.table}: ${found.join(' ')}`);
    }
  }
}

/** How many rows have the values that tell an import's rows apart. */
async function countOf(writer: Writer, table: string, scope: Scope): Promise<number> {
  let rows = 0;
  for (const where of scopeConditions(scope)) {
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

/** A row that refers to those of a scope, and of which something else holds. */
async function referring(
  writer: Writer,
  { table, columns }: Reference,
  to: string,
  scope: Scope,
  and: Sql,
): Promise<readonly (string | null)[] | undefined> {
  const child = columns.map(({ from }) => sql`c.${name(from)}`);
  const same = columns.map(({ from, to: key }) => sql`c.${name(from)} = p.${name(key)}`);
  for (const where of scopeConditions(scope)) {
    const those = sql`select 1 from ${name(to)} p where ${all(same)} and (${where})`;
    const [found] = await writer.ask(
      sql`select ${join(child)} from ${name(table)} c where exists (${those}) and ${and} limit 1`,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}
