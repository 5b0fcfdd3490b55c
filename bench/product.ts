import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NOTHING_LEFT_OUT } from '#shared/model/left-out.ts';
import type { Host, ProcessHandle } from '../src-main/app/host.ts';
import { OpenDatabase } from '../src-main/app/open-database.ts';
import type { OpenTarget } from '../src-main/app/open-parts.ts';
import { createNodeHost } from '../src-main/node/node-host.ts';
import type { ProcessClient } from '../src-shared/contract/lifecycle.ts';
import { cacheFolder } from './data.ts';

const root = join(import.meta.dirname, '..');
/** The last build, or with `--source` the sources as they are (slower to start). */
const entry = process.argv.includes('--source')
  ? join(root, 'src-main/node/database-entry.ts')
  : join(root, 'out/main/node-database.js');

/** Where the application that is measured keeps what is its own. */
export const applicationFolder = join(cacheFolder, 'application');

/** A hundredth of a second, in which Linux counts the time of processes, in milliseconds. */
const TICK = 10;

/** How often to look at the memory of the process, in milliseconds. */
const LOOK_EVERY = 20;

/** The application as its main process sees it: a real database process, asked through the contract. */
export class Product {
  readonly #database: OpenDatabase;
  readonly #pids: readonly (number | undefined)[];
  readonly #looking: NodeJS.Timeout;
  #peak: number | null = null;

  private constructor(database: OpenDatabase, pids: readonly (number | undefined)[]) {
    this.#database = database;
    this.#pids = pids;
    this.#looking = setInterval(() => this.#lookAtMemory(), LOOK_EVERY).unref();
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
      leavingOut: async () => NOTHING_LEFT_OUT,
      timeZone: async () => 'UTC',
      onChange: () => undefined,
    });
    await database.open({});
    return new Product(database, pids);
  }

  ask<T>(question: (client: ProcessClient, database: string) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#database.request((client) => question(client, 'bench'), signal);
  }

  /** What is urgent, as the contract says of questions. */
  askUrgently<T>(question: (client: ProcessClient, database: string) => Promise<T>): Promise<T> {
    return this.#database.requestUrgently((client) => question(client, 'bench'));
  }

  /**
   * The most memory of its own that the process was seen to hold, in MB; `null` where the system does not say. Files that it
   * has mapped are the system's: it takes those pages back whenever it needs them.
   */
  get peakMemory(): number | null {
    this.#lookAtMemory();
    return this.#peak;
  }

  /** What the process has computed so far, in milliseconds; `null` where the system does not say. */
  get computed(): number | null {
    const stat = `/proc/${this.#pids.at(-1)}/stat`;
    if (!existsSync(stat)) return null;
    // After the name, which may hold spaces: the times of the process and of the system for it are the 12th and 13th.
    const parts = readFileSync(stat, 'utf8').split(') ').at(-1)!.split(' ');
    return (Number(parts[11]) + Number(parts[12])) * TICK;
  }

  #lookAtMemory(): void {
    const status = `/proc/${this.#pids.at(-1)}/status`;
    if (!existsSync(status)) return;
    const own = /RssAnon:\s*(\d+) kB/.exec(readFileSync(status, 'utf8'));
    if (own !== null) this.#peak = Math.max(this.#peak ?? 0, Number(own[1]) / 1024);
  }

  close(): Promise<void> {
    clearInterval(this.#looking);
    return this.#database.close();
  }
}

function benchHost(onStart: (handle: ProcessHandle) => void): Host {
  const host = createNodeHost({ version: 'benchmark', databaseEntry: entry, roots: [cacheFolder] });
  return {
    ...host,
    dataFolder: applicationFolder,
    cacheFolder: applicationFolder,
    startDatabaseProcess(name) {
      const handle = host.startDatabaseProcess(name);
      onStart(handle);
      return handle;
    },
  };
}
