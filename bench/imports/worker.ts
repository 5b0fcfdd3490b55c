import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DatabaseProcess } from '../../src-main/app/database-process.ts';
import { createNodeHost } from '../../src-main/node/node-host.ts';
import type { WritePlace } from '../../src-shared/contract/importing.ts';

const root = join(import.meta.dirname, '../..');
const entry = process.argv.includes('--source')
  ? join(root, 'src-main/node/database-entry.ts')
  : join(root, 'out/main/node-database.js');

/** How long the process rests to be compared, in milliseconds. */
const restMs = 5000;

setFlagsFromString('--expose-gc');
/** Clears away what this process holds of the floor, which runs in it too: millions of rows stop it for long. */
export const collect = runInNewContext('gc') as () => void;

/** The import worker as the main process sees it: a real process, asked through the contract. */
export class ImportWorker {
  readonly #process: DatabaseProcess;
  readonly #pid: number | undefined;
  readonly #scratch: string;
  readonly #looking: NodeJS.Timeout;
  /** The longest stall of the main process, whose part this process plays, while imports ran, in milliseconds. */
  stall = 0;
  /** The longest in about as much time in which nothing was asked: what the machine itself adds. */
  idle = 0;
  /** The most that this process computed between two turns meanwhile: what of a stall is its own doing, in milliseconds. */
  work = 0;
  /** The most memory that the worker held, in MB. */
  peak = 0;

  private constructor(process: DatabaseProcess, pid: number | undefined, scratch: string) {
    this.#process = process;
    this.#pid = pid;
    this.#scratch = scratch;
    this.#looking = setInterval(() => void this.#lookAtMemory(), 50).unref();
  }

  static async start(): Promise<ImportWorker> {
    const handle = createNodeHost({ version: '0', databaseEntry: entry, roots: null }).startDatabaseProcess('import');
    const process = new DatabaseProcess(handle);
    await process.call((client) => client.lifecycle.ping());
    return new ImportWorker(process, handle.pid, await mkdtemp(join(tmpdir(), 'starling-bench-import-')));
  }

  /** Imports files as one set; throws when that fails. Returns rows written. */
  async import(target: NonNullable<WritePlace['target']>, paths: readonly string[], table: string): Promise<number> {
    const turns = watchTurns();
    try {
      return await this.#run(target, paths, table);
    } finally {
      const { longest, busiest } = turns.end();
      this.stall = Math.max(this.stall, longest);
      this.work = Math.max(this.work, busiest);
    }
  }

  /** Measures {@link idle}. */
  async rest(): Promise<void> {
    const turns = watchTurns();
    await setTimeout(restMs);
    this.idle = turns.end().longest;
  }

  async #run(target: NonNullable<WritePlace['target']>, paths: readonly string[], table: string): Promise<number> {
    const sets = [{ paths: [...paths], options: { table, fileColumn: false } }];
    return this.#process.call(async (client) => {
      let rows = 0;
      for await (const piece of await client.importing.run({ target, scratch: this.#scratch, sets })) {
        if (piece.kind !== 'report') continue;
        if (piece.report.outcome !== 'imported') throw new Error(JSON.stringify(piece.report));
        rows += piece.report.counts.written;
      }
      return rows;
    });
  }

  async close(): Promise<void> {
    clearInterval(this.#looking);
    await this.#process.end();
    await rm(this.#scratch, { recursive: true, force: true });
  }

  async #lookAtMemory(): Promise<void> {
    const status = await readFile(`/proc/${this.#pid}/status`, 'utf8').catch(() => '');
    const own = /RssAnon:\s*(\d+) kB/.exec(status);
    if (own !== null) this.peak = Math.max(this.peak, Number(own[1]) / 1024);
  }
}

/**
 * Looks how far apart the turns of this process's event loop are, and how much it computed in between, since a machine that
 * has other things to do makes it wait; `end` says the most of either, in milliseconds.
 */
function watchTurns(): { end(): { readonly longest: number; readonly busiest: number } } {
  let last = performance.now();
  let used = process.threadCpuUsage();
  let [longest, busiest] = [0, 0];
  const timer = setInterval(() => {
    const now = performance.now();
    const { user, system } = process.threadCpuUsage(used);
    longest = Math.max(longest, now - last);
    busiest = Math.max(busiest, (user + system) / 1000);
    last = now;
    used = process.threadCpuUsage();
  }, 5);
  return {
    end() {
      clearInterval(timer);
      return { longest, busiest };
    },
  };
}
