import { Failure } from '#shared/model/failure.ts';
import { isArchive, unpack } from './archive.ts';
import { NumpyArray, type NumpyNumbers, numpyCalls } from './numpy.ts';
import { type Allowed, readPickle } from './pickle.ts';
import { damaged, PickleName, type PickleValue } from './pickle-stack.ts';
import { Storage, storageTypes, typeOf, unreadable } from './torch-storage.ts';

type Calls = Allowed['calls'];

/**
 * A file of torch's (`torch.save`, zip or the older layout) or a plain pickle that holds tensors. Tensors become arrays.
 * Layout: torch/serialization.py and torch/_utils.py of PyTorch (BSD).
 * @param calls what may be called besides numpy and torch's tensors: classes of the data's own
 */
export function readTorch(file: Uint8Array, calls: Calls = {}): PickleValue {
  // A Buffer's slices are no copies.
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  if (isArchive(bytes)) return readArchive(bytes, calls);
  return isOldFile(bytes) ? readOldFile(bytes, calls) : readPickle(bytes, allowing(calls)).value;
}

/** A tensor whose storage comes later in the file: strides over it, resolved when it is there. */
interface View {
  readonly array: NumpyArray;
  readonly storage: Storage;
  readonly offset: number;
  readonly strides: readonly number[];
}

function allowing(calls: Calls, views: View[] = [], storageOf?: (id: PickleValue) => PickleValue): Allowed {
  const named = Object.fromEntries(Object.keys(storageTypes).map((type) => [`torch.${type}`, () => refuseCall()]));
  return {
    calls: {
      ...numpyCalls,
      ...named,
      'torch._utils._rebuild_tensor_v2': (args) => tensor(args, views),
      'torch._utils._rebuild_tensor': (args) => tensor(args, views),
      'torch._utils._rebuild_parameter': ([array]) => array ?? null,
      'torch.storage._load_from_bytes': ([bytes]) => {
        if (!(bytes instanceof Uint8Array)) throw damaged();
        return readTorch(bytes, calls);
      },
      'collections.OrderedDict': ([pairs]) => new Map(pairsOf(pairs)),
      ...calls,
    },
    persistent: storageOf,
  };
}

/** Storages are only ever named, as the type of one. */
function refuseCall(): never {
  throw damaged();
}

function pairsOf(value: PickleValue | undefined): [PickleValue, PickleValue][] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw damaged();
  return value.map((pair: PickleValue) => {
    if (!Array.isArray(pair) || pair.length !== 2) throw damaged();
    return [pair[0], pair[1]];
  });
}

function tensor([storage, offset, size, strides]: readonly PickleValue[], views: View[]): PickleValue {
  if (!(storage instanceof Storage) || typeof offset !== 'number') throw damaged();
  const array = new NumpyArray();
  array.shape = wholeNumbers(size);
  const view = { array, storage, offset, strides: wholeNumbers(strides) };
  if (storage.numbers === null) views.push(view);
  else resolve(view);
  return array;
}

/** Strides of 0 make a few bytes stand for any number of numbers. */
const MOST_NUMBERS = 2 ** 28;

function resolve({ array, storage, offset, strides }: View): void {
  const { numbers } = storage;
  const { shape } = array;
  const count = shape.reduce((product, each) => product * each, 1);
  const last = shape.reduce((at, size, axis) => at + (size - 1) * (strides[axis] ?? 0), offset);
  if (numbers === null || strides.length !== shape.length || (count > 0 && last >= numbers.length)) throw damaged();
  if (count > MOST_NUMBERS)
    throw new Failure('NOT_ALLOWED', `A tensor of ${count} numbers is more than can be taken in`);
  const own = numbers.slice(0, 0);
  const made = new (own.constructor as new (length: number) => NumpyNumbers)(count);
  const at = shape.map(() => 0);
  for (let index = 0; index < count; index += 1) {
    made[index] = numbers[at.reduce((sum, step, axis) => sum + step * strides[axis]!, offset)]!;
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      at[axis]! += 1;
      if (at[axis]! < shape[axis]!) break;
      at[axis] = 0;
    }
  }
  array.numbers = made;
}

