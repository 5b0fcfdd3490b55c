import { type Data, type DataType, type Decimal, Type } from 'apache-arrow';
import { Failure } from '#shared/model/failure.ts';
import type { ColumnValue } from '../../importer.ts';
import { jsonReader } from './arrow-json.ts';
import { dateText, momentText, NotKept, timeText } from './arrow-times.ts';
import { timeUnits, unitOf } from './arrow-types.ts';

/** A column's value of a row. Throws {@link NotKept} for one that no database keeps as it is. */
export type ReadValue = (row: number) => ColumnValue;

type Numbers = ArrayLike<number>;
type Wide = ArrayLike<bigint>;

export function readerOf(data: Data): ReadValue {
  const read = validReader(data);
  return data.nullCount === 0 ? read : (row) => (data.getValid(row) ? read(row) : null);
}

function validReader(data: Data): ReadValue {
  const { values } = data;
  switch (data.type.typeId) {
    case Type.Null:
      return () => null;
    case Type.Bool:
      return (row) => (((values as Numbers)[row >> 3] as number) & (1 << (row & 7))) !== 0;
    case Type.Int:
      // Beyond the integers of SQLite, so its digits are what every engine takes.
      return values instanceof BigUint64Array
        ? (row) => String(values[row])
        : (row) => (values as Numbers | Wide)[row] as number | bigint;
    case Type.Float:
      return values instanceof Uint16Array
        ? (row) => halfFloat(values[row] as number)
        : (row) => (values as Numbers)[row] as number;
    case Type.Decimal:
      return decimalReader(data);
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Utf8View: {
      const bytes = bytesReader(data);
      return (row) => textOf(bytes(row));
    }
    case Type.Binary:
    case Type.LargeBinary:
    case Type.BinaryView:
    case Type.FixedSizeBinary:
      return bytesReader(data);
    case Type.Dictionary:
      return dictionaryReader(data);
    default:
      return timeReader(data) ?? jsonReader(data);
  }
}

function timeReader({ type, values }: Data): ReadValue | null {
  const count = (row: number): bigint => BigInt((values as Numbers | Wide)[row] as number | bigint);
  switch (type.typeId) {
    case Type.Date:
      return values instanceof Int32Array
        ? (row) => dateText(values[row] as number)
        : (row) => momentText(count(row), 3);
    case Type.Time: {
      const { digits } = timeUnits[unitOf(type)];
      return (row) => timeText(count(row), digits);
    }
    case Type.Timestamp: {
      const { digits } = timeUnits[unitOf(type)];
      const zoned = (type as { timezone?: string | null } & DataType).timezone && digits < 9 ? '+00' : '';
      return (row) => momentText(count(row), digits) + zoned;
    }
    case Type.Duration:
      return count;
    default:
      return null;
  }
}

/** Two's complement, the lowest word first. */
function decimalReader({ type, values, stride }: Data): ReadValue {
  const { scale } = type as Decimal;
  const words = values as Uint32Array;
  return (row) => {
    let value = 0n;
    for (let at = stride - 1; at >= 0; at--) value = (value << 32n) | BigInt(words[row * stride + at] as number);
    return decimalText(BigInt.asIntN(stride * 32, value), scale);
  };
}

function decimalText(value: bigint, scale: number): string {
  if (scale <= 0) return String(value * 10n ** BigInt(-scale));
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

const inlined = 12;
const viewSize = 16;

function bytesReader({ type, values, valueOffsets, stride, variadicBuffers }: Data): (row: number) => Uint8Array {
  const bytes = values as Uint8Array;
  if (type.typeId === Type.FixedSizeBinary) return (row) => bytes.subarray(row * stride, (row + 1) * stride);
  if (type.typeId === Type.BinaryView || type.typeId === Type.Utf8View) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return (row) => {
      const at = row * viewSize;
      const size = view.getInt32(at, true);
      if (size <= inlined) return bytes.subarray(at + 4, at + 4 + size);
      const buffer = variadicBuffers[view.getInt32(at + 8, true)];
      const from = view.getInt32(at + 12, true);
      return whole(buffer?.subarray(from, from + size), size);
    };
  }
  const offsets = valueOffsets as Numbers | Wide;
  return (row) => {
    const [from, to] = [Number(offsets[row]), Number(offsets[row + 1])];
    return whole(bytes.subarray(from, to), to - from);
  };
}

function whole(bytes: Uint8Array | undefined, size: number): Uint8Array {
  if (bytes?.length === size) return bytes;
  throw new Failure('FILE_CORRUPT', 'The Arrow file says more than it holds. Get a fresh copy.');
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textOf(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new NotKept('It holds bytes that are no text');
  }
}

function dictionaryReader({ values, dictionary }: Data): ReadValue {
  const chunks = (dictionary?.data ?? []).map((chunk) => ({ length: chunk.length, read: readerOf(chunk) }));
  return (row) => {
    let at = Number((values as Numbers | Wide)[row]);
    for (const { length, read } of chunks) {
      if (at < length) return read(at);
      at -= length;
    }
    throw new Failure('FILE_CORRUPT', 'The Arrow file refers to words that it does not hold. Get a fresh copy.');
  };
}

function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 0x3ff;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}
