import { factorioSchema } from '../src-main/database/care/schemas/factorio.ts';
import { pageRequestSchema } from '../src-shared/model/filter.ts';
import type { Engine } from '../src-shared/model/source.ts';
import type { BenchEngine } from './engine.ts';
import { compare, pageLimit, type Row } from './measure.ts';
import { Product } from './product.ts';
import { type StoreContent, storeOf } from './stores.ts';

/** 7,000 programs of ten versions and a hundred runs, with states of 50 kB: 350 MB, which no list may touch. */
const PROGRAMS = 7000;
const STATE = 50_000;

/** Milliseconds that a list of such a file may take. */
const LIST_LIMIT = 200;

const state: Readonly<Record<Engine, string>> = {
  sqlite: `hex(randomblob(${STATE / 2}))`,
  duckdb: `repeat(md5(cast(i as varchar)), ${Math.ceil(STATE / 32)})`,
  postgres: `repeat(md5(cast(i as text)), ${Math.ceil(STATE / 32)})`,
};

export const programs: StoreContent = {
  name: 'factorio',
  statements: (engine, numbers) => {
    const divide = engine === 'duckdb' ? '//' : '/';
    const time =
      engine === 'sqlite'
        ? `datetime(1700000000 + i * 10, 'unixepoch')`
        : `timestamp '2023-11-14 22:13:20' + i * interval '10 seconds'`;
    return [
      ...factorioSchema('24', engine),
      ...(engine === 'postgres' ? ['alter table programs alter column state_json set storage external'] : []),
      `insert into programs (code, value, state_json, conversation_json, token_usage, version, version_description, model,
          meta, achievements_json, instance, depth, created_at)
        select 'print(1)', i % 7, ${state[engine]}, '{"messages": []}', 30, i ${divide} 700, 'model:m', 'm',
          '{"process_id": ' || (i ${divide} 70 % 10) || ', "error_occurred": false, "sweep_id": "s", "production_score": ' || i || '}',
          '{}', 0, i % 70, ${time} from ${numbers(PROGRAMS)}`,
    ];
  },
};

export async function measureFactorio(engine: BenchEngine, report: (row: Row) => void): Promise<void> {
  const store = await storeOf(engine, programs);
  const product = await Product.open(store.target);
  const floor = await store.floor();
  const request = pageRequestSchema.parse({ limit: 200 });
  const meta = metaOf(engine.name);
  const add = (what: string, times: Pick<Row, 'product' | 'floor' | 'runs'>, most: number) =>
    report({ engine: engine.name, what: `Factorio, 350 MB of states: ${what}`, ...times, unit: 'ms', limit: most });
  const least = (limit: number | null) => Math.min(LIST_LIMIT, pageLimit(limit ?? LIST_LIMIT));
  try {
    const versions = await compare(
      () => product.ask((client, database) => client.sessions.page({ database, request })),
      () =>
        floor.query(`select version, min(model), min(version_description), min(${meta('sweep_id')}), min(created_at)
          from programs group by version order by version`),
    );
    add('list of versions', versions, least(versions.floor));
    const runs = await compare(
      () => product.ask((client, database) => client.episodes.page({ database, request })),
      () =>
        floor.query(`select version, ${meta('process_id')}, instance, min(model), min(version_description), min(created_at)
          from programs group by 1, 2, 3 order by 1, 2, 3`),
    );
    add('list of runs', runs, least(runs.floor));
    const { rows } = await product.ask((client, database) => client.episodes.page({ database, request }));
    const ids = rows.map(([id]) => String(id));
    const rollUps = await compare(
      () => product.ask((client, database) => client.episodes.rollUps({ database, ids })),
      () =>
        floor.query(`select version, ${meta('process_id')}, instance, count(*), min(created_at), max(created_at),
            sum(value), max(value), ${lastOf(engine.name, meta('production_score'))}, sum(token_usage), max(depth),
            sum(case ${meta('error_occurred')} when 'true' then 1 else 0 end)
          from programs group by 1, 2, 3`),
    );
    add('roll-ups of 100 runs', rollUps, 2 * pageLimit(rollUps.floor));
  } finally {
    await floor.close();
    await product.close();
  }
}

/** The value of the last program: a run's score is what it ended with. Times in SQLite are text of nineteen characters. */
function lastOf(engine: string, value: string): string {
  if (engine === 'SQLite') return `substr(max(created_at || ${value}), 20)`;
  if (engine === 'DuckDB') return `arg_max(${value}, created_at)`;
  return `(array_agg(${value} order by created_at desc))[1]`;
}

export function metaOf(engine: string): (key: string) => string {
  if (engine === 'SQLite') return (key) => `json_extract(meta, '$.${key}')`;
  if (engine === 'DuckDB') return (key) => `json_extract_string(meta, '/${key}')`;
  return (key) => `cast(meta as jsonb) ->> '${key}'`;
}
