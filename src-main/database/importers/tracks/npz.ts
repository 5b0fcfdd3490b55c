import { readFile } from 'node:fs/promises';
import { Failure } from '#shared/model/failure.ts';
import { unpack } from '../pickle/archive.ts';
import { type NumpyNumbers, NumpyType } from '../pickle/numpy.ts';

/** The one-dimensional arrays of equal length in a file of numpy's (`numpy.savez`), as comma-separated text with a header. */
export async function npzAsCsv(path: string): Promise<{ readonly names: readonly string[]; readonly text: string }> {
  const files = unpack(await readFile(path));
  const arrays = [...files]
    .filter(([name]) => name.endsWith('.npy'))
    .flatMap(([name, bytes]) => {
      const array = readNpy(bytes);
      return array === null ? [] : [{ name: name.slice(0, -'.npy'.length), array }];
    });
  const length = arrays.find(({ name }) => name === 'frame')?.array.length ?? 0;
  const columns = arrays.filter(({ array }) => array.length === length);
  const lines = Array.from({ length }, (_, row) => columns.map(({ array }) => String(array[row])).join(','));
  const names = columns.map(({ name }) => name);
  return { names, text: [names.map((name) => `"${name.replaceAll('"', '""')}"`).join(','), ...lines, ''].join('\n') };
}

/**
 * Numbers of a `.npy` file, `null` for what has several dimensions or no numbers.
 * Layout: numpy/lib/format.py (magic, version, length of the header, a dictionary in Python's words, the numbers).
 */
function readNpy(bytes: Uint8Array): NumpyNumbers | null {
  if (Buffer.from(bytes.subarray(0, 6)).toString('latin1') !== '\x93NUMPY') throw damaged();
  const long = (bytes[6] ?? 1) > 1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const from = long ? 12 : 10;
  const length = long ? view.getUint32(8, true) : view.getUint16(8, true);
  const header = Buffer.from(bytes.subarray(from, from + length)).toString('latin1');
  const type = /'descr':\s*'([^']+)'/.exec(header)?.[1];
  const shape = /'shape':\s*\((\d+),\)/.exec(header)?.[1];
  if (type === undefined || shape === undefined) return null;
  const content = new Uint8Array(bytes.subarray(from + length));
  const numbers = new NumpyType(type).numbersOf(content);
  if (numbers.length !== Number(shape)) throw damaged();
  return numbers;
}

function damaged(): Failure {
  return new Failure('FILE_CORRUPT', 'This archive of arrays is damaged: copy the file again');
}
