import { type DuckDBConnection, DuckDBDataChunk, VARCHAR } from '@duckdb/node-api';
import type { Cell } from '#shared/model/cell.ts';
import type { Chunk } from '../../drivers/duckdb/connection.ts';
import type { TableStream } from '../table-stream.ts';
import { ColumnFinder } from './column-finder.ts';

/** Rows in the table `stage`, and per column the expression of its value with the type it is to have. */
export interface Staged {
  readonly values: readonly string[];
}

/** Rows of DuckDB as they are: chunks go from one instance into the other, whatever their types. */
export async function stageChunks(connection: DuckDBConnection, chunks: AsyncIterable<Chunk>): Promise<Staged> {
  let appender: Awaited<ReturnType<DuckDBConnection['createAppender']>> | undefined;
  let values: readonly string[] = [];
  for await (const { types, chunk } of chunks) {
    if (appender === undefined) {
      await connection.run(`create table stage (${types.map((type, at) => `c${at} ${type}`).join(', ')})`);
      appender = await connection.createAppender('stage');
      values = types.map((_, at) => `c${at}`);
    }
    if (chunk !== null) appender.appendDataChunk(chunk);
  }
  appender?.closeSync();
  return { values };
}

/** Rows of one data chunk, which is also DuckDB's own vector size. */
const chunkRows = 2048;

/** Rows of other engines as text; what type each column gets is known when all its values were seen. */
export async function stageCells(connection: DuckDBConnection, { columns, batches }: TableStream): Promise<Staged> {
  const finders = columns.map((column) => new ColumnFinder(column));
  const types = columns.map(() => VARCHAR);
  await connection.run(`create table stage (${types.map((type, at) => `c${at} ${type}`).join(', ')})`);
  const appender = await connection.createAppender('stage');
  const chunk = DuckDBDataChunk.create(types, chunkRows);
  for await (const batch of batches) {
    for (let first = 0; first < batch.length; first += chunkRows) {
      fill(chunk, finders, batch.slice(first, first + chunkRows));
      appender.appendDataChunk(chunk);
    }
  }
  appender.closeSync();
  return { values: finders.map((finder, at) => finder.expression(`c${at}`)) };
}

function fill(chunk: DuckDBDataChunk, finders: readonly ColumnFinder[], rows: readonly (readonly Cell[])[]): void {
  chunk.reset();
  chunk.rowCount = rows.length;
  finders.forEach((finder, at) => {
    const vector = chunk.getColumnVector(at);
    rows.forEach((row, index) => {
      vector.setItem(index, finder.take(row[at] ?? null));
    });
    vector.flush();
  });
}
