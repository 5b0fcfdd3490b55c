import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, rmdir, statfs } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Failure } from '#shared/model/failure.ts';
import { headBytes, readHead } from '#shared/model/file-frames.ts';
import type { ImportJob } from '#shared/model/import-job.ts';
import { isRunning } from '../app/exports/running.ts';
import { isBelow } from '../app/grants.ts';
import { ChunkReader } from './chunk-reader.ts';
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
   * Takes files in as they stream (`file-frames.ts`), below the folder of their sending.
   * @returns the paths to import: a file's, or that of the folder it was sent in, each once
   */
  async receive(batch: string, request: IncomingMessage): Promise<readonly string[]> {
    const reader = new ChunkReader(request);
    try {
      const folder = this.#batchFolder(batch);
      await this.#assertRoom(request);
      const tops = new Set<string>();
      const made = new Set<string>();
      for (let head = await reader.take(headBytes); head !== null; head = await reader.take(headBytes))
        tops.add(await this.#receiveOne(folder, head, reader, made));
      for (const top of tops) this.#grant(top);
      return [...tops];
    } catch (thrown) {
      // A page hears the answer only when it has sent everything; one that went away sends nothing more.
      await reader.drain().catch(() => undefined);
      throw thrown;
    }
  }

  async #receiveOne(folder: string, head: Uint8Array, reader: ChunkReader, made: Set<string>): Promise<string> {
    const frame = readHead(head);
    const path = frame === null ? null : await reader.take(frame.path);
    if (frame === null || path === null) throw new Failure('BAD_INPUT', 'This is not how files are sent');
    const name = new TextDecoder().decode(path);
    const parts = safeParts(name);
    if (parts === undefined) throw new Failure('BAD_INPUT', `“${name}” cannot be the name of a file here`);
    const file = join(folder, ...parts);
    if (!made.has(dirname(file))) await mkdir(dirname(file), { recursive: true });
    made.add(dirname(file));
    await this.#write(file, name, reader.pass(frame.bytes));
    return join(folder, parts[0] as string);
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

  async #write(file: string, name: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    try {
      await pipeline(bytes, createWriteStream(file, { flags: 'wx' }));
    } catch (thrown) {
      const { code } = thrown as NodeJS.ErrnoException;
      if (code === 'EEXIST')
        throw new Failure('BAD_INPUT', `${name}: a file of this name was sent already`, { cause: thrown });
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
