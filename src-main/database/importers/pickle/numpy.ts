import { Failure } from '#shared/model/failure.ts';
import { latin1Bytes } from './latin1-bytes.ts';
import { damaged, isObject, type PickleObject, type PickleValue } from './pickle-stack.ts';

/** Numbers of an array, in the order of the file. Booleans are 0 and 1. */
export type NumpyNumbers =
  | Float64Array
  | Float32Array
  | BigInt64Array
  | BigUint64Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

/** An array of numpy's (or torch's) in row-major order. */
export class NumpyArray implements PickleObject {
  readonly kind = 'array';
  shape: readonly number[] = [];
  numbers: NumpyNumbers = new Float64Array();

  /** How numpy brings the content: version, shape, dtype, column-major or not, bytes. */
  setState(state: PickleValue): void {
    if (!Array.isArray(state) || state.length !== 5) throw damaged();
    const [, shape, dtype, columnMajor, content] = state as PickleValue[];
    const bytes = typeof content === 'string' ? latin1Bytes(content) : content;
    if (!(dtype instanceof NumpyType) || !(bytes instanceof Uint8Array)) throw objects();
    const sizes = shapeOf(shape ?? null);
    const numbers = dtype.numbersOf(bytes);
    if (numbers.length !== sizes.reduce((product, each) => product * each, 1)) throw damaged();
    this.shape = sizes;
    this.numbers = columnMajor === true ? rowMajor(numbers, sizes) : numbers;
  }
}

/** A number type: `f8`, `i4`, `b1`… with its byte order. */
export class NumpyType implements PickleObject {
  readonly kind = 'dtype';
  readonly name: string;
  #bigEndian = false;

  constructor(name: string) {
    this.name = name.replace(/^[<>|=]/, '');
    this.#bigEndian = name.startsWith('>');
  }

  setState(state: PickleValue): void {
    if (!Array.isArray(state)) throw damaged();
    this.#bigEndian = state[1] === '>';
    // Fields of structured arrays stand at 3 and 4.
    if (state[3] !== null && state[3] !== undefined) throw objects();
  }

  numbersOf(bytes: Uint8Array): NumpyNumbers {
    const type = Object.hasOwn(types, this.name) ? types[this.name] : undefined;
    if (type === undefined) throw objects(this.name);
    const size = type.BYTES_PER_ELEMENT;
    if (bytes.length % size !== 0) throw damaged();
    const own = bytes.slice();
    if (this.#bigEndian && size > 1)
      for (let at = 0; at < own.length; at += size) own.subarray(at, at + size).reverse();
    return new type(own.buffer, 0, own.length / size);
  }
}

const types: Readonly<
  Record<string, new (buffer: ArrayBuffer, from: number, length: number) => NumpyNumbers> &
    Record<string, { readonly BYTES_PER_ELEMENT: number }>
> = {
  f8: Float64Array,
  f4: Float32Array,
  i8: BigInt64Array,
  u8: BigUint64Array,
  i4: Int32Array,
  u4: Uint32Array,
  i2: Int16Array,
  u2: Uint16Array,
  i1: Int8Array,
  u1: Uint8Array,
  b1: Uint8Array,
};

/** What numpy's pickles call: nothing but arrays, their types and single numbers. Modules moved in numpy 2. */
export const numpyCalls: Readonly<Record<string, (args: readonly PickleValue[]) => PickleValue>> = {
  'numpy.ndarray': refuseCall,
  'numpy.dtype': ([name]) => {
    if (typeof name !== 'string') throw objects();
    return new NumpyType(name);
  },
  ...inBoth('multiarray', '_reconstruct', () => new NumpyArray()),
  ...inBoth('multiarray', 'scalar', ([type, content]) => {
    const bytes = typeof content === 'string' ? latin1Bytes(content) : content;
    if (!(type instanceof NumpyType) || !(bytes instanceof Uint8Array)) throw objects();
    return type.numbersOf(bytes)[0] ?? null;
  }),
  ...inBoth('numeric', '_frombuffer', ([bytes, type, shape, order]) => {
    const array = new NumpyArray();
    array.setState([1, shape ?? null, type ?? null, order === 'F', bytes ?? null]);
    return array;
  }),
  // How pickles that Python 2 can read carry bytes: none, or as text.
  '__builtin__.bytes': noBytes,
  'builtins.bytes': noBytes,
  '_codecs.encode': ([text, encoding]) => {
    if (typeof text !== 'string' || encoding !== 'latin1') throw damaged();
    return latin1Bytes(text);
  },
};

function inBoth(module: string, name: string, call: (args: readonly PickleValue[]) => PickleValue) {
  return { [`numpy.core.${module}.${name}`]: call, [`numpy._core.${module}.${name}`]: call };
}

function noBytes(args: readonly PickleValue[]): PickleValue {
  if (args.length > 0) throw damaged();
  return new Uint8Array();
}

/** `numpy.ndarray` is only ever named, as the class of an array. */
function refuseCall(): never {
  throw damaged();
}

export function isArray(value: PickleValue | undefined): value is NumpyArray {
  return value !== undefined && value !== null && isObject(value) && value instanceof NumpyArray;
}

function shapeOf(value: PickleValue): readonly number[] {
  if (!Array.isArray(value)) throw damaged();
  return value.map((size) => {
    if (typeof size !== 'number' || !Number.isInteger(size) || size < 0) throw damaged();
    return size;
  });
}

function rowMajor(numbers: NumpyNumbers, shape: readonly number[]): NumpyNumbers {
  const turned = numbers.slice();
  const steps = shape.map((_, axis) => shape.slice(0, axis).reduce((product, each) => product * each, 1));
  for (let at = 0; at < numbers.length; at += 1) {
    let rest = at;
    let from = 0;
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      from += (rest % shape[axis]!) * steps[axis]!;
      rest = Math.floor(rest / shape[axis]!);
    }
    turned[at] = numbers[from]!;
  }
  return turned;
}

function objects(name = 'objects'): Failure {
  return new Failure('BAD_INPUT', `This file holds an array of ${name}. Only arrays of numbers can be read.`);
}
