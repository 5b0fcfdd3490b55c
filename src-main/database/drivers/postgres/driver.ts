import { Failure } from '#shared/model/failure.ts';
import type { Profile } from '#shared/model/profile.ts';
import { postgresDialectOf } from '../../sql/dialects/postgres.ts';
import type { Driver } from '../driver.ts';
import { type Access, type ConnectOptions, connectOnce } from './client.ts';
import { PostgresConnection } from './connection.ts';
import { failureOf } from './failures.ts';
import { Pool } from './pool.ts';
import { askRaw } from './run.ts';
import type { RawRow } from './statement.ts';
import { TypeBook } from './type-book.ts';

/** The longest a statement may run; a person's own cancelling comes sooner. */
const STATEMENT_TIMEOUT_MS = 15 * 60_000;

const OLDEST = 120_000;

/** Postgres servers, and what speaks like them: poolers (PgBouncer, Supabase) included. */
export const postgresDriver: Driver = {
  engine: 'postgres',
  async open(target, { signal }) {
    if (target.kind !== 'postgres') throw new Failure('BAD_INPUT', 'Postgres is opened by a profile, not by a file.');
    return openPostgres(target.profile, target.password, { signal });
  },
};

/** Opens a profile. Throws failures that tell apart host, port, TLS, user or password, and database. */
export async function openPostgres(
  profile: Profile,
  password: string | undefined,
  options: ConnectOptions & { readonly statementTimeoutMs?: number } = {},
): Promise<PostgresConnection> {
  const timeoutMs = options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS;
  const { client, access } = await connectOnce(profile, password, options).catch((error: unknown) => {
    throw failureOf(error);
  });
  const pool = new Pool(access, client);
  try {
    const ask = (text: string, endWithClient = false) =>
      askRaw(pool, { text, values: [], limits: { timeoutMs, endWithClient } }, options.signal);
    const server = await ask(VERSION_SQL);
    const version = versionOf(server);
    const dialect = postgresDialectOf(Number(server[0]?.[1]));
    const endWithClient = await ask('select', true).then(
      () => true,
      () => false,
    );
    const limits = { timeoutMs, endWithClient };
    const types = new TypeBook(access, limits);
    await types.load(ask);
    const notices = noticesOf(profile, access);
    const info = { engine: 'postgres', engineVersion: version, readOnly: true, notices, snapshotTaken: null } as const;
    return new PostgresConnection({ info, dialect, pool, types, limits });
  } catch (error) {
    await pool.close();
    throw error;
  }
}

const VERSION_SQL = "select current_setting('server_version'), current_setting('server_version_num')";

/** `18.4 (Debian 18.4-1)` as `PostgreSQL 18.4`. */
function versionOf([row]: readonly RawRow[]): string {
  const version = row?.[0]?.split(' ')[0] ?? '';
  if (Number(row?.[1]) >= OLDEST) return `PostgreSQL ${version}`;
  throw new Failure('VERSION_UNSUPPORTED', `This server runs PostgreSQL ${version}. Starling reads 12 and newer.`);
}

function noticesOf({ sslMode }: Profile, { ssl }: Access): readonly string[] {
  const refused = sslMode === 'prefer' && ssl === false;
  return refused ? ['The server offers no encryption, so this connection is not encrypted.'] : [];
}
