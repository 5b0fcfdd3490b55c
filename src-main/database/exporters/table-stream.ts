import type { Cell } from '#shared/model/cell.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import type { Chunk } from '../drivers/duckdb/connection.ts';

/** Rows on their way to a file: whole cells in batches, read once. */
export interface TableStream {
  readonly columns: readonly AnswerColumn[];
  readonly batches: AsyncIterable<readonly (readonly Cell[])[]>;
  /** The same rows as DuckDB holds them, instead of `batches`, where they come from there. */
  readonly chunks?: (() => AsyncIterable<Chunk>) | undefined;
  /** Ends the statement behind the rows, read or not. */
  readonly close?: (() => Promise<void>) | undefined;
}

/** What a format may need besides the rows. */
export interface ExportContext {
  /** A folder of our own; emptied by whoever made it. */
  readonly scratch: string;
  readonly signal: AbortSignal | undefined;
  /** What the rows are, for people: the name of a sheet. */
  readonly title: string;
  /** Key and value, for the metadata of formats that have any. */
  readonly provenance: ReadonlyMap<string, string>;
}

/** A format: the bytes of a file that holds the rows. Members: see `formats.ts`. */
export type Exporter = (rows: TableStream, context: ExportContext) => AsyncIterable<Uint8Array>;

/** Text as bytes of a useful size. */
export async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
    if (text.length < pieceSize) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}

const pieceSize = 256 * 1024;
