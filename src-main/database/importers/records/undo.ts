import { Failure } from '#shared/model/failure.ts';
import type { UndoReport } from '#shared/model/import.ts';
import { type Schema, schemas } from '../../care/schemas/schemas.ts';
import { all, name, raw, type Sql, sql } from '../../sql/sql.ts';
import { scopeConditions } from '../run/scope.ts';
import { type Reference, referencesTo } from '../writers/references.ts';
import { ConstraintFailed, type Writer } from '../writers/writer.ts';
import { type AddedRows, readAdded, readRecords } from './record.ts';
import { recordTables } from './record-tables.ts';
import { assertUnused, stillUsed } from './still-used.ts';

type Undone = UndoReport['tables'][number];

/**
 * Removes exactly what one import added: in one transaction, or on DuckDB, which cannot delete a row and those that refer
 * to it in one, a transaction per table from the last to the first; what is cut short is completed by asking again.
 */
export async function undoImport(writer: Writer, id: string): Promise<UndoReport> {
  const inSteps = writer.engine === 'duckdb';
  await writer.begin();
  try {
    const report = await undoWithin(writer, id, async () => {
      if (!inSteps) return;
      await writer.commit();
      await writer.begin();
    });
    await removeRecordTables(writer);
    await writer.commit();
    return report;
  } catch (thrown) {
    await writer.rollback();
    if (thrown instanceof ConstraintFailed) throw stillUsed(thrown.message, thrown);
    throw thrown;
  }
}

/** As {@link undoImport}, within a transaction that the caller began; `step` is awaited after each table. */
export async function undoWithin(
  writer: Writer,
  id: string,
  step: () => Promise<void> = () => Promise.resolve(),
): Promise<UndoReport> {
  const present = await writer.tables();
  const ask = (query: Sql) => writer.ask(query);
  const [record] = present.has(recordTables.imports) ? await readRecords(ask, id) : [];
  if (record === undefined)
    throw new Failure('NOT_FOUND', `There is no import ${id} in this database. \`starling imports\` lists them.`);
  const added = await readAdded(ask, id);
  await assertUnused(writer, added);
  const tables: Undone[] = [];
  const notices: string[] = [];
  const dropped = new Set<string>();
  await loosenSchema(writer, id, added);
  // Backwards: what refers to other rows goes first.
  for (const each of added.toReversed()) {
    if (!present.has(each.table)) notices.push(`The table ${each.table} is not there any more`);
    else if (!dropped.has(each.table)) {
      const undone = await undoTable(writer, id, each, notices);
      tables.push(undone);
      // A table that was made for this import has an entry for that and one for its rows.
      if (undone.dropped) dropped.add(each.table);
    }
    await writer.execute(
      sql`delete from ${name(recordTables.rows)} where import_id = ${id} and position = ${each.position}`,
    );
    await step();
  }
  await removeSchemas(writer, added, tables);
  for (const table of Object.values(recordTables))
    await writer.execute(sql`delete from ${name(table)} where import_id = ${id}`);
  return { id, tables: tables.toReversed(), notices };
}

/** The first import made them, so with the last one they go. */
async function removeRecordTables(writer: Writer): Promise<void> {
  const [left] = await writer.ask(sql`select count(*) from ${name(recordTables.imports)}`);
  if (left?.[0] !== '0') return;
  for (const table of Object.values(recordTables)) await writer.execute(sql`drop table ${name(table)}`);
}

type Added = AddedRows & { readonly position: number };

/** Tables that refer to each other in a circle can only be dropped without it; where one will stay, so does the circle. */
async function loosenSchema(writer: Writer, id: string, added: readonly Added[]): Promise<void> {
  const made = added.filter(({ how }) => how.kind === 'made');
  const schema = schemaOf(made[0]);
  if (schema?.loosen === undefined) return;
  for (const each of made) {
    const rows = added.filter(({ table, how }) => table === each.table && how.kind !== 'made');
    if (!(await isAlone(writer, id, rows[0] ?? each))) return;
  }
  for (const statement of schema.loosen(writer.engine)) await writer.execute(raw(statement));
}

