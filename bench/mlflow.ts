import Database from 'better-sqlite3';
import pg from 'pg';
import type { OpenTarget } from '../src-main/app/open-parts.ts';
import { seriesRequestSchema } from '../src-shared/contract/browse.ts';
import { pageRequestSchema } from '../src-shared/model/filter.ts';
import { madeOnce } from './data.ts';
import type { BenchEngine, Floor } from './engine.ts';
import { postgresFloor } from './engines/postgres.ts';
import { sqliteFloor } from './engines/sqlite.ts';
import { compare, pageLimit, type Row, type Times } from './measure.ts';
import { Product } from './product.ts';

/** The shape that people ask MLflow for: runs × metrics, each with some steps, and parameters. */
const RUNS = 1500;
const METRICS = 1500;
const STEPS = 2;
const PARAMS = 150;

/** Lists of a store of 1,500 runs with 1,500 metrics each: 2.2 M latest values, 4.5 M values. */
export async function measureMlflow(engine: BenchEngine, report: (row: Row) => void): Promise<void> {
  const store = engine.name === 'SQLite' ? await sqliteStore() : await postgresStore(engine.target);
  const product = await Product.open(store.target);
  try {
    for (const [what, times] of questions(product, store.floor)) {
      const measured = await times();
      report({
        engine: engine.name,
        what: `MLflow: ${what}`,
        ...measured,
        unit: 'ms',
        limit: pageLimit(measured.floor),
      });
    }
  } finally {
    await product.close();
    await store.floor.close();
  }
}

interface Store {
  readonly target: OpenTarget;
  readonly floor: Floor;
}

const request = pageRequestSchema.parse({ limit: 200 });
const run = (number: number) => String(number).padStart(32, '0');
const listed = Array.from({ length: 200 }, (_, at) => `'${run(at)}'`).join(', ');
const first = (prefix: string) => Array.from({ length: 30 }, (_, at) => `${prefix}-${String(at).padStart(4, '0')}`);

/** Runs with a column for each metric and parameter, as the list shows them. */
async function listOfRuns(floor: Floor): Promise<readonly (readonly unknown[])[]> {
  const runs = (await floor.query(
    // When a run last wrote is a column of the list too.
    `select *, (select max(timestamp) from latest_metrics m where m.run_uuid = r.run_uuid) from runs r
      where experiment_id = 1 and lifecycle_stage = 'active' order by start_time, run_uuid limit 200`,
  )) as [string][];
  const values = new Map(runs.map(([id]) => [id, new Map<string, unknown>()]));
  for (const [table, keys] of tables) {
    const rows = (await floor.query(
      `select run_uuid, key, value from ${table} where run_uuid in (${listed}) and key in (${keys.map((key) => `'${key}'`).join(', ')})`,
    )) as [string, string, unknown][];
    for (const [id, key, value] of rows) values.get(id)?.set(key, value);
  }
  const columns = tables.flatMap(([, keys]) => keys);
  return runs.map((run) => [...run, ...columns.map((key) => values.get(run[0])?.get(key) ?? null)]);
}

const tables = [
  ['latest_metrics', first('metric')],
  ['params', first('param')],
] as const;

function questions(product: Product, floor: Floor): readonly (readonly [string, () => Promise<Times>])[] {
  let asked = 0;
  const next = () => run(asked++ % RUNS);
  const series = seriesRequestSchema.parse({ measure: 'metric-0700', sessions: ['1'], points: 1000 });
  return [
    [
      'list of experiments with roll-ups',
      () =>
        compare(
          () =>
            product.ask(async (client, database) => {
              const { rows } = await client.sessions.page({ database, request });
              return client.sessions.rollUps({ database, ids: rows.map(([id]) => String(id)) });
            }),
          async () => {
            await floor.query(`select * from experiments where lifecycle_stage = 'active'`);
            await floor.query(
              `select experiment_id, count(*), avg(end_time - start_time) from runs where lifecycle_stage = 'active' group by 1`,
            );
          },
        ),
    ],
    [
      'list of 200 runs with 30 metrics and 30 parameters',
      () =>
        compare(
          () => product.ask((client, database) => client.episodes.page({ database, session: '1', request })),
          () => listOfRuns(floor),
        ),
    ],
    [
      'metrics and last step of 200 runs',
      () =>
        compare(
          () =>
            product.ask((client, database) =>
              client.episodes.rollUps({ database, ids: Array.from({ length: 200 }, (_, at) => run(at)) }),
            ),
          () =>
            floor.query(
              `select run_uuid, count(*), max(step) from latest_metrics where run_uuid in (${listed}) group by 1`,
            ),
        ),
    ],
    [
      'which measures a run has',
      () =>
        compare(
          () => product.ask((client, database) => client.measures.list({ database, episode: next() })),
          async () => {
            const of = next();
            await floor.query(`select key from latest_metrics where run_uuid = '${of}' order by key`);
            await floor.query(`select key, value from params where run_uuid = '${of}'`);
          },
        ),
    ],
    [
      'a metric over 1,500 runs',
      () =>
        compare(
          () => product.ask((client, database) => client.series.get({ database, request: series })),
          () =>
            floor.query(`select r.run_uuid, m.value from runs r left join latest_metrics m on m.run_uuid = r.run_uuid
              and m.key = 'metric-0700' where r.experiment_id = 1 and r.lifecycle_stage = 'active' order by r.start_time`),
        ),
    ],
  ];
}

