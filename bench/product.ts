import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host, ProcessHandle } from '../src-main/app/host.ts';
import { OpenDatabase, type OpenTarget } from '../src-main/app/open-database.ts';
import { createNodeHost } from '../src-main/node/node-host.ts';
import type { ProcessClient } from '../src-shared/contract/lifecycle.ts';
import { cacheFolder } from './data.ts';

const root = join(import.meta.dirname, '..');
/** The last build, or with `--source` the sources as they are (slower to start). */
const entry = process.argv.includes('--source')
  ? join(root, 'src-main/node/database-entry.ts')
  : join(root, 'out/main/node-database.js');

/** The application as its main process sees it: a real database process, asked through the contract. */
export class Product {
  readonly #database: OpenDatabase;
  readonly #pids: readonly (number | undefined)[];

  private constructor(database: OpenDatabase, pids: readonly (number | undefined)[]) {
    this.#database = database;
    this.#pids = pids;
  }

  static async open(target: OpenTarget): Promise<Product> {
    const pids: (number | undefined)[] = [];
    const database = new OpenDatabase({
      id: 'bench',
      label: 'Benchmark',
      source: target.kind === 'postgres' ? { kind: 'postgres', profile: 'bench' } : target,
      host: benchHost((handle) => pids.push(handle.pid)),
      target: async () => target,
      lenses: async () => [],
      onChange: () => undefined,
    });
    await database.open({});
    return new Product(database, pids);
  }

  ask<T>(question: (client: ProcessClient, database: string) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#database.request((client) => question(client, 'bench'), signal);
  }

  /** The most memory the process has held, in MB; `null` where the system does not say. */
  get peakMemory(): number | null {
    const status = `/proc/${this.#pids.at(-1)}/status`;
    if (!existsSync(status)) return null;
    const peak = /VmHWM:\s*(\d+) kB/.exec(readFileSync(status, 'utf8'));
    return peak === null ? null : Number(peak[1]) / 1024;
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}

function benchHost(onStart: (handle: ProcessHandle) => void): Host {
  const host = createNodeHost({ version: 'benchmark', databaseEntry: entry, roots: [cacheFolder] });
  return {
    ...host,
    dataFolder: join(cacheFolder, 'application'),
    cacheFolder: join(cacheFolder, 'application'),
    startDatabaseProcess(name) {
      const handle = host.startDatabaseProcess(name);
      onStart(handle);
      return handle;
    },
  };
}