function schemaOf(added: AddedRows | undefined): Schema | undefined {
  if (added?.how.kind !== 'made') return undefined;
  const { schema } = added.how;
  return schemas.find((each) => each.id === schema);
}

async function undoTable(writer: Writer, id: string, added: Added, notices: string[]): Promise<Undone> {
  const { table, created, rows, how } = added;
  const alone = created && how.kind !== 'shared' && how.kind !== 'scope' && (await isAlone(writer, id, added));
  if (alone) {
    await writer.execute(sql`drop table ${name(table)}`);
    return { name: table, dropped: true, rows };
  }
  if (how.kind === 'made') notices.push(`The table ${table} stays, because there are other rows in it`);
  return { name: table, dropped: false, rows: await removeRows(writer, added, notices) };
}

/** Whether the table holds what this import brought and nothing else, and no other import has rows in it. */
async function isAlone(writer: Writer, id: string, { table, rows, how }: AddedRows): Promise<boolean> {
  const [others] = await writer.ask(
    sql`select count(*) from ${name(recordTables.rows)} where table_name = ${table} and import_id <> ${id}`,
  );
  const [count] = await writer.ask(sql`select count(*) from ${name(table)}`);
  return Number(others?.[0]) === 0 && Number(count?.[0]) === (how.kind === 'made' ? how.seeds : rows);
}

async function removeRows(
  writer: Writer,
  { table, created, rows, how }: AddedRows,
  notices: string[],
): Promise<number> {
  if (how.kind === 'made') return 0;
  if (how.kind === 'marked') {
    const where = await writer.marks.find(table, how, rows);
    if (where !== null) return writer.execute(sql`delete from ${name(table)} where ${where}`);
    throw new Failure(
      'BAD_INPUT',
      `Rows of ${table} were changed since this import, so Starling cannot tell which ones it added. They were left as they are.`,
    );
  }
  if (how.kind === 'shared') return removeUnused(writer, { table, created }, how, notices);
  let removed = 0;
  for (const where of scopeConditions(how))
    removed += await writer.execute(sql`delete from ${name(table)} where ${where}`);
  return removed;
}

/** Rows that others may have come to use go when nothing refers to them any more. */
async function removeUnused(
  writer: Writer,
  { table, created }: Pick<AddedRows, 'table' | 'created'>,
  { columns, values }: Extract<AddedRows['how'], { kind: 'shared' }>,
  notices: string[],
): Promise<number> {
  if (values.length === 0) return 0;
  const references = [...(await referencesTo(writer, table)), ...(await namesakes(writer, table, columns))];
  const unused = references.map((reference) => {
    const same = reference.columns.map(({ from, to }) => sql`r.${name(from)} = ${name(table)}.${name(to)}`);
    return sql`not exists (select 1 from ${name(reference.table)} r where ${all(same)})`;
  });
  let removed = 0;
  // In a schema that we made, references that are not there are gone with their tables.
  const isTold = created || references.length > 0;
  for (const where of isTold ? scopeConditions({ columns, values }) : [])
    removed += await writer.execute(sql`delete from ${name(table)} where (${where}) and ${all(unused)}`);
  if (removed < values.length)
    notices.push(`${values.length - removed} rows that came with the import stay in ${table}, because others use them`);
  return removed;
}

/** Tables without a foreign key that hold columns called like those of the key. */
async function namesakes(writer: Writer, table: string, columns: readonly string[]): Promise<readonly Reference[]> {
  const others = [...(await writer.tables())].filter(
    ([other, own]) => other !== table && columns.every((column) => own.has(column)),
  );
  return others.map(([other]) => ({ table: other, columns: columns.map((column) => ({ from: column, to: column })) }));
}

/** What a schema has besides tables, when all of its tables are gone. */
async function removeSchemas(writer: Writer, added: readonly AddedRows[], undone: readonly Undone[]): Promise<void> {
  const made = added.filter(({ how }) => how.kind === 'made');
  const isGone = made.every(({ table }) => undone.some((each) => each.name === table && each.dropped));
  const schema = isGone ? schemaOf(made[0]) : undefined;
  for (const statement of schema?.remove?.(writer.engine) ?? []) await writer.execute(raw(statement));
}
