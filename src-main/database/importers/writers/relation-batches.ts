import { type DuckDBConnection, type DuckDBDataChunk, DuckDBTypeId } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import { Failure } from '#shared/model/failure.ts';
import { statementFailure } from '../../drivers/duckdb/failures.ts';
import { type ColumnData, type ColumnValue, type Relation, RowsFailed, type TableBatch } from '../importer.ts';
import { doesNotFit, exactCast } from './exact-cast.ts';
import type { WriteTable } from './writer.ts';

/** Chunks of the engine that make one batch: 20,480 rows. */
const chunksAtOnce = 10;

/**
 * The rows of a relation as columns of few kinds, for engines that cannot read files: `wire` says as which of DuckDB's
 * types each column comes. Dates and timestamps come as the engine's own counts of days and microseconds.
 */
export async function* relationBatches(
  connection: DuckDBConnection,
  { select }: Relation,
  table: WriteTable,
  wire: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<TableBatch> {
  const inner = table.columns.map((_, at) => `c${at}`).join(', ');
  const values = table.columns.map((column, at) => exactCast(`c${at}`, column.type, wire[at] as string)).join(', ');
  yield* selectedBatches(connection, `select ${values} from (${select}) t(${inner})`, table.name, signal);
}

/** The rows of any select, as {@link relationBatches}. */
export async function* selectedBatches(
  connection: DuckDBConnection,
  text: string,
  table: string,
  signal: AbortSignal,
): AsyncGenerator<TableBatch> {
  try {
    await connection.run('begin transaction');
    const result = await connection.stream(text);
    const types = result.columnTypes().map((type) => type.typeId);
    let chunks: DuckDBDataChunk[] = [];
    for (;;) {
      if (signal.aborted) throw new Failure('CANCELLED', 'Cancelled');
      const chunk = await result.fetchChunk();
      const isEnd = chunk === null || chunk.rowCount === 0;
      if (!isEnd) chunks.push(chunk);
      if (chunks.length === chunksAtOnce || (isEnd && chunks.length > 0)) {
        yield batchOf(table, chunks, types);
        chunks = [];
      }
      if (isEnd) break;
    }
    await assertEnded(connection, text);
  } catch (thrown) {
    const words = thrown instanceof Error ? thrown.message : String(thrown);
    if (words.includes(doesNotFit) || /^(Conversion|Invalid Input) Error|CSV Error/.test(words))
      throw new RowsFailed(words);
    throw statementFailure(thrown, text.length > 2000 ? `${text.slice(0, 2000)}…` : text);
  } finally {
    await connection.run('rollback').catch(() => undefined);
  }
}

/**
 * A stream of the engine's that fails half-way ends as if it were complete; only its transaction knows. Then the statement
 * is run again without its rows, to hear why.
 */
async function assertEnded(connection: DuckDBConnection, text: string): Promise<void> {
  try {
    await connection.run('select 1');
  } catch {
    await connection.run('rollback').catch(() => undefined);
    await connection.run(`explain analyze ${text}`);
    throw new Failure('INTERNAL', 'Reading the files stopped before their end, so nothing was imported. Try again.');
  }
}

function batchOf(table: string, chunks: readonly DuckDBDataChunk[], types: readonly DuckDBTypeId[]): TableBatch {
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  return {
    table,
    rows,
    columns: types.map((type, at) =>
      joined(
        chunks.map((chunk) => columnOf(chunk, at, type)),
        rows,
      ),
    ),
  };
}

function joined(parts: readonly ColumnData[], rows: number): ColumnData {
  const [first] = parts;
  if (first === undefined) return [];
  const kind = first.constructor;
  if (Array.isArray(first) || parts.some((part) => part.constructor !== kind)) {
    const values: ColumnValue[] = [];
    for (const part of parts) for (let row = 0; row < part.length; row++) values.push(part[row] as ColumnValue);
    return values;
  }
  const whole = new (kind as Float64ArrayConstructor)(rows);
  let at = 0;
  for (const part of parts) {
    whole.set(part as Float64Array, at);
    at += part.length;
  }
  return whole;
}

type Raw = Float64ArrayConstructor | Float32ArrayConstructor | Int32ArrayConstructor | BigInt64ArrayConstructor;

/** Types whose vectors are arrays of numbers already. */
const raw: Partial<Readonly<Record<DuckDBTypeId, Raw>>> = {
  [DuckDBTypeId.DOUBLE]: Float64Array,
  [DuckDBTypeId.FLOAT]: Float32Array,
  [DuckDBTypeId.INTEGER]: Int32Array,
  [DuckDBTypeId.DATE]: Int32Array,
  [DuckDBTypeId.BIGINT]: BigInt64Array,
  [DuckDBTypeId.TIMESTAMP]: BigInt64Array,
  [DuckDBTypeId.TIMESTAMP_TZ]: BigInt64Array,
  [DuckDBTypeId.TIME]: BigInt64Array,
};

/** A column of a chunk; a typed array where it has no NULL. */
function columnOf(chunk: DuckDBDataChunk, at: number, type: DuckDBTypeId): ColumnData {
  const rows = chunk.rowCount;
  const Kind = raw[type];
  if (Kind === undefined) return valuesOf(chunk, at, type);
  const vector = duckdb.data_chunk_get_vector(chunk.chunk, at);
  const { buffer, byteOffset } = duckdb.vector_get_data(vector, rows * Kind.BYTES_PER_ELEMENT);
  const data = new Kind(buffer as ArrayBuffer, byteOffset, rows) as Float64Array;
  const validity = duckdb.vector_get_validity(vector, Math.ceil(rows / 64) * 8) as Uint8Array | null;
  if (validity === null || isAllValid(validity, rows)) return data;
  const values: ColumnValue[] = new Array(rows);
  for (let row = 0; row < rows; row++) {
    const valid = (((validity[row >>> 3] as number) >>> (row & 7)) & 1) === 1;
    values[row] = valid ? (data[row] as number) : null;
  }
  return values;
}

function isAllValid(validity: Uint8Array, rows: number): boolean {
  for (let row = 0; row < rows; row++) if ((((validity[row >>> 3] as number) >>> (row & 7)) & 1) === 0) return false;
  return true;
}

function valuesOf(chunk: DuckDBDataChunk, at: number, type: DuckDBTypeId): readonly ColumnValue[] {
  const vector = chunk.getColumnVector(at);
  const values: ColumnValue[] = new Array(chunk.rowCount);
  for (let row = 0; row < chunk.rowCount; row++) {
    const value = vector.getItem(row);
    values[row] =
      type === DuckDBTypeId.BLOB && value !== null ? (value as { bytes: Uint8Array }).bytes : (value as ColumnValue);
  }
  return values;
}
