import { seriesRequestSchema } from '../src-shared/contract/browse.ts';
import type { SeriesAnswer } from '../src-shared/model/experiment.ts';
import { madeOnce } from './data.ts';
import type { BenchEngine } from './engine.ts';
import { duckdbFloor } from './engines/duckdb.ts';
import { compare, median, type Row, SHORT_RUNS, timed } from './measure.ts';
import { forgetPrepared, preparedSize, untilPrepared } from './prepared.ts';
import { Product } from './product.ts';
import { fillDuckdb } from './stores.ts';

const ROWS = 100_000_000;
const EPISODE = 'hundred-million';

/** As long as it may take to prepare them, in milliseconds. */
const PATIENCE = 600_000;

/** A hundredth of the rows. */
const ZOOM = ROWS / 100;

/** One line of 100 M rows at 1,000 px: zoomed into and whole, by the engine and from its pyramid. */
export async function measurePyramid(engine: BenchEngine, report: (row: Row) => void): Promise<void> {
  const add = (what: string, product: number, more: Partial<Row> = {}) =>
    report({ engine: engine.name, what, product, floor: null, unit: 'ms', limit: null, ...more });
  const path = await madeOnce('hundred-million.duckdb', makeData);
  await forgetPrepared();
  const product = await Product.open({ kind: 'file', path });
  const floor = await duckdbFloor(path);
  const plain = (from: number, to: number) => floor.query(engine.sql.m4(stepsOf(from, to), to + 1 - from));
  try {
    let turn = 0;
    const byEngine = await compare(
      () => zoom(product, placeOf(turn++)),
      () => plain(0.5 * ROWS, 0.5 * ROWS + ZOOM - 1),
    );
    add('1 % zoom of 100 M rows: by the engine', byEngine.product, { ...byEngine, limit: 100 });
    const whole = await timed(() => draw(product, {}));
    const built = await timed(() => untilPrepared(PATIENCE));
    const plainWhole = await timed(() => plain(0, ROWS - 1));
    add('series of 100 M rows: by the engine', whole, { floor: plainWhole, runs: 1 });
    add('its pyramid: until it is there', built, { runs: 1 });
    add('its pyramid: size', (await preparedSize()) / 1e6, { unit: 'MB', runs: 1 });
    add('1 % zoom of 100 M rows: first from the pyramid', await timed(() => zoom(product, 50)), { runs: 1 });
    add('1 % zoom of 100 M rows: from the pyramid', await often((run) => zoom(product, placeOf(run))), {
      limit: 15,
      runs,
    });
    add('series of 100 M rows: from the pyramid', await often(() => draw(product, {})), { runs });
    const memory = product.peakMemory;
    if (memory !== null) add('peak memory of the process that built it', memory, { unit: 'MB', limit: 400 });
  } finally {
    await floor.close();
    await product.close();
  }
}

const runs = SHORT_RUNS.measured;

/** The median of short questions, once the code they need has been compiled. */
async function often(question: (run: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < SHORT_RUNS.warming + runs; run++) times.push(await timed(() => question(run)));
  return median(times.slice(SHORT_RUNS.warming));
}

/** Another hundredth of the line each time. */
function placeOf(run: number): number {
  return (13 * run) % 100;
}

function stepsOf(from: number, to: number): string {
  return `select time_index - ${from} as x, sqrt(v_x * v_x + v_y * v_y + v_z * v_z) as y from observations
    where episode_id = '${EPISODE}' and time_index between ${from} and ${to}`;
}

/** At so many hundredths of the line. */
function zoom(product: Product, at: number): Promise<SeriesAnswer> {
  return draw(product, { from: at * ZOOM, to: (at + 1) * ZOOM - 1 });
}

function draw(product: Product, range: { readonly from?: number; readonly to?: number }): Promise<SeriesAnswer> {
  const request = seriesRequestSchema.parse({
    measure: 'speed',
    episodes: [EPISODE],
    split: 'agent',
    points: 1000,
    ...range,
  });
  return product.ask((client, database) => client.series.get({ database, request }));
}

async function makeData(path: string): Promise<void> {
  await fillDuckdb(path, [
    'create table sessions (session_id varchar primary key, session_name varchar)',
    `create table episodes (episode_id varchar primary key, session_id varchar, episode_number integer, num_frames integer,
       num_agents integer, frame_rate double)`,
    `insert into sessions values ('long', 'A long episode')`,
    `insert into episodes values ('${EPISODE}', 'long', 0, ${ROWS}, 1, 30)`,
    `create table observations as select i as observation_id, '${EPISODE}' as episode_id, cast(i as integer) as time_index,
       1 as agent_id, 'agent' as agent_type_id, cos(i * 0.001) * 100 as x, 0.0::double as y, 0.5::double as z,
       (i * 7919 % 1000003) / 1000.0 + 100 * sin(i * 1e-6) as v_x, 0.0::double as v_y, 0.1::double as v_z
     from (select range as i from range(${ROWS})) as numbers`,
  ]);
}
