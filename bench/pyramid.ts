import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { preparedFolder } from '../src-main/app/prepared.ts';
import { seriesRequestSchema } from '../src-shared/contract/browse.ts';
import type { SeriesAnswer } from '../src-shared/model/experiment.ts';
import { cacheFolder, madeOnce } from './data.ts';
import type { BenchEngine } from './engine.ts';
import { median, type Row, RUNS, timed } from './measure.ts';
import { Product } from './product.ts';

const ROWS = 100_000_000;
const EPISODE = 'hundred-million';

/** A hundredth of the rows, somewhere else each time. */
const ZOOM = ROWS / 100;

/** Where the application that is measured keeps them. */
const folder = preparedFolder(join(cacheFolder, 'application'));

/** One line of 100 M rows at 1,000 px: zoomed into and whole, by the engine and from its pyramid. */
export async function measurePyramid(engine: BenchEngine, report: (row: Row) => void): Promise<void> {
  const add = (what: string, product: number, more: Partial<Row> = {}) =>
    report({ engine: engine.name, what, product, floor: null, unit: 'ms', limit: null, ...more });
  const path = await madeOnce('hundred-million.duckdb', makeData);
  await rm(folder, { recursive: true, force: true });
  const product = await Product.open({ kind: 'file', path });
  try {
    await zoom(product, 0);
    const fromEngine = await zooms(product);
    add('1 % zoom of 100 M rows: by the engine', median(fromEngine), { limit: 100 });
    const whole = await timed(() => draw(product, {}));
    add('series of 100 M rows, whole: by the engine', whole, { runs: 1 });
    const built = await timed(() => prepared());
    add('its pyramid: until it is there', built, { runs: 1 });
    add('its pyramid: size', (await sizes()) / 1e6, { unit: 'MB', runs: 1 });
    const first = await timed(() => zoom(product, 50));
    add('1 % zoom of 100 M rows: the first from the pyramid', first, { runs: 1 });
    add('1 % zoom of 100 M rows: from the pyramid', median(await zooms(product)), { limit: 15 });
    const again: number[] = [];
    for (let run = 0; run < RUNS; run++) again.push(await timed(() => draw(product, {})));
    add('series of 100 M rows, whole: from the pyramid', median(again));
    if (product.peakMemory !== null)
      add('peak memory of the process that built it', product.peakMemory, { unit: 'MB', limit: 400 });
  } finally {
    await product.close();
  }
}

async function zooms(product: Product): Promise<number[]> {
  const times: number[] = [];
  for (let run = 1; run <= RUNS; run++) times.push(await timed(() => zoom(product, 13 * run)));
  return times;
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

async function prepared(): Promise<void> {
  while (!(await names()).some((name) => name.endsWith('.pyramid'))) await setTimeout(100);
}

async function names(): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

async function sizes(): Promise<number> {
  const files = await Promise.all((await names()).map((name) => stat(join(folder, name))));
  return files.reduce((sum, { size }) => sum + size, 0);
}

async function makeData(path: string): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  const statements = [
    'create table sessions (session_id varchar primary key, session_name varchar)',
    `create table episodes (episode_id varchar primary key, session_id varchar, episode_number integer, num_frames integer,
       num_agents integer, frame_rate double)`,
    `insert into sessions values ('long', 'A long episode')`,
    `insert into episodes values ('${EPISODE}', 'long', 0, ${ROWS}, 1, 30)`,
    `create table observations as select i as observation_id, '${EPISODE}' as episode_id, cast(i as integer) as time_index,
       1 as agent_id, 'agent' as agent_type_id, cos(i * 0.001) * 100 as x, 0.0::double as y, 0.5::double as z,
       (i * 7919 % 1000003) / 1000.0 + 100 * sin(i * 1e-6) as v_x, 0.0::double as v_y, 0.1::double as v_z
     from (select range as i from range(${ROWS})) as numbers`,
    'checkpoint',
  ];
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}
