import { describe, expect, it } from 'vitest';
import { Failure } from '#shared/model/failure.ts';
import { NumpyArray, numpyCalls } from './numpy.ts';
import { readPickle } from './pickle.ts';
import { bytesOf, writtenByPython } from './testing/written-by-python.ts';
import { readTorch } from './torch.ts';

const nothing = { calls: {} };
const numpy = { calls: numpyCalls };

/** Arrays as plain data: shape, type of the numbers, and the numbers as text. */
function plain(value: unknown): unknown {
  if (value instanceof NumpyArray)
    return [value.shape, value.numbers.constructor.name, [...value.numbers].map(String).join(' ')];
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, each]) => [String(key), plain(each)]));
  return Array.isArray(value) ? value.map(plain) : value;
}

describe('a pickle', () => {
  it.each(['plain0', 'plain2', 'plain4'] as const)('gives plain values exactly (%s)', (sample) => {
    const bytes = sample === 'plain0' ? { calls: numpyCalls } : numpy;
    expect(plain(readPickle(bytesOf(sample), bytes).value)).toEqual({
      i: -5,
      big: 2n ** 70n,
      neg: -(2n ** 65n),
      f: 1.5,
      t: [1, 2, 3, 4],
      l: [null, true, false, 'äß😀'],
      b: new Uint8Array([0, 255]),
      inf: Number.NEGATIVE_INFINITY,
    });
  });

  it.each(['array0', 'array2', 'array4', 'array5'] as const)('gives arrays in row-major order (%s)', (sample) => {
    expect(plain(readPickle(bytesOf(sample), numpy).value)).toEqual([
      [[2, 3], 'Float64Array', '0 0.25 0.5 0.75 1 1.25'],
      [[3, 2], 'Float64Array', '0 0.75 0.25 1 0.5 1.25'],
      [[2, 3], 'Float64Array', '0 0.25 0.5 0.75 1 1.25'],
      [[2], 'Int16Array', '1 -2'],
      [[2], 'Uint8Array', '1 0'],
      2.5,
      [[1], 'BigUint64Array', '9223372036854775808'],
      [[0, 3], 'Float64Array', ''],
      [[], 'BigInt64Array', '7'],
    ]);
  });

  it('is read from a Buffer, whose slices share their memory', () => {
    const shared = Buffer.concat([Buffer.alloc(3), bytesOf('array5')]).subarray(3);
    expect(plain(readPickle(shared, numpy).value)).toEqual(plain(readPickle(bytesOf('array5'), numpy).value));
    const tensors = Buffer.concat([Buffer.alloc(3), bytesOf('old')]).subarray(3);
    expect(plain(readTorch(tensors))).toEqual(plain(readTorch(bytesOf('old'))));
  });

  it.each(['evil', 'evilpt', 'evilzip'] as const)('is refused where it names what is not allowed (%s)', (sample) => {
    expect(() => readTorch(bytesOf(sample))).toThrow(expect.objectContaining({ code: 'NOT_ALLOWED' }));
    expect(() => readTorch(bytesOf(sample))).toThrow(/posix\.system/);
  });

  it('is refused where even numpy is not allowed, and for names that every object has', () => {
    expect(() => readPickle(bytesOf('array4'), nothing)).toThrow(/_reconstruct/);
    const inherited = new TextEncoder().encode('cObject\ntoString\n.');
    expect(() => readPickle(inherited, { calls: {} })).toThrow(expect.objectContaining({ code: 'NOT_ALLOWED' }));
    const prototype = new TextEncoder().encode('c\nconstructor\n(tR.');
    expect(() => readPickle(prototype, { calls: {} })).toThrow(expect.objectContaining({ code: 'NOT_ALLOWED' }));
  });

  it.each(['objects', 'struct'] as const)('is refused where an array holds no numbers (%s)', (sample) => {
    expect(() => readPickle(bytesOf(sample), numpy)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  });

  it('ends in a Failure wherever it is cut off or changed', () => {
    const samples = Object.keys(writtenByPython) as (keyof typeof writtenByPython)[];
    for (const sample of samples) {
      const whole = bytesOf(sample);
      for (let at = 0; at < whole.length; at += 3) {
        expectFailureOrValue(whole.subarray(0, at));
        for (const bit of [0x01, 0x80]) {
          const changed = whole.slice();
          changed[at]! ^= bit;
          expectFailureOrValue(changed);
        }
      }
    }
  });
});

function expectFailureOrValue(bytes: Uint8Array): void {
  try {
    readTorch(bytes);
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
  }
}

describe('tensors', () => {
  it.each(['zip', 'old'] as const)('come out of both layouts of torch.save (%s)', (sample) => {
    expect(plain(readTorch(bytesOf(sample)))).toEqual({
      t: [[3, 4], 'Float32Array', '0 1 2 3 4 5 6 7 8 9 10 11'],
      tt: [[4, 3], 'Float32Array', '0 4 8 1 5 9 2 6 10 3 7 11'],
      s: [[2, 2], 'Float32Array', '4 6 8 10'],
      h: [[4], 'Float32Array', '1.5 -2 65504 Infinity'],
      bf: [[2], 'Float32Array', '1 -3.5'],
      i: [[1], 'BigInt64Array', '1099511627776'],
      bo: [[2], 'Uint8Array', '1 0'],
      od: { a: 1 },
      e: [[0, 2], 'Float32Array', ''],
    });
  });

  it.each(['tensor2', 'tensor4'] as const)('come out of plain pickles (%s)', (sample) => {
    const batch = {
      actual: [[[1, 2, 2], 'Float32Array', '0 1 2 3']],
      loss: [[[], 'Float32Array', '0.5']],
      W: [
        [
          [[2, 2], 'BigInt64Array', '0 1 1 0'],
          [[2], 'Float64Array', '0.25 0.75'],
        ],
      ],
    };
    expect(plain(readTorch(bytesOf(sample)))).toEqual({ 0: { 0: batch } });
  });
});
