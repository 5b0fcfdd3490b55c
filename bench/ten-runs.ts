import { seriesRequestSchema } from '../src-shared/contract/browse.ts';
import type { BenchEngine } from './engine.ts';
import { compare, type Row, seriesLimit } from './measure.ts';
import { Product } from './product.ts';
import { type StoreContent, storeOf, trackingTables } from './stores.ts';

const RUNS = 10;
const ROWS = 1_000_000;
const episodes = Array.from({ length: RUNS }, (_, run) => `run-${run}`);

const tenRuns: StoreContent = {
  name: 'ten-runs',
  statements: (engine, numbers) => {
    const run = engine === 'duckdb' ? `(i // ${ROWS})` : `(i / ${ROWS})`;
    return [
      ...trackingTables(engine),
      `insert into sessions values ('sweep', 'A sweep')`,
      ...episodes.map((id, number) => `insert into episodes values ('${id}', 'sweep', ${number}, ${ROWS}, 1, 30)`),
      `insert into observations select i, 'run-' || ${run}, i % ${ROWS}, 1, 'agent', 0.0, 0.0, 0.0,
         (i * 7919 % 1000003) / 1000.0 + ${run}, 0.0, 0.1 from ${numbers(RUNS * ROWS)}`,
      'create index by_episode on observations (episode_id, time_index)',
    ];
  },
};

/** Ten runs of a million steps each in one chart of 1,000 pixels. */
export async function measureTenRuns(engine: BenchEngine, report: (row: Row) => void): Promise<void> {
  const store = await storeOf(engine, tenRuns);
  const product = await Product.open(store.target);
  const floor = await store.floor();
  const speed = 'sqrt(v_x * v_x + v_y * v_y + v_z * v_z)';
  const request = seriesRequestSchema.parse({ measure: 'speed', episodes, points: 1000 });
  try {
    const times = await compare(
      () => product.ask((client, database) => client.series.get({ database, request })),
      async () => {
        for (const id of episodes) {
          const of = `from observations where episode_id = '${id}' group by time_index`;
          await floor.query(engine.sql.m4(`select time_index as x, avg(${speed}) as y ${of}`, ROWS));
        }
      },
    );
    const what = 'series of 10 runs × 1 M rows to 1,000 px';
    report({ engine: engine.name, what, ...times, unit: 'ms', limit: seriesLimit(times.floor) });
  } finally {
    await floor.close();
    await product.close();
  }
}
