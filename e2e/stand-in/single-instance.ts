import {
  type FSWatcher,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** What a second start tells the first. */
export interface SecondStart {
  readonly argv: readonly string[];
  readonly folder: string;
  readonly additionalData: unknown;
}

/**
 * One application per user-data folder: a file names the process that holds it, a spool folder beside it takes what later
 * starts have to say. Synchronous, as Electron's is.
 */
export class SingleInstance {
  readonly #lock: string;
  readonly #spool: string;
  #watcher: FSWatcher | undefined;

  constructor(userData: string) {
    this.#lock = join(userData, 'stand-in.lock');
    this.#spool = join(userData, 'stand-in.spool');
  }

  /** True when this process is the first; otherwise the first has been told. */
  request(start: SecondStart, onSecond: (start: SecondStart) => void): boolean {
    mkdirSync(this.#spool, { recursive: true });
    if (this.#take()) {
      this.#watcher = watch(this.#spool, () => this.#collect(onSecond)).unref();
      return true;
    }
    const name = join(this.#spool, `${process.pid}-${Date.now()}`);
    writeFileSync(`${name}.tmp`, JSON.stringify(start));
    renameSync(`${name}.tmp`, `${name}.json`);
    return false;
  }

  release(): void {
    this.#watcher?.close();
    rmSync(this.#lock, { force: true });
  }

  #take(): boolean {
    try {
      writeFileSync(this.#lock, String(process.pid), { flag: 'wx' });
      return true;
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
    }
    if (isRunning(Number(readFileSync(this.#lock, 'utf8')))) return false;
    rmSync(this.#lock, { force: true });
    return this.#take();
  }

  #collect(onSecond: (start: SecondStart) => void): void {
    for (const name of readdirSync(this.#spool).filter((each) => each.endsWith('.json'))) {
      const path = join(this.#spool, name);
      const start = JSON.parse(readFileSync(path, 'utf8'));
      rmSync(path);
      onSecond(start);
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
