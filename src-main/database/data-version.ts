import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '#shared/model/source.ts';
import type { Connection, QueryOptions, Target } from './drivers/driver.ts';
import { raw, type Sql } from './sql/sql.ts';

/**
 * What an engine says of changes: SQLite's counter of commits by others, which also sees those still in the log; in
 * Postgres which transactions are over, of the whole server. A DuckDB file that is open here has no writer.
 */
const versions: Readonly<Record<Engine, Sql | null>> = {
  sqlite: raw('pragma data_version'),
  postgres: raw('select cast(txid_current_snapshot() as text)'),
  duckdb: null,
};

/** Another text after every change of the data. */
export async function dataVersion(connection: Connection, target: Target, options: QueryOptions): Promise<string> {
  const query = versions[connection.info.engine];
  const said = query === null ? '' : String((await connection.rows(query, options)).rows[0]?.[0]);
  return `${said} ${await filesVersion(target)}`;
}

/**
 * Another text after every change of the data, also while Starling did not run; `null` where nothing says so reliably. A
 * file tells by its times. Postgres tells by its transactions, for as long as the server runs, unless tables are another
 * server's; the first files of a large folder do not tell of the others.
 */
export async function lastingVersion(connection: Connection, target: Target): Promise<string | null> {
  if (connection.info.snapshotTaken !== null) return null;
  if (target.kind === 'folder') return (await filesIn(target.path)).length < MOST_FILES ? filesVersion(target) : null;
  if (target.kind === 'file') return filesVersion(target);
  const { rows } = await connection.rows(ofServer);
  const [snapshot, started, foreign] = rows[0] ?? [];
  return foreign === false ? `${snapshot} ${started}` : null;
}

const ofServer = raw(
  'select cast(txid_current_snapshot() as text), cast(pg_postmaster_start_time() as text), exists (select 1 from pg_foreign_table)',
);

/** Sizes and times of a file, its logs and its journal, or of all files of a folder. */
export async function filesVersion(target: Target): Promise<string> {
  if (target.kind === 'postgres') return '';
  const { path } = target;
  if (target.kind === 'folder') return (await Promise.all((await filesIn(path)).map(stampOf))).join(' ');
  return (await Promise.all(['', '.wal', '-wal', '-journal'].map((ending) => stampOf(`${path}${ending}`)))).join(' ');
}

/** A folder with more files is followed by these. */
const MOST_FILES = 5000;

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.sort().slice(0, MOST_FILES);
}

/** '' for a file that is not there, or has nothing in it. A copy may take over the time of what it replaces, but not all of these. */
async function stampOf(path: string): Promise<string> {
  try {
    const { size, mtimeNs, ctimeNs, ino } = await stat(path, { bigint: true });
    // Whoever only reads may leave an empty log behind.
    return size === 0n ? '' : `${size}:${mtimeNs}:${ctimeNs}:${ino}`;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
