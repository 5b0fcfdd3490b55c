import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, rmdir, statfs } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Failure } from '#shared/model/failure.ts';
import type { ImportJob } from '#shared/model/import-job.ts';
import { isRunning } from '../app/exports/running.ts';
import { isBelow } from '../app/grants.ts';
import { safeParts } from './upload-names.ts';

/**
 * Files that a browser sends to be imported: each sending has a folder of its own, which goes when the import is over,
 * when the person gives it up, or when the server ends.
 */
export class Uploads {
  readonly #folder: string;
  readonly #grant: (path: string) => void;

  private constructor(folder: string, grant: (path: string) => void) {
    this.#folder = folder;
    this.#grant = grant;
  }

  /** @param parent where every server has a folder of its own; those of servers that ended without a word are removed */
  static async create(parent: string, grant: (path: string) => void): Promise<Uploads> {
    await mkdir(parent, { recursive: true });
    for (const name of await readdir(parent))
      if (!isRunning(Number.parseInt(name, 10))) await rm(join(parent, name), { recursive: true, force: true });
    return new Uploads(await mkdtemp(join(parent, `${process.pid}-`)), grant);
  }

  /**
   * Takes one file in as it streams, below the folder of its sending.
   * @returns the path to import: the file's, or that of the folder it was sent in
   */
  async receive(batch: string, path: string, request: IncomingMessage): Promise<string> {
    const parts = safeParts(path);
    if (parts === undefined) throw new Failure('BAD_INPUT', `“${path}” cannot be the name of a file here`);
    const folder = this.#batchFolder(batch);
    const file = join(folder, ...parts);
    await this.#assertRoom(request);
    await mkdir(dirname(file), { recursive: true });
    await this.#write(file, request);
    const top = join(folder, parts[0] as string);
    this.#grant(top);
    return top;
  }

  discard(batch: string): Promise<void> {
    return rm(this.#batchFolder(batch), { recursive: true, force: true });
  }

  /** Removes what an import has taken in; what failed or was cancelled stays, to be tried again. */
  async forget({ finished, reports }: ImportJob): Promise<void> {
    if (finished === null) return;
    for (const { outcome, paths } of reports) {
      if (outcome !== 'imported' && outcome !== 'skipped') continue;
      for (const path of paths) await this.#remove(resolve(path));
    }
  }

  close(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }

  #batchFolder(batch: string): string {
    if (!/^[0-9a-f-]{36}$/.test(batch)) throw new Failure('BAD_INPUT', 'This sending has no name');
    return join(this.#folder, batch);
  }

  async #assertRoom({ headers }: IncomingMessage): Promise<void> {
    const bytes = Number(headers['content-length'] ?? 0);
    const { bavail, bsize } = await statfs(this.#folder);
    if (bytes > bavail * bsize) throw noRoom();
  }

  async #write(file: string, request: IncomingMessage): Promise<void> {
    try {
      await pipeline(request, createWriteStream(file, { flags: 'wx' }));
    } catch (thrown) {
      const { code } = thrown as NodeJS.ErrnoException;
      if (code === 'EEXIST') throw new Failure('BAD_INPUT', 'A file of this name was sent already', { cause: thrown });
      await rm(file, { force: true });
      if (code === 'ENOSPC') throw noRoom(thrown);
      throw thrown;
    }
  }

  async #remove(path: string): Promise<void> {
    const way = relative(this.#folder, path);
    if (way === '' || !isBelow(this.#folder, path) || !way.includes(sep)) return;
    await rm(path, { recursive: true, force: true });
    // Only an empty folder goes: other files of the same sending may be waiting.
    await rmdir(join(this.#folder, way.split(sep)[0] as string)).catch(() => undefined);
  }
}

function noRoom(cause?: unknown): Failure {
  return new Failure('BAD_INPUT', 'The server has no room for this file; make room or import it where it lies', {
    cause,
  });
}