/** Tables as MLflow declares them, filled in the order of their keys. */
function statements({
  number,
  padded,
}: {
  number: (count: number) => string;
  padded: (i: string, length: number) => string;
}) {
  const key = (prefix: string, i: string) => `'${prefix}-' || ${padded(i, 4)}`;
  const metric =
    'key varchar(250) not null, value double precision not null, timestamp bigint, step bigint not null, is_nan boolean not null, run_uuid varchar(32) not null';
  const value = `(m.i * 7919 + r.i * 104729) % 1000003 / 1000.0`;
  const rows = (steps: string) =>
    `select ${key('metric', 'm.i')}, ${value}, 1700000000000 + ${steps}, ${steps}, false, ${padded('r.i', 32)}`;
  return [
    `create table experiments (experiment_id integer primary key, name varchar(256) not null unique, artifact_location varchar(256), lifecycle_stage varchar(32))`,
    `create table runs (run_uuid varchar(32) not null primary key, name varchar(250), user_id varchar(256), status varchar(9), start_time bigint, end_time bigint, lifecycle_stage varchar(20), experiment_id integer)`,
    `create table metrics (${metric}, primary key (key, timestamp, step, run_uuid, value, is_nan))`,
    `create table latest_metrics (${metric}, primary key (key, run_uuid))`,
    ...['params', 'tags'].map(
      (table) =>
        `create table ${table} (key varchar(250) not null, value varchar(8000), run_uuid varchar(32) not null, primary key (key, run_uuid))`,
    ),
    `insert into experiments values (1, 'large', '/runs/1', 'active'), (2, 'empty', '/runs/2', 'active')`,
    `insert into runs select ${padded('r.i', 32)}, 'run-' || r.i, 'ann', 'FINISHED', 1700000000000 + r.i, 1700000060000 + r.i, 'active', 1 from ${number(RUNS)} r`,
    `insert into metrics ${rows('s.i')} from ${number(METRICS)} m cross join ${number(STEPS)} s cross join ${number(RUNS)} r order by m.i, s.i, r.i`,
    `insert into latest_metrics ${rows(String(STEPS - 1))} from ${number(METRICS)} m cross join ${number(RUNS)} r order by m.i, r.i`,
    `insert into params select ${key('param', 'm.i')}, '' || (m.i + r.i), ${padded('r.i', 32)} from ${number(PARAMS)} m cross join ${number(RUNS)} r order by m.i, r.i`,
    ...['metrics', 'latest_metrics', 'params', 'tags'].map(
      (table) => `create index index_${table}_run_uuid on ${table} (run_uuid)`,
    ),
  ];
}

async function sqliteStore(): Promise<Store> {
  const path = await madeOnce('mlflow.sqlite', async (partial) => {
    const database = new Database(partial);
    database.pragma('journal_mode = off');
    database.pragma('synchronous = off');
    database.pragma('cache_size = -500000');
    const all = statements({
      number: (count) =>
        `(with recursive c(i) as (select 0 union all select i + 1 from c limit ${count}) select i from c)`,
      padded: (i, length) => `printf('%0${length}d', ${i})`,
    });
    for (const statement of all) database.exec(statement);
    database.pragma('journal_mode = delete');
    database.close();
  });
  return { target: { kind: 'file', path }, floor: await sqliteFloor(path) };
}

const DATABASE = 'bench_mlflow';

async function postgresStore(target: OpenTarget): Promise<Store> {
  if (target.kind !== 'postgres') throw new Error('MLflow has no stores in DuckDB');
  const { host, port, user, database: other } = target.profile;
  const address = (database: string) =>
    `postgres://${user}:${encodeURIComponent(target.password ?? '')}@${host}:${port}/${database}`;
  const admin = new pg.Client(address(other));
  await admin.connect();
  const { rows } = await admin.query('select 1 from pg_database where datname = $1', [DATABASE]);
  if (rows.length === 0) {
    console.log(`Making ${DATABASE}…`);
    await admin.query(`drop database if exists ${DATABASE}_making with (force)`);
    await admin.query(`create database ${DATABASE}_making`);
    const client = new pg.Client(address(`${DATABASE}_making`));
    await client.connect();
    const all = statements({
      number: (count) => `(select generate_series(0::bigint, ${count - 1}) as i)`,
      padded: (i, length) => `lpad((${i})::text, ${length}, '0')`,
    });
    for (const statement of [...all, 'vacuum analyze']) await client.query(statement);
    await client.end();
    await admin.query(`alter database ${DATABASE}_making rename to ${DATABASE}`);
  }
  await admin.end();
  return {
    target: { ...target, profile: { ...target.profile, database: DATABASE } },
    floor: await postgresFloor(address(DATABASE)),
  };
}
