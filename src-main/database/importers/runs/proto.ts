import { Failure } from '#shared/model/failure.ts';

/** Fields of a protocol buffer by their numbers; of a number's packed list the first item counts. */
export interface ProtoFields {
  double(field: number): number | null;
  float(field: number): number | null;
  integer(field: number): bigint | null;
  bytes(field: number): Uint8Array | null;
  all(field: number): readonly Uint8Array[];
}

type Value =
  | { readonly kind: 'integer'; readonly integer: bigint }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

/** Reads a message. Throws FILE_CORRUPT where it ends within a field. https://protobuf.dev/programming-guides/encoding */
export function protoFields(message: Uint8Array): ProtoFields {
  const fields = new Map<number, Value[]>();
  let at = 0;
  const take = (length: number): Uint8Array => {
    if (at + length > message.length) throw cutOff();
    at += length;
    return message.subarray(at - length, at);
  };
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const [byte = 0] = take(1);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw cutOff();
  };
  while (at < message.length) {
    const key = varint();
    const value = fieldValue(Number(key & 7n), take, varint);
    const field = Number(key >> 3n);
    fields.set(field, [...(fields.get(field) ?? []), value]);
  }
  const of = (field: number, size: number): DataView | null => {
    const value = fields.get(field)?.[0];
    if (value?.kind !== 'bytes' || value.bytes.length < size) return null;
    return new DataView(value.bytes.buffer, value.bytes.byteOffset, value.bytes.byteLength);
  };
  const bytes = (field: number) =>
    (fields.get(field) ?? []).flatMap((value) => (value.kind === 'bytes' ? [value.bytes] : []));
  return {
    double: (field) => of(field, 8)?.getFloat64(0, true) ?? null,
    float: (field) => of(field, 4)?.getFloat32(0, true) ?? null,
    integer: (field) => {
      const value = fields.get(field)?.[0];
      if (value?.kind === 'integer') return value.integer;
      return value === undefined || value.bytes.length === 0 ? null : firstVarint(value.bytes);
    },
    bytes: (field) => bytes(field)[0] ?? null,
    all: bytes,
  };
}

function fieldValue(wire: number, take: (length: number) => Uint8Array, varint: () => bigint): Value {
  switch (wire) {
    case 0:
      return { kind: 'integer', integer: varint() };
    case 1:
      return { kind: 'bytes', bytes: take(8) };
    case 2:
      return { kind: 'bytes', bytes: take(Number(varint())) };
    case 5:
      return { kind: 'bytes', bytes: take(4) };
    default:
      throw cutOff();
  }
}

function firstVarint(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const [at, byte] of bytes.entries()) {
    value |= BigInt(byte & 0x7f) << BigInt(7 * at);
    if (byte < 0x80) break;
  }
  return value;
}

function cutOff(): Failure {
  return new Failure('FILE_CORRUPT', 'An event in this file is damaged: copy the file again');
}
