import type { Cell } from '#shared/model/cell.ts';
import { csvLine } from '#shared/model/csv.ts';
import { Failure } from '#shared/model/failure.ts';
import type { Host } from '../../app/host.ts';
import { type Format, rowObject, textTable, writeExact, writeJson, writeLine } from '../output.ts';
import { allRows, type Session, withDatabase } from '../session.ts';

interface Options extends Format {
  readonly table?: string | undefined;
  readonly of?: string | undefined;
}

/** `starling records DB`: which record tables there are; with `--table` the rows of one, of a session or episode or of all. */
export function printRecords(host: Host, name: string, { table, of, ...format }: Options): Promise<void> {
  return withDatabase(host, { ...format, name }, async (session) => {
    const { client, database } = session;
    if (table !== undefined) return printRows(session, table, of, format);
    if (of !== undefined)
      throw new Failure('BAD_INPUT', 'Say which records: --table, one of those listed without --of');
    const { records } = await client.lens.get({ database });
    if (format.json) return writeJson(records.map(({ id, word: [, title], of: level }) => ({ id, title, of: level })));
    const lines = records.map(({ id, word: [, title], of: level }) => [id, title, level]);
    const columns = ['table', 'title', 'of'];
    if (format.csv) writeExact([columns, ...lines].map(csvLine).join('\n'));
    else writeLine(textTable(columns, lines));
  });
}

async function printRows(
  { client, database }: Session,
  table: string,
  of: string | undefined,
  format: Format,
): Promise<void> {
  const which = of === undefined ? { database, table } : { database, table, of };
  const objects: Record<string, unknown>[] = [];
  const lines: (readonly Cell[])[] = [];
  let columns: string[] = [];
  for await (const page of allRows((request) => client.records.page({ ...which, request }))) {
    if (format.csv && columns.length === 0) writeExact(csvLine(page.columns.map((column) => column.name)));
    columns = page.columns.map((column) => column.name);
    for (const row of page.rows) {
      if (format.csv) writeExact(csvLine(row));
      else if (format.json) objects.push(rowObject(page.columns, row));
      else lines.push(row);
    }
  }
  if (format.json) writeJson(objects);
  else if (!format.csv) writeLine(textTable(columns, lines));
}
