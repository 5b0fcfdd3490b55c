import { once } from 'node:events';
import type { Cell } from '#shared/model/cell.ts';
import { csvLine } from '#shared/model/csv.ts';
import type { AnswerColumn, StreamPiece } from '#shared/model/page.ts';
import type { Host } from '../../app/host.ts';
import { type Format, rowObject, textTable, writeLine } from '../output.ts';
import { withDatabase } from '../session.ts';

/** Rows shown to people; files and programs get all of them. */
const rowsShown = 1000;

/** `starling query DB SQL`: a person's own statement, read-only, streamed. */
export function printQuery(host: Host, name: string, sql: string, format: Format): Promise<void> {
  return withDatabase(host, name, async ({ client, database }) => {
    const limit = format.json || format.csv ? {} : { limit: rowsShown };
    await printPieces(await client.sql.run({ database, sql, ...limit }), format);
  });
}

type Pieces = AsyncIterable<StreamPiece>;

/** A streamed answer for people, or as JSON or CSV while it comes. */
export function printPieces(pieces: Pieces, format: Format): Promise<void> {
  if (format.json) return printJson(pieces);
  return format.csv ? printCsv(pieces) : printTable(pieces);
}

/** An array of objects, written as it comes. */
async function printJson(pieces: Pieces): Promise<void> {
  let columns: readonly AnswerColumn[] = [];
  let first = true;
  for await (const piece of pieces) {
    if (piece.kind === 'columns') {
      columns = piece.columns;
      await write('[');
    }
    if (piece.kind !== 'rows') continue;
    const lines = piece.rows.map((row) => JSON.stringify(rowObject(columns, row)));
    if (lines.length > 0) await write(`${first ? '\n' : ',\n'}${lines.join(',\n')}`);
    first &&= lines.length === 0;
  }
  await write(first ? ']\n' : '\n]\n');
}

async function printCsv(pieces: Pieces): Promise<void> {
  for await (const piece of pieces) {
    if (piece.kind === 'columns') await write(`${csvLine(piece.columns.map((column) => column.name))}\n`);
    if (piece.kind === 'rows') await write(piece.rows.map((row) => `${csvLine(row)}\n`).join(''));
  }
}

async function printTable(pieces: Pieces): Promise<void> {
  let columns: readonly AnswerColumn[] = [];
  const rows: (readonly Cell[])[] = [];
  for await (const piece of pieces) {
    if (piece.kind === 'columns') columns = piece.columns;
    if (piece.kind === 'rows') rows.push(...piece.rows.slice(0, rowsShown - rows.length));
    if (piece.kind === 'done' && piece.rows >= rowsShown)
      process.stderr.write(`The first ${rowsShown} rows; --csv or --json gives all\n`);
  }
  writeLine(
    textTable(
      columns.map((column) => column.name),
      rows,
    ),
  );
}

/** Waits while the reader of a pipe is slower than the engine. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
