import { seriesRequestSchema } from '../src-shared/contract/browse.ts';
import type { SeriesAnswer } from '../src-shared/model/experiment.ts';
import type { BenchEngine, Floor } from './engine.ts';
import { median, type Row, RUNS, seriesLimit, timed } from './measure.ts';
import { forgetPrepared, untilPrepared } from './prepared.ts';
import { Product } from './product.ts';
import { type StoreContent, storeOf, trackingTables } from './stores.ts';

const EPISODES = 10;
const ROWS = 1_000_000;
const episodes = Array.from({ length: EPISODES }, (_, run) => `run-${run}`);

const tenRuns: StoreContent = {
  name: 'ten-runs',
  statements: (engine, numbers) => {
    const run = engine === 'duckdb' ? `(i // ${ROWS})` : `(i / ${ROWS})`;
    return [
      ...trackingTables(engine),
      `insert into sessions values ('sweep', 'A sweep')`,
      ...episodes.map((id, number) => `insert into episodes values ('${id}', 'sweep', ${number}, ${ROWS}, 1, 30)`),
      `insert into observations select i, 'run-' || ${run}, i % ${ROWS}, 1, 'agent', 0.0, 0.0, 0.0,
         (i * 7919 % 1000003) / 1000.0 + ${run}, 0.0, 0.1 from ${numbers(EPISODES * ROWS)}`,
      'create index by_episode on observations (episode_id, time_index)',
    ];
  },
};

/** Ten runs of a million steps each in one chart of 1,000 pixels: seen for the first time, and once they are prepared. */
export async function measureTenRuns(engine: BenchEngine, report: (row: Row) => void): Promise<void> {
  const store = await storeOf(engine, tenRuns);
  const floor = await store.floor();
  const what = 'series of 10 runs × 1 M rows to 1,000 px';
  const add = (how: string, product: number, more: Partial<Row> = {}) =>
    report({ engine: engine.name, what: `${what}: ${how}`, product, floor: null, unit: 'ms', limit: null, ...more });
  const times: { readonly product: number; readonly floor: number }[] = [];
  try {
    for (let run = 0; run < COLD_RUNS; run++) {
      await forgetPrepared();
      const product = await Product.open(store.target);
      times.push({ product: await timed(() => draw(product)), floor: await timed(() => drawPlain(engine, floor)) });
      if (run === COLD_RUNS - 1) await addPrepared(product, add);
      await product.close();
    }
    const plain = median(times.map((each) => each.floor));
    const first = median(times.map((each) => each.product));
    add('first', first, { floor: plain, runs: COLD_RUNS, limit: seriesLimit(plain) });
  } finally {
    await floor.close();
  }
}

/** Some engines draw them so quickly that they need no preparing. */
async function addPrepared(product: Product, add: (how: string, product: number, more: Partial<Row>) => void) {
  if (!(await untilPrepared(PATIENCE))) return;
  const again: number[] = [];
  for (let run = 0; run <= RUNS; run++) again.push(await timed(() => draw(product)));
  add('from the pyramid', median(again.slice(1)), { runs: RUNS });
}

const COLD_RUNS = 3;
/** As long as a pyramid of ten million rows may take, in milliseconds. */
const PATIENCE = 120_000;

const request = seriesRequestSchema.parse({ measure: 'speed', episodes, points: 1000 });

function draw(product: Product): Promise<SeriesAnswer> {
  return product.ask((client, database) => client.series.get({ database, request }));
}

async function drawPlain(engine: BenchEngine, floor: Floor): Promise<void> {
  const speed = 'sqrt(v_x * v_x + v_y * v_y + v_z * v_z)';
  for (const id of episodes) {
    const of = `from observations where episode_id = '${id}' group by time_index`;
    await floor.query(engine.sql.m4(`select time_index as x, avg(${speed}) as y ${of}`, ROWS));
  }
}
