import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { Failure } from '#shared/model/failure.ts';
import { statementFailure } from '../../drivers/duckdb/failures.ts';
import { instanceSettings, literal } from '../../drivers/duckdb/settings.ts';
import { duckdbDialect } from '../../sql/dialects/duckdb.ts';
import type { ExportContext, Exporter, TableStream } from '../table-stream.ts';
import { type Staged, stageCells, stageChunks } from './stage.ts';

/**
 * Parquet by DuckDB, whatever engine the rows come from: they are put into a database of our own in the scratch folder
 * and copied out of it, each column with the narrowest type that holds all its values exactly.
 */
export const writeParquet: Exporter = async function* (rows, context) {
  const place = join(context.scratch, `export-${randomUUID()}`);
  const [stage, file] = [`${place}.duckdb`, `${place}.parquet`];
  try {
    await writeFile(rows, context, stage, file);
    for await (const piece of createReadStream(file, { highWaterMark: 1024 * 1024 })) yield piece as Uint8Array;
  } finally {
    for (const path of [stage, `${stage}.wal`, file]) await rm(path, { force: true });
  }
};

async function writeFile(rows: TableStream, context: ExportContext, stage: string, file: string): Promise<void> {
  if (rows.columns.length === 0) throw new Failure('BAD_INPUT', 'There are no columns that could be written to a file');
  const instance = await DuckDBInstance.create(stage, instanceSettings(context.scratch));
  try {
    const connection = await instance.connect();
    const stop = () => connection.interrupt();
    context.signal?.addEventListener('abort', stop, { once: true });
    try {
      await connection.run("set TimeZone = 'UTC'");
      const staged = await (rows.chunks ? stageChunks(connection, rows.chunks()) : stageCells(connection, rows));
      await copyOut(connection, rows, staged, context, file);
    } finally {
      context.signal?.removeEventListener('abort', stop);
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

async function copyOut(
  connection: DuckDBConnection,
  { columns }: TableStream,
  { values }: Staged,
  { provenance, signal }: ExportContext,
  file: string,
): Promise<void> {
  const select = columns.map(({ name }, at) => `${values[at]} as ${duckdbDialect.quote(name)}`).join(', ');
  const words = [...provenance].map(([key, value]) => `${duckdbDialect.quote(key)}: ${literal(value)}`).join(', ');
  const metadata = words === '' ? '' : `, kv_metadata {${words}}`;
  const statement = `copy (select ${select} from stage) to ${literal(file)} (format parquet, compression zstd${metadata})`;
  try {
    await connection.run(statement);
  } catch (thrown) {
    if (signal?.aborted) throw new Failure('CANCELLED', 'Cancelled', { cause: thrown });
    throw statementFailure(thrown, statement);
  }
}
