import { Failure } from '#shared/model/failure.ts';
import { ByteReader } from './byte-reader.ts';
import { PickleStack, type PickleValue } from './pickle-stack.ts';
import { steps } from './pickle-steps.ts';

/**
 * What a pickle may build. A pickle is a program that calls whatever it names; this reader calls nothing but what stands
 * here, and refuses the file at the first other name (https://docs.python.org/3/library/pickle.html warns why).
 */
export interface Allowed {
  /** By `module.name`: what calling it (REDUCE, NEWOBJ) with some arguments gives. */
  readonly calls: Readonly<Record<string, (args: readonly PickleValue[]) => PickleValue>>;
  /** What `persistent_id` stands for (torch keeps tensors' bytes so); without it such ids are refused. */
  readonly persistent?: ((id: PickleValue) => PickleValue) | undefined;
}

export interface ReadPickle {
  readonly value: PickleValue;
  /** How many bytes it took; more may follow. */
  readonly length: number;
}

/**
 * The value of a pickle of protocol 0–5, built without executing anything.
 * Throws NOT_ALLOWED for a name that is not allowed, FILE_CORRUPT for what is no pickle.
 */
export function readPickle(bytes: Uint8Array, allowed: Allowed): ReadPickle {
  const reader = new ByteReader(bytes);
  const stack = new PickleStack(allowed);
  for (;;) {
    const code = reader.u8();
    if (code === STOP) return { value: stack.finish(), length: reader.at };
    const step = steps.get(code);
    if (step === undefined)
      throw new Failure('FILE_CORRUPT', `This is no pickle: it has no step ${code} (at byte ${reader.at})`);
    step(stack, reader);
  }
}

const STOP = 0x2e;
