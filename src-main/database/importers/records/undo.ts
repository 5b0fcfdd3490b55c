import { Failure } from '#shared/model/failure.ts';
import type { UndoReport } from '#shared/model/import.ts';
import { name, type Sql, sql } from '../../sql/sql.ts';
import { scopeConditions } from '../run/scope.ts';
import type { Writer } from '../writers/writer.ts';
import { type AddedRows, readAdded, readRecords } from './record.ts';
import { recordTables } from './record-tables.ts';

type Undone = UndoReport['tables'][number];

/** Removes exactly what one import added, in one transaction. */
export async function undoImport(writer: Writer, id: string): Promise<UndoReport> {
  await writer.begin();
  try {
    const report = await undoWithin(writer, id);
    await writer.commit();
    return report;
  } catch (thrown) {
    await writer.rollback();
    throw thrown;
  }
}

/** As {@link undoImport}, within a transaction that the caller began. */
export async function undoWithin(writer: Writer, id: string): Promise<UndoReport> {
  const present = await writer.tables();
  const ask = (query: Sql) => writer.ask(query);
  const [record] = present.has(recordTables.imports) ? await readRecords(ask, id) : [];
  if (record === undefined)
    throw new Failure('NOT_FOUND', `There is no import ${id} in this database. \`starling imports\` lists them.`);
  const added = await readAdded(ask, id);
  const tables: Undone[] = [];
  const notices: string[] = [];
  // Backwards: what refers to other rows goes first.
  for (const each of added.toReversed()) {
    if (!present.has(each.table)) {
      notices.push(`The table ${each.table} is not there any more`);
      continue;
    }
    tables.push(await undoTable(writer, id, each, notices));
  }
  for (const table of Object.values(recordTables))
    await writer.execute(sql`delete from ${name(table)} where import_id = ${id}`);
  return { id, tables: tables.toReversed(), notices };
}

async function undoTable(writer: Writer, id: string, added: AddedRows, notices: string[]): Promise<Undone> {
  const { table, created, rows } = added;
  if (created && (await isAlone(writer, id, added))) {
    await writer.execute(sql`drop table ${name(table)}`);
    return { name: table, dropped: true, rows };
  }
  return { name: table, dropped: false, rows: await removeRows(writer, added, notices) };
}

/** Whether the table holds this import's rows and nothing else, and no other import has rows in it. */
async function isAlone(writer: Writer, id: string, { table, rows, how }: AddedRows): Promise<boolean> {
  if (how.kind !== 'marked') return false;
  const [others] = await writer.ask(
    sql`select count(*) from ${name(recordTables.rows)} where table_name = ${table} and import_id <> ${id}`,
  );
  const [count] = await writer.ask(sql`select count(*) from ${name(table)}`);
  return Number(others?.[0]) === 0 && Number(count?.[0]) === rows;
}

async function removeRows(writer: Writer, { table, rows, how }: AddedRows, notices: string[]): Promise<number> {
  if (how.kind === 'marked') {
    const where = writer.marks.where(how);
    const found = await writer.marks.checksum(table, how.columns, where);
    const same = found.rows === rows && (how.checksum === '' || found.checksum === how.checksum);
    if (!same)
      throw new Failure(
        'BAD_INPUT',
        `Rows of ${table} were changed since this import, so Starling cannot tell which ones it added. Nothing was removed.`,
      );
    return writer.execute(sql`delete from ${name(table)} where ${where}`);
  }
  let removed = 0;
  for (const where of scopeConditions(how)) {
    if (how.kind === 'scope') removed += await writer.execute(sql`delete from ${name(table)} where ${where}`);
  }
  if (how.kind === 'shared' && how.values.length > 0)
    notices.push(`${how.values.length} rows that the import added to ${table} stay, because others may refer to them`);
  return removed;
}
