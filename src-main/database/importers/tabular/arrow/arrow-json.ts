import { type Data, type Field, type FixedSizeList, IntervalUnit, Type, UnionMode } from 'apache-arrow';
import type { ColumnValue } from '../../importer.ts';
import { unitOf } from './arrow-types.ts';
import { readerOf } from './arrow-values.ts';

type ReadText = (row: number) => string;

/**
 * Lists, structs, maps (as lists of key and value), unions and intervals as JSON. Integers and decimals keep all their
 * digits; what JSON has no number for (NaN, Infinity) is text.
 */
export function jsonReader(data: Data): ReadText {
  switch (data.type.typeId) {
    case Type.Struct:
      return structReader(data);
    case Type.List:
    case Type.LargeList:
    case Type.Map:
    case Type.FixedSizeList:
      return listReader(data);
    case Type.Union:
      return unionReader(data);
    default:
      return intervalReader(data);
  }
}

function innerReader(data: Data): ReadText {
  const { typeId } = data.type;
  const read = readerOf(data);
  const isJson = [
    Type.Struct,
    Type.List,
    Type.LargeList,
    Type.FixedSizeList,
    Type.Map,
    Type.Union,
    Type.Interval,
  ].includes(typeId);
  const isNumber = typeId === Type.Int || typeId === Type.Decimal;
  return (row) => {
    const value = read(row);
    return typeof value === 'string' && (isJson || isNumber) ? value : jsonOf(value);
  };
}

function jsonOf(value: ColumnValue): string {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Uint8Array) return JSON.stringify(`\\x${Buffer.from(value).toString('hex')}`);
  if (typeof value !== 'number') return JSON.stringify(value);
  if (Object.is(value, -0)) return '-0.0';
  return Number.isFinite(value) ? String(value) : JSON.stringify(String(value));
}

function structReader({ type, children }: Data): ReadText {
  const names = (type.children as readonly Field[]).map(({ name }) => JSON.stringify(name));
  const readers = children.map(innerReader);
  return (row) => `{${readers.map((read, at) => `${names[at]}:${read(row)}`).join(',')}}`;
}

function listReader({ type, children, valueOffsets }: Data): ReadText {
  const read = innerReader(children[0] as Data);
  const offsets = valueOffsets as ArrayLike<number | bigint>;
  const size = type.typeId === Type.FixedSizeList ? (type as FixedSizeList).listSize : null;
  return (row) => {
    const from = size === null ? Number(offsets[row]) : row * size;
    const to = size === null ? Number(offsets[row + 1]) : from + size;
    return `[${Array.from({ length: to - from }, (_, at) => read(from + at)).join(',')}]`;
  };
}

function unionReader({ type, children, typeIds, valueOffsets }: Data): ReadText {
  const { mode, typeIdToChildIndex } = type as {
    mode?: UnionMode;
    typeIdToChildIndex?: Record<number, number>;
  } & Data['type'];
  const readers = children.map(innerReader);
  return (row) => {
    const read = readers[typeIdToChildIndex?.[(typeIds as Int8Array)[row] as number] ?? 0] as ReadText;
    return read(mode === UnionMode.Dense ? Number((valueOffsets as Int32Array)[row]) : row);
  };
}

function intervalReader({ type, values }: Data): ReadText {
  const words = values as Int32Array;
  const unit = unitOf(type) as number as IntervalUnit;
  if (unit === IntervalUnit.YEAR_MONTH) return (row) => `{"months":${words[row]}}`;
  if (unit === IntervalUnit.DAY_TIME) return (row) => `{"days":${words[row * 2]},"milliseconds":${words[row * 2 + 1]}}`;
  return (row) => {
    const at = row * 4;
    const nanoseconds = (BigInt(words[at + 3] as number) << 32n) | BigInt((words[at + 2] as number) >>> 0);
    return `{"months":${words[at]},"days":${words[at + 1]},"nanoseconds":${nanoseconds}}`;
  };
}
