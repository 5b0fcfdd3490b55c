import { type FileHandle, open } from 'node:fs/promises';
import type { ExportProgress, ExportSource } from '#shared/model/export.ts';
import { tableFormatSchema } from '#shared/model/export.ts';
import type { ExportFormat, TableFormat } from '#shared/model/export-formats.ts';
import { Failure } from '#shared/model/failure.ts';
import { leftOutText } from '#shared/model/left-out-text.ts';
import { type OpenedDatabase, optionsOf } from '../opened-database.ts';
import { exporters } from './formats.ts';
import { seriesRows } from './series-rows.ts';
import { sessionBytes } from './session/session-formats.ts';
import { SessionTables } from './session/session-tables.ts';
import { rowsOf } from './sources.ts';
import type { ExportContext, TableStream } from './table-stream.ts';

export interface ExportInput {
  readonly source: ExportSource;
  readonly format: ExportFormat;
  /** A file that is not there yet. */
  readonly path: string;
  readonly scratch: string;
  readonly from: { readonly database: string; readonly version: string };
}

interface Watch {
  readonly signal: AbortSignal | undefined;
  progress(progress: ExportProgress): void;
}

/** Writes what is asked for to a new file, whose bytes are on the disk when this resolves. */
export async function writeExport(opened: OpenedDatabase, input: ExportInput, watch: Watch): Promise<void> {
  const { source, format, path } = input;
  const context = await contextOf(opened, input, watch.signal);
  let rows = 0;
  let expected: number | null = null;
  const counting = (table: TableStream) =>
    counted(table, (more) => {
      rows += more;
      watch.progress({ rows, share: shareOf(rows, expected), done: false });
    });
  if (source.kind === 'session') {
    const session = await SessionTables.read(await opened.lens(), source.session, optionsOf(watch.signal));
    await writeBytes(path, await sessionBytes(session, format, context, counting), watch.signal);
  } else if (source.kind === 'series') {
    const rows = seriesRows(await opened.lens(), source, optionsOf(watch.signal));
    await writeBytes(path, exporters[tableFormat(format)](counting(rows), context), watch.signal);
  } else {
    const write = exporters[tableFormat(format)];
    const found = await rowsOf(opened, source, watch.signal);
    expected = found.expected;
    try {
      await writeBytes(path, write(counting(found.rows), context), watch.signal);
    } finally {
      await found.rows.close?.();
    }
  }
  watch.progress({ rows, share: 1, done: true });
}

async function contextOf(
  opened: OpenedDatabase,
  { source, scratch, from }: ExportInput,
  signal: AbortSignal | undefined,
): Promise<ExportContext> {
  const { info } = opened.connection;
  const words: [string, string][] = [
    ['written by', `Starling ${from.version}`],
    ['database', from.database],
    ['engine', info.engineVersion],
    ['source', JSON.stringify(source)],
  ];
  if (info.snapshotTaken !== null) words.push(['as of', info.snapshotTaken]);
  const isRaw = source.kind === 'table' || source.kind === 'query';
  const left = isRaw ? null : (await opened.lens()).choice().leftOut;
  if (left !== null && !left.shown) words.push(['left out by findings', leftOutText(left)]);
  return { scratch, signal, title: titleOf(source), provenance: new Map(words) };
}

function titleOf(source: ExportSource): string {
  switch (source.kind) {
    case 'table':
      return source.table.name;
    case 'records':
      return source.table;
    case 'question':
      return source.question;
    default:
      return source.kind;
  }
}

function tableFormat(format: ExportFormat): TableFormat {
  const parsed = tableFormatSchema.safeParse(format);
  if (parsed.success) return parsed.data;
  throw new Failure('BAD_INPUT', 'Only a whole session can be written as JSON or zip; write a table as .jsonl or .csv');
}

/** A share of a number that is only an estimate stays below the whole. */
function shareOf(rows: number, expected: number | null): number | null {
  return expected === null || expected <= 0 ? null : Math.min(rows / expected, 0.99);
}

function counted(table: TableStream, count: (more: number) => void): TableStream {
  const { columns, batches, chunks } = table;
  const counting = async function* <T>(all: AsyncIterable<T>, size: (each: T) => number): AsyncGenerator<T> {
    for await (const each of all) {
      count(size(each));
      yield each;
    }
  };
  return {
    columns,
    batches: counting(batches, (batch) => batch.length),
    ...(chunks && { chunks: () => counting(chunks(), ({ chunk }) => chunk?.rowCount ?? 0) }),
  };
}

async function writeBytes(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const file = await open(path, 'wx');
  try {
    for await (const piece of bytes) {
      if (signal?.aborted) throw new Failure('CANCELLED', 'Cancelled');
      await writeAll(file, piece);
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, piece: Uint8Array): Promise<void> {
  try {
    for (let at = 0; at < piece.length; ) at += (await file.write(piece, at)).bytesWritten;
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    if (code !== 'ENOSPC' && code !== 'EDQUOT' && code !== 'EFBIG') throw thrown;
    throw new Failure('BAD_INPUT', 'There is no room for the file; make room or choose another place', {
      detail: message,
      cause: thrown,
    });
  }
}
