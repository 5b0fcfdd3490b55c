import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Failure } from '#shared/model/failure.ts';
import { duckdbDialect } from '../../sql/dialects/duckdb.ts';
import type { OpenContext } from '../driver.ts';
import type { OpenInstance } from './connection.ts';
import { openDatabase } from './database.ts';
import { openFailure } from './failures.ts';

const attempts = 8;
const pauseBetween = 150;

/**
 * Copies a database that another process is writing, opens the copy and checks it. A copy during which the file changed,
 * or that does not hold together, is made again.
 */
export async function openSnapshot(path: string, context: OpenContext): Promise<OpenInstance> {
  let last: unknown;
  for (let attempt = 0; attempt < attempts; attempt++) {
    context.signal?.throwIfAborted();
    if (attempt > 0) await setTimeout(pauseBetween * attempt);
    const folder = join(context.scratch, `snapshot-${attempt}`);
    const taken = new Date().toISOString();
    try {
      if (await copied(path, folder)) return labelled(await verified(join(folder, basename(path)), context), taken);
    } catch (thrown) {
      if (thrown instanceof Failure && !torn.has(thrown.code)) throw thrown;
      last = thrown;
    }
    await rm(folder, { recursive: true, force: true });
  }
  if (last instanceof Failure) throw last;
  throw new Failure('FILE_LOCKED', 'The file changes too fast to be copied right now. Try again in a moment.', {
    cause: last,
  });
}

/** What a copy taken at a bad moment may look like. */
const torn: ReadonlySet<string> = new Set(['FILE_CORRUPT', 'NOT_A_DATABASE', 'INTERNAL', 'SQL_FAILED']);

/** Whether the file stayed as it was while it was copied. Its log may have grown: what is cut off there was not committed yet. */
async function copied(path: string, folder: string): Promise<boolean> {
  await mkdir(folder);
  const before = await identities(path);
  for (const file of before.keys()) await copyFile(file, join(folder, basename(file)), constants.COPYFILE_FICLONE);
  const after = await identities(path);
  if (before.size !== after.size) return false;
  return [...before].every(([file, then]) => {
    const now = after.get(file);
    if (now === undefined || now.inode !== then.inode) return false;
    return file === path ? now.size === then.size && now.changed === then.changed : now.size >= then.size;
  });
}

interface Identity {
  readonly inode: bigint;
  readonly size: bigint;
  readonly changed: bigint;
}

/** The database and its logs (`.wal`, and those of a running checkpoint). */
async function identities(path: string): Promise<ReadonlyMap<string, Identity>> {
  const logs = (await readdir(dirname(path))).filter((name) => name.startsWith(`${basename(path)}.wal`));
  const files = [path, ...logs.map((name) => join(dirname(path), name))];
  const found = await Promise.all(
    files.map(async (file) => {
      const { ino, size, mtimeNs } = await stat(file, { bigint: true });
      return [file, { inode: ino, size, changed: mtimeNs }] as const;
    }),
  );
  return new Map(found);
}

async function verified(copy: string, { scratch, options }: OpenContext): Promise<OpenInstance> {
  const open = await openDatabase(copy, scratch, options.key);
  try {
    await readAll(open);
    return open;
  } catch (thrown) {
    open.instance.closeSync();
    throw openFailure(thrown, options.key);
  }
}

/** The catalogue, and a row of each of the first tables. */
async function readAll(open: OpenInstance): Promise<void> {
  const connection = await open.connect();
  try {
    const tables = await connection.runAndReadAll(
      'select schema_name, table_name from duckdb_tables() where not internal and database_name = current_database() limit 200',
    );
    for (const names of tables.getRowsJson()) {
      await connection.run(`select * from ${names.map((each) => duckdbDialect.quote(String(each))).join('.')} limit 1`);
    }
  } finally {
    connection.closeSync();
  }
}

function labelled(open: OpenInstance, taken: string): OpenInstance {
  const time = `${taken.slice(0, 19).replace('T', ' ')} UTC`;
  const notice = `This is a snapshot taken at ${time}. What is written after that is not shown; open it again to see more.`;
  return { ...open, info: { ...open.info, notices: [...open.info.notices, notice], snapshotTaken: taken } };
}
