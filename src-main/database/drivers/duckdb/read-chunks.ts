import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Bunches of a streamed answer that are read before they are freed. With more the runtime looks through its whole heap each
 * time, for which they are too much; with fewer it finds those that are still read, and keeps them for good.
 */
const streamedAtOnce = 3;

/** Bunches that may outlive a look at young objects, because another answer was being read meanwhile: 25 MB as a rule. */
const mostKept = 16;

/**
 * The chunks of one answer while it is read, which are freed once they have been. They are the engine's memory, and to the
 * runtime objects of a few bytes each, for which it is in no hurry: 10 million rows stayed whole. Of young objects it takes
 * 0.3 ms to free them; those of several answers at a time become old, and have to be looked for everywhere.
 */
export class ReadChunks implements Disposable {
  static #answers = 0;
  static #kept = 0;
  readonly #atOnce: number;
  #read = 0;

  private constructor(atOnce: number) {
    this.#atOnce = atOnce;
    ReadChunks.#answers++;
  }

  static ofStream(): ReadChunks {
    return new ReadChunks(streamedAtOnce);
  }

  /** Of an answer that is there as a whole: freed at its end, because what is looked for meanwhile is kept for longer. */
  static ofWhole(): ReadChunks {
    return new ReadChunks(Number.POSITIVE_INFINITY);
  }

  /** Another bunch was read. */
  passed(): void {
    this.#read++;
    if (this.#read === this.#atOnce) this.#free();
  }

  [Symbol.dispose](): void {
    this.#free();
    ReadChunks.#answers--;
  }

  #free(): void {
    if (ReadChunks.#answers > 1) ReadChunks.#kept += this.#read;
    this.#read = 0;
    const type = ReadChunks.#kept > mostKept ? 'major' : 'minor';
    if (type === 'major') ReadChunks.#kept = 0;
    collect ??= collector();
    collect({ type });
  }
}

let collect: NodeJS.GCFunction | null = null;

/** What `node --expose-gc` has; a process of the desktop application is started without flags. */
function collector(): NodeJS.GCFunction {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as NodeJS.GCFunction;
}
