import { type DuckDBDataChunk, type DuckDBResult, type DuckDBType, DuckDBTypeId } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import { cellNumber } from '#shared/model/cell.ts';
import { columnCells } from './values.ts';

type Fixed = Float64Array | Float32Array | Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array;

interface FixedKind {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, offset: number, length: number): Fixed;
}

/** Types whose vectors are arrays of numbers already. */
const fixed: Partial<Readonly<Record<DuckDBTypeId, FixedKind>>> = {
  [DuckDBTypeId.DOUBLE]: Float64Array,
  [DuckDBTypeId.FLOAT]: Float32Array,
  [DuckDBTypeId.TINYINT]: Int8Array,
  [DuckDBTypeId.SMALLINT]: Int16Array,
  [DuckDBTypeId.INTEGER]: Int32Array,
  [DuckDBTypeId.UTINYINT]: Uint8Array,
  [DuckDBTypeId.USMALLINT]: Uint16Array,
  [DuckDBTypeId.UINTEGER]: Uint32Array,
  [DuckDBTypeId.BOOLEAN]: Uint8Array,
};

/** A whole answer as one array of doubles per column; NULL and what is no number become NaN. */
export async function numberColumns(result: DuckDBResult): Promise<Float64Array[]> {
  const types = result.columnTypes();
  let columns: Float64Array[] = types.map(() => new Float64Array(2048));
  let rows = 0;
  for await (const chunk of result) {
    const end = rows + chunk.rowCount;
    if (columns[0] && end > columns[0].length) columns = columns.map((column) => grown(column, end));
    types.forEach((type, index) => {
      fill((columns[index] as Float64Array).subarray(rows, end), chunk, index, type);
    });
    rows = end;
  }
  return columns.map((column) => column.slice(0, rows));
}

/** Chunks as one array of doubles per column; the arrays are used again for the next chunk. */
export function chunkNumbers(): (chunk: DuckDBDataChunk, types: readonly DuckDBType[]) => readonly Float64Array[] {
  const room: Float64Array[] = [];
  return (chunk, types) =>
    types.map((type, index) => {
      if (chunk.rowCount > (room[index]?.length ?? 0)) room[index] = new Float64Array(chunk.rowCount);
      const column = room[index]!.subarray(0, chunk.rowCount);
      fill(column, chunk, index, type);
      return column;
    });
}

function grown(column: Float64Array, atLeast: number): Float64Array {
  const larger = new Float64Array(Math.max(atLeast, column.length * 2));
  larger.set(column);
  return larger;
}

function fill(target: Float64Array, chunk: DuckDBDataChunk, column: number, type: DuckDBType): void {
  const kind = fixed[type.typeId];
  const vector = duckdb.data_chunk_get_vector(chunk.chunk, column);
  const count = target.length;
  if (kind) {
    const { buffer, byteOffset } = duckdb.vector_get_data(vector, count * kind.BYTES_PER_ELEMENT);
    target.set(new kind(buffer, byteOffset, count));
  } else if (type.typeId === DuckDBTypeId.BIGINT || type.typeId === DuckDBTypeId.UBIGINT) {
    fillLong(target, duckdb.vector_get_data(vector, count * 8), type.typeId === DuckDBTypeId.BIGINT);
  } else {
    columnCells(chunk, column, type).forEach((cell, row) => {
      target[row] = cellNumber(cell) ?? Number.NaN;
    });
    return;
  }
  const validity = duckdb.vector_get_validity(vector, Math.ceil(count / 64) * 8) as Uint8Array | null;
  if (validity) clearInvalid(target, validity);
}

/** 64-bit integers from their halves: sixty times faster than through BigInt, and rounded the same. */
function fillLong(target: Float64Array, { buffer, byteOffset }: Uint8Array, signed: boolean): void {
  const low = new Uint32Array(buffer, byteOffset, target.length * 2);
  const high = signed ? new Int32Array(buffer, byteOffset, target.length * 2) : low;
  for (let row = 0; row < target.length; row++)
    target[row] = (high[2 * row + 1] as number) * 4_294_967_296 + (low[2 * row] as number);
}

/** One bit per row, lowest first; 0 is NULL. */
function clearInvalid(target: Float64Array, validity: Uint8Array): void {
  for (let row = 0; row < target.length; row++) {
    if ((((validity[row >>> 3] as number) >>> (row & 7)) & 1) === 0) target[row] = Number.NaN;
  }
}
