import {
  BIGINT,
  BLOB,
  BOOLEAN,
  blobValue,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api';
import { Failure } from '#shared/model/failure.ts';
import { duckdbDialect } from '../../sql/dialects/duckdb.ts';
import type { ColumnData, ColumnValue, TableBatch } from '../importer.ts';
import { isNested, plainType } from '../types.ts';
import { exactCast } from './exact-cast.ts';
import type { Loader, WriteTable } from './writer.ts';

/** Rows of one data chunk, which is also DuckDB's own vector size. */
const chunkRows = 2048;
/** Rows gathered in a temporary table before they go on: more would cost memory, fewer time. */
const stagedRows = 200_000;

let stages = 0;

/** Batches on their way into a DuckDB table: appended to a temporary one of plain types, and cast by the engine. */
export class DuckdbStage implements Loader {
  readonly #connection: DuckDBConnection;
  readonly #table: WriteTable;
  readonly #execute: (statement: string) => Promise<number>;
  readonly #name: string;
  readonly #types: readonly DuckDBType[];
  #staged = 0;
  #written = 0;

  constructor(connection: DuckDBConnection, table: WriteTable, execute: (statement: string) => Promise<number>) {
    this.#connection = connection;
    this.#table = table;
    this.#execute = execute;
    stages += 1;
    this.#name = `starling_stage_${stages}`;
    this.#types = table.columns.map(({ type }) => stageType(type));
  }

  async write(batch: TableBatch): Promise<void> {
    if (this.#staged === 0) await this.#begin();
    await appendBatch(this.#connection, this.#name, this.#types, batch);
    this.#staged += batch.rows;
    if (this.#staged >= stagedRows) await this.#pass();
  }

  async flush(): Promise<void> {
    if (this.#staged > 0) await this.#pass();
  }

  async finish(): Promise<number> {
    await this.flush();
    return this.#written;
  }

  async #begin(): Promise<void> {
    const columns = this.#types.map((type, at) => `c${at} ${type.toString()}`).join(', ');
    await this.#execute(`create temp table ${this.#name} (${columns})`);
  }

  async #pass(): Promise<void> {
    const { name, columns } = this.#table;
    const names = columns.map((column) => duckdbDialect.quote(column.name)).join(', ');
    const values = columns.map((column, at) => {
      const value = castOf(`c${at}`, column.type);
      return column.exact ? exactCast(value, column.type, column.declared) : value;
    });
    this.#written += await this.#execute(
      `insert into ${duckdbDialect.quote(name)} (${names}) select ${values.join(', ')} from temp.main.${this.#name}`,
    );
    await this.#execute(`drop table temp.main.${this.#name}`);
    this.#staged = 0;
  }
}

/** Appends a batch to a temporary table of such columns. */
export async function appendBatch(
  connection: DuckDBConnection,
  name: string,
  types: readonly DuckDBType[],
  batch: Pick<TableBatch, 'rows' | 'columns'>,
): Promise<void> {
  const appender = await connection.createAppender(name, 'main', 'temp');
  const chunk = DuckDBDataChunk.create(types, chunkRows);
  for (let first = 0; first < batch.rows; first += chunkRows) {
    const rows = Math.min(chunkRows, batch.rows - first);
    chunk.reset();
    chunk.rowCount = rows;
    batch.columns.forEach((data, at) => {
      fill(chunk, at, types[at] as DuckDBType, data, first, rows);
    });
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** Text of nested values is JSON, which the engine reads back into its own types. */
export function castOf(column: string, type: string): string {
  return isNested(type) ? `cast(cast(${column} as json) as ${type})` : `cast(${column} as ${type})`;
}

const integers = ['TINYINT', 'SMALLINT', 'INTEGER', 'UTINYINT', 'USMALLINT'];

export function stageType(type: string): DuckDBType {
  const plain = plainType(type);
  if (plain === 'DOUBLE' || plain === 'FLOAT') return DOUBLE;
  if (integers.includes(plain)) return INTEGER;
  if (plain === 'BIGINT' || plain === 'UINTEGER') return BIGINT;
  if (plain === 'BOOLEAN') return BOOLEAN;
  return plain === 'BLOB' ? BLOB : VARCHAR;
}

function fill(
  chunk: DuckDBDataChunk,
  at: number,
  type: DuckDBType,
  data: ColumnData,
  first: number,
  rows: number,
): void {
  const vector = chunk.getColumnVector(at);
  if (data instanceof Float64Array && type === DOUBLE) {
    for (let row = 0; row < rows; row++) vector.setItem(row, data[first + row] as number);
  } else {
    for (let row = 0; row < rows; row++) vector.setItem(row, itemOf(data[first + row] as ColumnValue, type));
  }
  vector.flush();
}

/** A value as its stage column takes it. Throws for a value that is none of the column's type: a mistake of the importer. */
function itemOf(value: ColumnValue, type: DuckDBType): DuckDBValue {
  if (value === null) return null;
  if (value instanceof Uint8Array && type === BLOB) return blobValue(value);
  if (type === VARCHAR) return typeof value === 'string' ? value : String(value);
  if (type === BIGINT) return BigInt(value as number | bigint);
  if (type === DOUBLE) return Number(value);
  if (type === INTEGER && typeof value === 'bigint') return Number(value);
  const fits = type === INTEGER ? Number.isInteger(value) : type === BOOLEAN && typeof value === 'boolean';
  if (!fits) throw new Failure('INTERNAL', `An importer gave ${String(value)} for a column of type ${type.toString()}`);
  return value as number | boolean;
}
