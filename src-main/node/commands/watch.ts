import { watch as watchFolder } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Failure } from '#shared/model/failure.ts';
import type { ImportReport, ImportTarget } from '#shared/model/import.ts';
import type { App } from '../../app/create-app.ts';
import type { Host } from '../../app/host.ts';
import { writeLine } from '../output.ts';
import { followed, granted, type ImportCommand, optionsOf, targetNamed, withApp } from './import.ts';

/** How long a file must stay as it is before it is taken in, in milliseconds. */
const restMs = 2000;
/** How often the folder is looked at although nothing was heard of it: some file systems tell nothing. */
const lookMs = 10_000;

interface Seen {
  readonly version: string;
  /** When it was first seen like this. */
  readonly since: number;
  readonly taken: string | null;
}

/**
 * `starling watch DIR --into DB`: files that appear or grow are taken in once they rest. Of a file that grew the new rows are
 * added where its importer can tell them; otherwise, and when it was written anew, it replaces what it gave before, in one
 * transaction: each of its rows is there once.
 */
export async function watchDirectory(host: Host, folder: string, command: ImportCommand): Promise<void> {
  await withApp(host, async (app) => {
    const root = granted(app, folder);
    const into = await targetNamed(app, command.into);
    const stop = new AbortController();
    process.once('SIGINT', () => stop.abort());
    process.once('SIGTERM', () => stop.abort());
    const heard = listen(root, stop.signal);
    const seen = new Map<string, Seen>();
    writeLine(`Watching ${root}; interrupt to stop`);
    try {
      while (!stop.signal.aborted) {
        const waiting = await takeRested(app, { root, into, command, seen });
        await Promise.race([heard.next(), rest(waiting ? restMs / 2 : lookMs, stop.signal)]);
      }
    } finally {
      stop.abort();
    }
  });
}

function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
}

interface Watched {
  readonly root: string;
  readonly into: ImportTarget;
  readonly command: ImportCommand;
  readonly seen: Map<string, Seen>;
}

/** Imports the files that have come to rest since they changed; whether others still change. */
async function takeRested(app: App, { root, into, command, seen }: Watched): Promise<boolean> {
  let waiting = false;
  for (const path of await filesOf(root)) {
    const found = await stat(path).catch(() => null);
    if (found === null || found.size === 0) continue;
    const version = `${found.size} ${found.mtimeMs} ${found.ino}`;
    const before = seen.get(path);
    if (before?.version !== version) seen.set(path, { version, since: Date.now(), taken: before?.taken ?? null });
    const now = seen.get(path) as Seen;
    if (now.taken === version) continue;
    if (Date.now() - now.since < restMs && Date.now() - found.mtimeMs < restMs) {
      waiting = true;
      continue;
    }
    const report = await take(app, path, into, command);
    tell(path, report);
    // A file that was written to meanwhile is tried again; one that nobody can read is not, until it changes.
    seen.set(path, { ...now, taken: version });
  }
  return waiting;
}

async function take(
  app: App,
  path: string,
  into: ImportTarget,
  command: ImportCommand,
): Promise<ImportReport | undefined> {
  const importer = command.as === undefined ? {} : { importer: command.as };
  const sets = [{ paths: [granted(app, path)], options: optionsOf(command), replaces: true, ...importer }];
  const { job } = await app.client.imports.start({ sets, into, onDuplicate: 'skip' });
  const over = await followed(app, job, true);
  if (over.failure !== null) throw new Failure(over.failure.code, over.failure.message, over.failure);
  return over.reports[0];
}

function tell(path: string, report: ImportReport | undefined): void {
  if (report === undefined || report.outcome === 'skipped') return;
  writeLine(`${path}: ${report.message}`);
}

async function filesOf(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(resolve(entry.parentPath), entry.name))
    .sort();
}

/** Each `next` settles when something was heard of the folder since the last. */
function listen(root: string, signal: AbortSignal): { next(): Promise<void> } {
  let heard = Promise.withResolvers<void>();
  const watcher = watchFolder(root, { recursive: true, signal }, () => heard.resolve());
  watcher.on('error', () => heard.resolve());
  return {
    next: async () => {
      await heard.promise;
      heard = Promise.withResolvers();
    },
  };
}
