import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Profile } from '#shared/model/profile.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/engines.ts';
import { postgresServer } from '../../testing/postgres-for-tests.ts';
import { startTcpProxy } from '../../testing/tcp-proxy.ts';
import type { ConnectOptions } from './client.ts';
import { openPostgres } from './driver.ts';
import { testProfile } from './test-profile.ts';

const certificate = (name: string): string => fileURLToPath(new URL(`../../testing/tls/${name}`, import.meta.url));

let database: TestDatabase;
let profile: Profile;
let password: string;

beforeAll(async () => {
  database = await createTestDatabase('postgres');
  if (database.target.kind !== 'postgres') throw new Error('not Postgres');
  profile = database.target.profile;
  password = database.target.password ?? '';
});
afterAll(() => database[Symbol.asyncDispose]());

const tried = async (changes: Partial<Profile>, word: string | undefined = password) => {
  const result = await testProfile({ ...profile, ...changes }, word);
  return result.failure?.code ?? result.engineVersion;
};

describe('testProfile', () => {
  it('says that everything is right, and what answered', async () => {
    expect(await testProfile(profile, password)).toEqual({
      ...{ ok: true, engineVersion: 'PostgreSQL 18.4', failure: null },
      milliseconds: expect.any(Number),
    });
  });

  it('connects through the socket in a folder', async () => {
    expect(await tried({ host: (await postgresServer()).socketFolder, sslMode: 'require' })).toBe('PostgreSQL 18.4');
  });

  it('tells apart what can be wrong', async () => {
    expect(await tried({ host: 'no-such-host.invalid' })).toBe('HOST_UNREACHABLE');
    expect(await tried({ port: await closedPort() })).toBe('CONNECTION_REFUSED');
    expect(await tried({ host: '/no/such/folder' })).toBe('CONNECTION_REFUSED');
    expect(await tried({}, 'wrong')).toBe('PASSWORD_WRONG');
    expect(await tried({}, '')).toBe('PASSWORD_WRONG');
    expect((await testProfile(profile, undefined)).failure?.code).toBe('PASSWORD_WRONG');
    expect(await tried({ user: 'nobody' })).toBe('PASSWORD_WRONG');
    expect(await tried({ database: 'nothing' })).toBe('DATABASE_MISSING');
  });

  it('gives up on a server that says nothing, and at once when cancelled', async () => {
    const silent = createServer();
    const port = await new Promise<number>((resolve) => {
      silent.listen(0, '127.0.0.1', () => resolve((silent.address() as { port: number }).port));
    });
    const open = (options: ConnectOptions) => openPostgres({ ...profile, port }, password, options);
    await expect(open({ connectTimeoutMs: 100 })).rejects.toMatchObject({ code: 'HOST_UNREACHABLE' });
    await expect(open({ signal: AbortSignal.timeout(50) })).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(open({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' });
    silent.close();
  });

  it('never repeats the password', async () => {
    for (const changes of [{ database: 'nothing' }, { user: 'nobody' }, { port: await closedPort() }]) {
      const failure = await openPostgres({ ...profile, ...changes }, 'opensesame').catch((error: unknown) => error);
      expect(inspect(failure, { depth: 10, showHidden: true })).not.toContain('opensesame');
      expect(JSON.stringify(failure)).not.toContain('opensesame');
    }
  });

  it('uses no password of this computer', async () => {
    process.env['PGPASSWORD'] = password;
    try {
      expect((await testProfile(profile, undefined)).failure?.code).toBe('PASSWORD_WRONG');
    } finally {
      delete process.env['PGPASSWORD'];
    }
  });
});

describe('TLS', () => {
  const right = certificate('ca.crt');
  const other = certificate('other-ca.crt');

  it.each<[string, Partial<Profile>, string]>([
    ['prefer', { sslMode: 'prefer' }, 'PostgreSQL 18.4'],
    ['require', { sslMode: 'require' }, 'PostgreSQL 18.4'],
    ['verify-ca', { sslMode: 'verify-ca', caFile: right }, 'PostgreSQL 18.4'],
    ['verify-ca with another authority', { sslMode: 'verify-ca', caFile: other }, 'TLS_FAILED'],
    ['verify-ca with the authorities of the system', { sslMode: 'verify-ca' }, 'TLS_FAILED'],
    ['verify-full', { sslMode: 'verify-full', caFile: right, host: 'localhost' }, 'PostgreSQL 18.4'],
    ['verify-full of another name', { sslMode: 'verify-full', caFile: right }, 'TLS_FAILED'],
    ['a missing CA file', { sslMode: 'verify-full', caFile: '/no/such/ca.pem' }, 'TLS_FAILED'],
  ])('%s', async (_, changes, answer) => {
    expect(await tried(changes)).toBe(answer);
  });

  it('is demanded by a server', async () => {
    await database.execute("create role tls_only login password 'only'");
    const user = 'tls_only';
    const without = await testProfile({ ...profile, user, sslMode: 'disable' }, 'only');
    expect(without.failure).toMatchObject({ code: 'TLS_FAILED', detail: expect.stringContaining('no encryption') });
    expect(await tried({ user, sslMode: 'require' }, 'only')).toBe('PostgreSQL 18.4');
    await database.execute('drop role tls_only');
  });

  it('is really used', async () => {
    for (const [sslMode, encrypted] of [
      ['disable', false],
      ['prefer', true],
    ] as const) {
      const connection = await openPostgres({ ...profile, sslMode }, password);
      const answer = await connection.rows({
        parts: [{ kind: 'text', text: 'select ssl from pg_stat_ssl where pid = pg_backend_pid()' }],
      });
      expect(answer.rows).toEqual([[encrypted]]);
      await connection.close();
    }
  });

  it('is gone without only when it is merely preferred', async () => {
    await using proxy = await startTcpProxy(profile, { refuseTls: true });
    const connection = await openPostgres({ ...profile, port: proxy.port, sslMode: 'prefer' }, password);
    expect(connection.info.notices).toEqual([expect.stringContaining('not encrypted')]);
    await connection.close();
    expect(await tried({ port: proxy.port, sslMode: 'require' })).toBe('TLS_FAILED');
  });
});

async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
  await new Promise((resolve) => server.close(resolve));
  return port;
}
