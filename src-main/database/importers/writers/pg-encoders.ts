import { Failure } from '#shared/model/failure.ts';
import { type ColumnValue, RowsFailed } from '../importer.ts';
import type { CopyBuffer } from './copy-buffer.ts';
import { numericBytes } from './pg-numeric.ts';
import { daysOf, microsecondsOf, timeOf } from './pg-times.ts';

/** Writes one value with its length, in COPY's binary format. */
export type Encoder = (buffer: CopyBuffer, value: ColumnValue) => void;

export interface TypeEncoder {
  /** As which of DuckDB's types the values are read best. */
  readonly wire: string;
  readonly encode: Encoder;
}

/** How a column of a Postgres type is written; `null` for types that only the server's own text input knows. */
export function encoderOf(declared: string): TypeEncoder | null {
  const plain = declared
    .toLowerCase()
    .replace(/\(.*?\)/, '')
    .replace(/\s+/g, ' ')
    .trim();
  return encoders[plain] ?? null;
}

/** A decimal for a column of so many digits behind the point, which would round more. */
export function scaledNumeric(declared: string): TypeEncoder | null {
  const scale = /^numeric\(\d+,\s*(\d+)\)$/i.exec(declared.trim())?.[1];
  if (scale === undefined) return null;
  const { wire, encode } = encoders['numeric'] as TypeEncoder;
  return {
    wire,
    encode: (buffer, value) => {
      const digits = /\.(\d*?)0*$/.exec(String(value))?.[1]?.length ?? 0;
      if (digits > Number(scale)) throw new RowsFailed(`“${String(value)}” would not stay as it is as ${declared}`);
      encode(buffer, value);
    },
  };
}

function orNull(encode: (buffer: CopyBuffer, value: Exclude<ColumnValue, null>) => void): Encoder {
  return (buffer, value) => {
    if (value === null) buffer.int32(-1);
    else encode(buffer, value);
  };
}

function integer(bits: 16 | 32, value: ColumnValue): number {
  const number = Number(value);
  const most = bits === 16 ? 32_767 : 2_147_483_647;
  if (!Number.isInteger(number) || number > most || number < -most - 1)
    throw new RowsFailed(`${String(value)} is no integer of ${bits} bits`);
  return number;
}

/** A value that does not fit would come out as another one. */
function long(value: ColumnValue): bigint {
  const fits = typeof value === 'bigint' || Number.isInteger(Number(value));
  const number = fits ? BigInt(typeof value === 'bigint' ? value : Number(value)) : null;
  if (number === null || BigInt.asIntN(64, number) !== number)
    throw new RowsFailed(`${String(value)} is no integer of 64 bits`);
  return number;
}

const text: TypeEncoder = {
  wire: 'VARCHAR',
  encode: orNull((buffer, value) => {
    if (value instanceof Uint8Array) throw new Failure('INTERNAL', 'An importer gave bytes for a column of text');
    buffer.sizedText(String(value));
  }),
};

const int32: TypeEncoder = {
  wire: 'INTEGER',
  encode: orNull((buffer, value) => {
    buffer.int32(4);
    buffer.int32(integer(32, value));
  }),
};

const timestamp = (wire: string): TypeEncoder => ({
  wire,
  encode: orNull((buffer, value) => {
    buffer.int32(8);
    buffer.int64(microsecondsOf(value));
  }),
});

const encoders: Readonly<Record<string, TypeEncoder>> = {
  boolean: {
    wire: 'BOOLEAN',
    encode: orNull((buffer, value) => {
      buffer.int32(1);
      buffer.byte(value ? 1 : 0);
    }),
  },
  smallint: {
    wire: 'INTEGER',
    encode: orNull((buffer, value) => {
      buffer.int32(2);
      buffer.int16(integer(16, value));
    }),
  },
  integer: int32,
  bigint: {
    wire: 'BIGINT',
    encode: orNull((buffer, value) => {
      buffer.int32(8);
      buffer.int64(long(value));
    }),
  },
  real: {
    wire: 'FLOAT',
    encode: orNull((buffer, value) => {
      buffer.int32(4);
      buffer.float32(Number(value));
    }),
  },
  'double precision': {
    wire: 'DOUBLE',
    encode: orNull((buffer, value) => {
      buffer.int32(8);
      buffer.float64(Number(value));
    }),
  },
  text,
  'character varying': text,
  json: text,
  jsonb: {
    wire: 'VARCHAR',
    encode: orNull((buffer, value) => {
      const bytes = Buffer.from(String(value));
      buffer.int32(bytes.length + 1);
      buffer.byte(1);
      buffer.bytes(bytes);
    }),
  },
  bytea: {
    wire: 'BLOB',
    encode: orNull((buffer, value) => {
      const bytes = value instanceof Uint8Array ? value : Buffer.from(String(value));
      buffer.int32(bytes.length);
      buffer.bytes(bytes);
    }),
  },
  uuid: {
    wire: 'VARCHAR',
    encode: orNull((buffer, value) => {
      buffer.int32(16);
      buffer.bytes(Buffer.from(String(value).replaceAll('-', ''), 'hex'));
    }),
  },
  date: {
    wire: 'DATE',
    encode: orNull((buffer, value) => {
      buffer.int32(4);
      buffer.int32(daysOf(value));
    }),
  },
  'time without time zone': {
    wire: 'TIME',
    encode: orNull((buffer, value) => {
      buffer.int32(8);
      buffer.int64(timeOf(value));
    }),
  },
  timestamp: timestamp('TIMESTAMP'),
  'timestamp without time zone': timestamp('TIMESTAMP'),
  'timestamp with time zone': timestamp('TIMESTAMPTZ'),
  numeric: {
    wire: 'VARCHAR',
    encode: orNull((buffer, value) => {
      const bytes = numericBytes(String(value));
      buffer.int32(bytes.length);
      buffer.bytes(bytes);
    }),
  },
};
