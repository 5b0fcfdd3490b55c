import { basename } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, version } from '@duckdb/node-api';
import type { ConnectionInfo } from '#shared/model/database.ts';
import { duckdbDialect } from '../../sql/dialects/duckdb.ts';
import type { OpenInstance } from './connection.ts';
import { openFailure } from './failures.ts';
import { instanceSettings, literal, lockDown } from './settings.ts';

/** Opens a DuckDB file read-only. Throws a `Failure`, which never holds the key. */
export async function openDatabase(path: string, scratch: string, key: string | undefined): Promise<OpenInstance> {
  try {
    return key === undefined ? await openPlain(path, scratch) : await openEncrypted(path, scratch, key);
  } catch (thrown) {
    // A key that was given for a file without encryption is not needed.
    if (key !== undefined && /is not encrypted/.test(String(thrown))) return openDatabase(path, scratch, undefined);
    throw openFailure(thrown, key);
  }
}

/** What to say about an instance, before anything special happened to it. */
export function plainInfo(): ConnectionInfo {
  return {
    engine: 'duckdb',
    engineVersion: `DuckDB ${version().replace(/^v/, '')}`,
    readOnly: true,
    notices: [],
    snapshotTaken: null,
  };
}

async function openPlain(path: string, scratch: string): Promise<OpenInstance> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY', ...instanceSettings(scratch) });
  return ready(instance, () => instance.connect());
}

/** The engine takes a key only when it attaches a file, so an empty instance does that. */
async function openEncrypted(path: string, scratch: string, key: string): Promise<OpenInstance> {
  const instance = await DuckDBInstance.create(':memory:', instanceSettings(scratch));
  const name = databaseName(path);
  return ready(
    instance,
    async () => {
      const connection = await instance.connect();
      await connection.run(`use ${duckdbDialect.quote(name)}`);
      return connection;
    },
    async () => {
      const connection = await instance.connect();
      await attach(connection, path, name, key).finally(() => connection.closeSync());
    },
  );
}

/** The older cipher has to be asked for by name. */
async function attach(connection: DuckDBConnection, path: string, name: string, key: string): Promise<void> {
  const as = (more: string) =>
    connection.run(
      `attach ${literal(path)} as ${duckdbDialect.quote(name)} (read_only, encryption_key ${literal(key)}${more})`,
    );
  try {
    await as('');
  } catch (thrown) {
    if (!/explicitly specifying the encryption cipher/.test(String(thrown))) throw thrown;
    await as(", encryption_cipher 'CTR'");
  }
}

/** As the engine itself would call it, because views may name their own database. */
function databaseName(path: string): string {
  const stem = basename(path).split('.', 1)[0] ?? '';
  return ['', 'main', 'memory', 'system', 'temp'].includes(stem) ? `${stem}_db` : stem;
}

async function ready(
  instance: DuckDBInstance,
  connect: () => Promise<DuckDBConnection>,
  before: () => Promise<void> = () => Promise.resolve(),
): Promise<OpenInstance> {
  try {
    await before();
    const connection = await connect();
    await lockDown(connection).finally(() => connection.closeSync());
    return { instance, connect, info: plainInfo(), files: null };
  } catch (thrown) {
    instance.closeSync();
    throw thrown;
  }
}
