import { type Data, DataType, type Schema } from 'apache-arrow';
import { Failure } from '#shared/model/failure.ts';
import type { Reject } from '#shared/model/import.ts';
import type { ColumnData, ColumnValue, Prepared, StreamContext, TableBatch } from '../../importer.ts';
import type { Offer, OfferedFile } from '../../offer.ts';
import { fileColumn } from '../columns.ts';
import { type TabularOptions, tableNameOf } from '../options.ts';
import { ArrowFile } from './arrow-file.ts';
import { NotKept } from './arrow-times.ts';
import { arrowColumns } from './arrow-types.ts';
import { readerOf } from './arrow-values.ts';

/** Rows passed on at a time, and rows shown. */
const rowsAtOnce = 10_000;
const shown = 20;
const longestRaw = 1000;

/** Arrow files and streams, Feather among them, as one table. */
export async function prepareArrow(offer: Offer, options: TabularOptions): Promise<Prepared> {
  const [first] = offer.files as [OfferedFile];
  await refuseFeather1(first);
  await using opened = await ArrowFile.open(first.path, first.name);
  const { schema } = opened;
  const several = offer.files.length > 1 && options.fileColumn;
  const own = arrowColumns(schema.fields);
  const columns = several ? [...own, fileColumn(own)] : own;
  const name = tableNameOf(offer, options);
  const { open, preview } = await firstRows(
    opened,
    first,
    own.map((column) => column.name),
    several,
  );
  for (const file of offer.files.slice(1)) open.push(...(await sameColumns(file, schema)));
  const notices = open.map((each) => `${each} has no end mark: it is still written to, or was cut off`);
  const stream = (context: StreamContext) =>
    rowsOf(offer, { table: name, names: own.map((column) => column.name), several }, context);
  return {
    sessions: [],
    tables: [{ name, columns, rows: null, preview }],
    leftOut: [],
    notices,
    questions: [],
    stream,
  };
}

async function firstRows(
  opened: ArrowFile,
  file: OfferedFile,
  names: readonly string[],
  several: boolean,
): Promise<{ open: string[]; preview: readonly (readonly ColumnValue[])[] }> {
  const into: Into = { table: '', names, several };
  const preview: ColumnValue[][] = [];
  for await (const { data } of opened.batches(file.name)) {
    const { columns, rows } = batchOf(data.children, 0, Math.min(shown, data.length), file, into, () => undefined, 0);
    for (let row = 0; row < rows; row++) preview.push(columns.map((values) => values[row] as ColumnValue));
    if (preview.length > 0) break;
  }
  return { open: opened.isEnded ? [] : [file.name], preview };
}

async function refuseFeather1(file: OfferedFile): Promise<void> {
  if (Buffer.from((await file.head()).subarray(0, 4)).toString('latin1') !== 'FEA1') return;
  throw new Failure(
    'VERSION_UNSUPPORTED',
    `${file.name} is Feather of version 1, which nobody writes any more. Write it as version 2: pandas.read_feather(…).to_feather(…).`,
  );
}

/** The name of a file without an end mark; throws for one that is no part of the same table. */
async function sameColumns(file: OfferedFile, schema: Schema): Promise<readonly string[]> {
  await refuseFeather1(file);
  await using opened = await ArrowFile.open(file.path, file.name);
  const text = ({ fields }: Schema): string => fields.map(({ name, type }) => `${name} ${type}`).join('\n');
  if (text(opened.schema) === text(schema)) return opened.isEnded ? [] : [file.name];
  throw new Failure(
    'BAD_INPUT',
    `${file.name} has other columns than the files before it, so they are no one table. Import them one by one.`,
  );
}

interface Into {
  readonly table: string;
  readonly names: readonly string[];
  /** Whether each row says its file. */
  readonly several: boolean;
}

async function* rowsOf(
  offer: Offer,
  into: Into,
  { signal, reject, readTo }: StreamContext,
): AsyncGenerator<TableBatch> {
  let bytes = 0;
  for (const file of offer.files) {
    await using opened = await ArrowFile.open(file.path, file.name);
    let before = 0;
    for await (const { data } of opened.batches(file.name)) {
      for (let first = 0; first < data.length; first += rowsAtOnce) {
        signal.throwIfAborted();
        const last = Math.min(data.length, first + rowsAtOnce);
        yield batchOf(data.children, first, last, file, into, reject, before);
      }
      before += data.length;
    }
    bytes += file.bytes;
    readTo(bytes);
  }
}

/** Rows `first` up to `last` of a record batch, without those that cannot be kept. */
function batchOf(
  children: readonly Data[],
  first: number,
  last: number,
  file: OfferedFile,
  { table, names, several }: Into,
  reject: (reject: Reject) => void,
  before: number,
): TableBatch {
  const faults = new Map<number, { readonly column: string; readonly reason: string }>();
  const read = children.map((data, at) =>
    columnOf(data, first, last, (row, reason) => {
      if (!faults.has(row)) faults.set(row, { column: names[at] as string, reason });
    }),
  );
  const all: ColumnData[] = several ? [...read, new Array<string>(last - first).fill(file.name)] : read;
  for (const [row, fault] of faults) {
    const raw = all.map((values) => String(values[row] ?? '')).join('\t');
    reject({ file: file.name, line: before + first + row + 1, ...fault, raw: raw.slice(0, longestRaw) });
  }
  const rows = last - first - faults.size;
  const places = Array.from({ length: last - first }, (_, row) => row).filter((row) => !faults.has(row));
  const kept = (values: ColumnData): ColumnData =>
    faults.size === 0 ? values : Array.from(values as ArrayLike<ColumnValue>).filter((_, row) => !faults.has(row));
  const origin = (row: number) => ({ file: file.name, line: before + first + (places[row] ?? row) + 1 });
  return { table, rows, columns: all.map(kept), origin };
}

/** A column as it is where it is an array of numbers without NULL, and value by value where it is not. */
function columnOf(data: Data, first: number, last: number, fault: (row: number, reason: string) => void): ColumnData {
  const { values, nullCount, type } = data;
  const isPlain = DataType.isInt(type) || DataType.isFloat(type) || DataType.isDuration(type);
  if (nullCount === 0 && isPlain && isTyped(values)) return values.subarray(first, last);
  const read = readerOf(data);
  const column: ColumnValue[] = new Array(last - first);
  for (let row = first; row < last; row++) {
    try {
      column[row - first] = read(row);
    } catch (thrown) {
      if (!(thrown instanceof NotKept)) throw thrown;
      column[row - first] = null;
      fault(row - first, thrown.message);
    }
  }
  return column;
}

function isTyped(values: unknown): values is Float64Array | Float32Array | Int32Array | BigInt64Array {
  return (
    values instanceof Float64Array ||
    values instanceof Float32Array ||
    values instanceof Int32Array ||
    values instanceof BigInt64Array
  );
}
