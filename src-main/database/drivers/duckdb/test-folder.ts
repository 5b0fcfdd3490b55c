import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Failure } from '#shared/model/failure.ts';
import type { OpenOptions } from '#shared/model/source.ts';
import type { Connection } from '../driver.ts';
import { duckdbDriver } from './driver.ts';

/** A folder for one test: what is opened from it is closed with it. */
export class TestFolder {
  readonly path: string;
  readonly #opened: Connection[] = [];
  #scratches = 0;

  static async create(): Promise<TestFolder> {
    return new TestFolder(await mkdtemp(join(tmpdir(), 'starling-duckdb-')));
  }

  constructor(path: string) {
    this.path = path;
  }

  of(name: string): string {
    return join(this.path, name);
  }

  async open(path: string, options: OpenOptions = {}, kind: 'file' | 'folder' = 'file'): Promise<Connection> {
    const scratch = `${this.path}-scratch-${this.#scratches++}`;
    await mkdir(scratch);
    const connection = await duckdbDriver.open({ kind, path }, { options, scratch });
    this.#opened.push(connection);
    return connection;
  }

  async failure(path: string, options: OpenOptions = {}, kind: 'file' | 'folder' = 'file'): Promise<Failure> {
    return this.open(path, options, kind).then(
      () => {
        throw new Error(`${path} opened`);
      },
      (thrown: unknown) => thrown as Failure,
    );
  }

  async close(): Promise<void> {
    for (const connection of this.#opened.splice(0)) await connection.close();
    await rm(this.path, { recursive: true, force: true });
    for (let at = 0; at < this.#scratches; at++)
      await rm(`${this.path}-scratch-${at}`, { recursive: true, force: true });
  }
}

/** Runs statements with write access. */
export async function write(path: string, ...statements: string[]): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  try {
    for (const statement of statements) await connection.run(statement);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Every file of a folder, by content and time of change. */
export async function fingerprint(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found[path] = `${createHash('sha256')
      .update(await readFile(path))
      .digest('hex')} ${(await stat(path)).mtimeMs}`;
  }
  return found;
}

/** Another process that runs statements on a file, says so, and then holds it until it is ended. */
export async function holder(
  path: string,
  statements: readonly string[],
  more = '',
): Promise<Disposable & { readonly pid: number }> {
  const program = `
    const { DuckDBInstance } = await import(${JSON.stringify(import.meta.resolve('@duckdb/node-api'))});
    const instance = await DuckDBInstance.create(${JSON.stringify(path)});
    const connection = await instance.connect();
    for (const statement of ${JSON.stringify(statements)}) await connection.run(statement);
    console.log('ready');
    ${more}
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return {
    pid: child.pid as number,
    [Symbol.dispose]: () => {
      child.kill('SIGKILL');
    },
  };
}