/** `<name>/data.pkl` and a file per storage, `<name>/data/<key>`. */
function readArchive(bytes: Uint8Array, calls: Calls): PickleValue {
  const files = unpack(bytes);
  const pickle = [...files.keys()].find((name) => name === 'data.pkl' || name.endsWith('/data.pkl'));
  if (pickle === undefined)
    throw new Failure('BAD_INPUT', 'This archive holds no data.pkl: it was not written by torch.save');
  const folder = pickle.slice(0, -'data.pkl'.length);
  const order = files.get(`${folder}byteorder`);
  if (order !== undefined && new TextDecoder().decode(order).trim() === 'big') throw unreadable('big-endian numbers');
  const known = new Map<string, Storage>();
  const storageOf = (id: PickleValue) => {
    const { type, key } = storageId(id);
    const storage = known.get(key) ?? new Storage(type);
    if (!known.has(key)) {
      const content = files.get(`${folder}data/${key}`);
      if (content === undefined) throw damaged();
      storage.fill(content);
      known.set(key, storage);
    }
    return storage;
  };
  return readPickle(files.get(pickle)!, allowing(calls, [], storageOf)).value;
}

/** `('storage', torch.FloatStorage, '0', 'cpu', 640)`. */
function storageId(id: PickleValue): { readonly type: string; readonly key: string } {
  if (!Array.isArray(id) || id[0] !== 'storage') throw damaged();
  const [, type, key] = id as PickleValue[];
  if (!(type instanceof PickleName) || typeof key !== 'string') throw damaged();
  return { type: type.name.replace('torch.', ''), key };
}

/** What every older file begins with: this number as a pickle of its own. */
const MAGIC = 0x1950a86a20f9469cfc6cn;

function isOldFile(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 14)).toString('hex');
  return start === '80028a0a6cfc9c46f9206aa850192e'.slice(0, 28);
}

/** Five pickles in a row — magic, version, system, the value, keys of storages — then each storage: count, bytes. */
function readOldFile(bytes: Uint8Array, calls: Calls): PickleValue {
  let at = 0;
  const next = (allowed: Allowed): PickleValue => {
    const { value, length } = readPickle(bytes.subarray(at), allowed);
    at += length;
    return value;
  };
  const plain: Allowed = { calls: {} };
  if (next(plain) !== MAGIC) throw damaged();
  next(plain);
  const system = next(plain);
  if (system instanceof Map && system.get('little_endian') === false) throw unreadable('big-endian numbers');
  const known = new Map<string, Storage>();
  const views: View[] = [];
  const storageOf = (id: PickleValue) => {
    const { type, key } = storageId(id);
    const storage = known.get(key) ?? new Storage(type);
    known.set(key, storage);
    return storage;
  };
  const value = next(allowing(calls, views, storageOf));
  const keys = next(plain);
  if (!Array.isArray(keys)) throw damaged();
  for (const key of keys as PickleValue[]) {
    const storage = known.get(String(key));
    if (storage === undefined) throw damaged();
    at += fillFrom(bytes.subarray(at), storage);
  }
  for (const view of views) resolve(view);
  return value;
}

/** How many bytes a storage took: eight for the count, then its numbers. */
function fillFrom(bytes: Uint8Array, storage: Storage): number {
  const { size } = typeOf(storage.type);
  if (bytes.length < 8) throw damaged();
  const count = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigInt64(0, true));
  const end = 8 + count * size;
  if (count < 0 || end > bytes.length) throw damaged();
  storage.fill(bytes.subarray(8, end));
  return end;
}

function wholeNumbers(value: PickleValue | undefined): readonly number[] {
  if (!Array.isArray(value)) throw damaged();
  return value.map((each: PickleValue) => {
    if (typeof each !== 'number' || !Number.isInteger(each) || each < 0) throw damaged();
    return each;
  });
}
