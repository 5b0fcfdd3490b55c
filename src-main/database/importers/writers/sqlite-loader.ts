import type Database from 'better-sqlite3';
import { sqliteDialect } from '../../sql/dialects/sqlite.ts';
import { type ColumnData, RowsFailed, type TableBatch } from '../importer.ts';
import type { WriteColumn, WriteTable } from './writer.ts';

/** Values bound by one statement: more rows a statement are quicker, up to a point. */
const valuesAtOnce = 400;

type Bound = null | number | bigint | string | Uint8Array;

/** Inserts batches, several rows a statement. Integers are bound as integers, NaN as the text `NaN`. */
export class SqliteLoader {
  readonly #database: Database.Database;
  readonly #table: WriteTable;
  readonly #rowsAtOnce: number;
  readonly #many: Database.Statement;
  readonly #one: Database.Statement;
  written = 0;

  constructor(database: Database.Database, table: WriteTable) {
    this.#database = database;
    this.#table = table;
    this.#rowsAtOnce = Math.max(1, Math.floor(valuesAtOnce / table.columns.length));
    this.#many = this.#prepare(this.#rowsAtOnce);
    this.#one = this.#prepare(1);
  }

  write({ rows, columns }: TableBatch): void {
    const bind = columns.map((data, at) => binder(data, this.#table.columns[at] as WriteColumn));
    const width = columns.length;
    const values: Bound[] = new Array(this.#rowsAtOnce * width);
    let row = 0;
    for (; row + this.#rowsAtOnce <= rows; row += this.#rowsAtOnce) {
      let to = 0;
      for (let each = row; each < row + this.#rowsAtOnce; each++)
        for (let at = 0; at < width; at++) values[to++] = (bind[at] as (row: number) => Bound)(each);
      this.#many.run(values);
    }
    for (; row < rows; row++) this.#one.run(bind.map((value) => value(row)));
    this.written += rows;
  }

  /** Adds one row; a table's own way with conflicts does not count. */
  writeRow({ columns }: TableBatch, row: number): void {
    this.#one.run(columns.map((data, at) => binder(data, this.#table.columns[at] as WriteColumn)(row)));
    this.written += 1;
  }

  #prepare(rows: number): Database.Statement {
    const names = this.#table.columns.map((column) => sqliteDialect.quote(column.name)).join(', ');
    const tuple = `(${this.#table.columns.map(() => '?').join(', ')})`;
    const tuples = Array.from({ length: rows }, () => tuple).join(', ');
    return this.#database.prepare(
      `insert or abort into ${sqliteDialect.quote(this.#table.name)} (${names}) values ${tuples}`,
    );
  }
}

/** Reads values of a column as they are bound. */
function binder(data: ColumnData, column: WriteColumn): (row: number) => Bound {
  const { type, declared } = column;
  if (data instanceof Float64Array) return (row) => double(data[row] as number);
  if (data instanceof Int32Array) return (row) => data[row] as number;
  if (data instanceof BigInt64Array) return (row) => integer(data[row] as bigint);
  const isLarge = /^U?(HUGEINT|BIGINT)$/.test(type) && !/CHAR|CLOB|TEXT|BLOB/i.test(declared);
  const isReal = /^(DOUBLE|FLOAT)$/.test(type);
  const ofText = column.exact && type === 'VARCHAR' ? textRule(column) : null;
  return (row) => {
    const value = data[row];
    if (typeof value === 'number')
      return isReal || !Number.isSafeInteger(value) ? double(value) : integer(BigInt(value));
    if (typeof value === 'boolean') return value ? 1 : 0;
    if (typeof value === 'string') return isLarge ? whole(value) : (ofText?.(value) ?? value);
    return typeof value === 'bigint' ? integer(value) : (value ?? null);
  };
}

/**
 * Text for a column that SQLite makes numbers of where it can: none may become another text (`007`), and columns of integers
 * and reals take numbers only, as they do in other engines. `null` for columns that keep text.
 * Affinity: https://www.sqlite.org/datatype3.html#determination_of_column_affinity
 */
function textRule({ name, declared }: WriteColumn): ((value: string) => string) | null {
  const isWhole = /INT/i.test(declared);
  if (!isWhole && (declared === '' || /CHAR|CLOB|TEXT|BLOB/i.test(declared))) return null;
  const numbersOnly = isWhole || /REAL|FLOA|DOUB/i.test(declared);
  return (value) => {
    const isNumber = /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(value);
    const stays = isNumber ? staysNumber(value, isWhole) : !numbersOnly;
    if (stays) return value;
    throw new RowsFailed(`“${value.slice(0, 60)}” would not stay as it is as ${declared}`, name);
  };
}

function staysNumber(value: string, whole: boolean): boolean {
  if (/^(0|-?[1-9]\d*)$/.test(value)) return BigInt.asIntN(64, BigInt(value)) === BigInt(value);
  return !whole && String(Number(value)) === value;
}

/** Digits for a column of numbers: text that SQLite cannot keep as an integer it would make a double. */
function whole(value: string): Bound {
  const number = BigInt(value);
  if (BigInt.asIntN(64, number) === number) return integer(number);
  throw new RowsFailed(`${value} is beyond the integers of SQLite`);
}

/** SQLite makes NaN NULL, which is another thing: the text keeps it. */
function double(value: number): Bound {
  return Number.isNaN(value) ? 'NaN' : value;
}

/** A small integer is bound quickest as a number; a large one would become a double. */
function integer(value: bigint): Bound {
  return value >= -2_147_483_648n && value <= 2_147_483_647n ? Number(value) : value;
}
