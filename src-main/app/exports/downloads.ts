import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning } from './running.ts';

/** A file that a browser may fetch once. */
export interface Download {
  readonly path: string;
  readonly name: string;
}

/** How long a file waits to be fetched, in milliseconds. */
const patience = 10 * 60_000;

/** Files on their way to a browser: each under a name that cannot be guessed, gone when it was fetched or nobody came. */
export class Downloads {
  readonly #parent: string;
  readonly #waiting = new Map<string, Download & { readonly timer: NodeJS.Timeout }>();
  #folder: Promise<string> | undefined;

  /** @param parent where every server has a folder of its own; those of servers that ended without a word are removed */
  constructor(parent: string) {
    this.#parent = parent;
  }

  /** A new path of ours to write to. */
  async place(): Promise<string> {
    this.#folder ??= this.#makeFolder();
    return join(await this.#folder, randomBytes(18).toString('base64url'));
  }

  /** @returns the address below the page's own, good for one fetch */
  offer(path: string, name: string): string {
    const key = randomBytes(24).toString('base64url');
    const timer = setTimeout(() => void this.#drop(key), patience);
    timer.unref();
    this.#waiting.set(key, { path, name, timer });
    return `/download/${key}`;
  }

  /** Hands a file out; `done` removes it. */
  take(address: string): (Download & { done(): Promise<void> }) | undefined {
    const key = address.replace(/^\/download\//, '');
    const found = this.#waiting.get(key);
    if (found === undefined) return undefined;
    this.#waiting.delete(key);
    clearTimeout(found.timer);
    const { path, name } = found;
    return { path, name, done: () => rm(path, { force: true }) };
  }

  async close(): Promise<void> {
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    const folder = await this.#folder;
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }

  async #drop(key: string): Promise<void> {
    const found = this.#waiting.get(key);
    this.#waiting.delete(key);
    if (found !== undefined) await rm(found.path, { force: true });
  }

  async #makeFolder(): Promise<string> {
    await mkdir(this.#parent, { recursive: true });
    for (const name of await readdir(this.#parent))
      if (!isRunning(Number.parseInt(name, 10))) await rm(join(this.#parent, name), { recursive: true, force: true });
    return mkdtemp(join(this.#parent, `${process.pid}-`));
  }
}
