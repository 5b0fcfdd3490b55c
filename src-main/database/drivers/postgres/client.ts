import { readFile } from 'node:fs/promises';
import type { ConnectionOptions } from 'node:tls';
import pg, { type ClientConfig } from 'pg';
import { Failure } from '#shared/model/failure.ts';
import type { Profile } from '#shared/model/profile.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 30_000;

export interface ConnectOptions {
  readonly signal?: AbortSignal | undefined;
  /** How long a server may take to answer; 10 s unless said otherwise. */
  readonly connectTimeoutMs?: number | undefined;
}

/** What pg needs to connect, settled once per database: `prefer` has been decided. */
export type Access = ClientConfig & { readonly ssl: false | ConnectionOptions };

/**
 * A profile as pg takes it. TLS modes mean what they mean to libpq: `prefer` and `require` encrypt without looking at the
 * certificate, `verify-ca` checks its chain, `verify-full` its name too. Without a CA file the system's authorities count.
 */
export async function accessOf(
  profile: Profile,
  password: string | undefined,
  timeoutMs = CONNECT_TIMEOUT_MS,
): Promise<Access> {
  const { host, port, database, user, sslMode, applicationName, caFile } = profile;
  return {
    ...{ host, port, database, user, application_name: applicationName },
    // A function, so that neither PGPASSWORD nor a .pgpass of this machine is used instead, and no dump of it shows one.
    password: () => password ?? '',
    ssl: host.startsWith('/') || sslMode === 'disable' ? false : await tlsOf(sslMode, caFile),
    ...{ connectionTimeoutMillis: timeoutMs, keepAlive: true, keepAliveInitialDelayMillis: KEEP_ALIVE_MS },
  };
}

async function tlsOf(mode: Profile['sslMode'], caFile: string | null): Promise<ConnectionOptions> {
  if (mode === 'prefer' || mode === 'require') return { rejectUnauthorized: false };
  const ca = caFile === null ? {} : { ca: await readCertificate(caFile) };
  return { rejectUnauthorized: true, ...ca, ...(mode === 'verify-ca' && { checkServerIdentity: () => undefined }) };
}

async function readCertificate(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new Failure('TLS_FAILED', `The CA certificate ${path} cannot be read. Check its path in the profile.`, {
      ...{ detail, cause },
    });
  }
}

/** Connects once. With `prefer`, a server that offers no TLS is asked again without; `access` says how it worked. */
export async function connectOnce(
  profile: Profile,
  password: string | undefined,
  options: ConnectOptions = {},
): Promise<{ readonly client: pg.Client; readonly access: Access }> {
  const access = await accessOf(profile, password, options.connectTimeoutMs);
  try {
    return { client: await connect(access, options.signal), access };
  } catch (error) {
    if (profile.sslMode !== 'prefer' || access.ssl === false || !offersNoTls(error)) throw error;
    const plain = { ...access, ssl: false } as const;
    return { client: await connect(plain, options.signal), access: plain };
  }
}

export async function connect(access: Access, signal?: AbortSignal): Promise<pg.Client> {
  const client = new pg.Client(access);
  // A connection that breaks while nobody asks anything is noticed by the next question.
  client.on('error', () => undefined);
  const giveUp = () => void client.connection.stream.destroy();
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    signal?.throwIfAborted();
    await client.connect();
    return client;
  } catch (error) {
    // pg leaves the socket open when it cannot answer the server's request for a password.
    giveUp();
    throw signal?.aborted ? new Failure('CANCELLED', 'Cancelled') : error;
  } finally {
    signal?.removeEventListener('abort', giveUp);
  }
}

function offersNoTls(error: unknown): boolean {
  return error instanceof Error && /does not support SSL|establishing an SSL/.test(error.message);
}
