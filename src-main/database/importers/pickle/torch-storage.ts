import { Failure } from '#shared/model/failure.ts';
import type { NumpyNumbers } from './numpy.ts';
import { damaged, type PickleObject } from './pickle-stack.ts';

/** Numbers of some tensors, named by a file but perhaps brought after them. */
export class Storage implements PickleObject {
  readonly kind = 'storage';
  readonly type: string;
  numbers: NumpyNumbers | null = null;

  constructor(type: string) {
    this.type = type;
  }

  fill(bytes: Uint8Array): void {
    this.numbers = typeOf(this.type).read(bytes);
  }
}

interface StorageType {
  /** Bytes of one number. */
  readonly size: number;
  readonly read: (bytes: Uint8Array) => NumpyNumbers;
}

function whole<T extends NumpyNumbers>(
  type: (new (buffer: ArrayBuffer, from: number, length: number) => T) & { readonly BYTES_PER_ELEMENT: number },
): StorageType {
  const size = type.BYTES_PER_ELEMENT;
  const read = (bytes: Uint8Array): NumpyNumbers => {
    if (bytes.length % size !== 0) throw damaged();
    return new type(bytes.slice().buffer, 0, bytes.length / size);
  };
  return { size, read };
}

/** Torch's names of number types. Halves become single precision, which holds them exactly. */
export const storageTypes: Readonly<Record<string, StorageType>> = {
  DoubleStorage: whole(Float64Array),
  FloatStorage: whole(Float32Array),
  HalfStorage: { size: 2, read: (bytes) => widened(bytes, half) },
  BFloat16Storage: { size: 2, read: (bytes) => widened(bytes, (bits) => float32Of(bits << 16)) },
  LongStorage: whole(BigInt64Array),
  IntStorage: whole(Int32Array),
  ShortStorage: whole(Int16Array),
  CharStorage: whole(Int8Array),
  ByteStorage: whole(Uint8Array),
  BoolStorage: whole(Uint8Array),
};

export function typeOf(name: string): StorageType {
  const type = Object.hasOwn(storageTypes, name) ? storageTypes[name] : undefined;
  if (type === undefined) throw unreadable(name);
  return type;
}

function widened(bytes: Uint8Array, read: (bits: number) => number): Float32Array {
  if (bytes.length % 2 !== 0) throw damaged();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length / 2 }, (_, at) => read(view.getUint16(at * 2, true)));
}

function float32Of(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setInt32(0, bits);
  return view.getFloat32(0);
}

/** IEEE 754 binary16. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

export function unreadable(what: string): Failure {
  return new Failure('BAD_INPUT', `This file holds ${what}, which Starling does not read`);
}
