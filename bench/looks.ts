import Database from 'better-sqlite3';
import pg from 'pg';
import type { OpenTarget } from '../src-main/app/open-parts.ts';
import { type SeriesRequest, seriesRequestSchema } from '../src-shared/contract/browse.ts';
import type { SeriesAnswer } from '../src-shared/model/experiment.ts';
import { joinedSeries } from '../src-shared/model/joined-series.ts';
import { parseSmoothing } from '../src-shared/model/smoothing.ts';
import type { BenchEngine, Floor } from './engine.ts';
import { median, type Row, timed } from './measure.ts';
import { Product } from './product.ts';
import { type StoreContent, storeOf, trackingTables } from './stores.ts';

const ROWS = 5_000_000;
/** So many come between two looks. */
const NEW = 1000;
/** The first look reads all, the second compiles what the others need. */
const LOOKS = { warming: 2, measured: 7 };
const EPISODE = 'run';

const grid = { from: 0, to: 1.25 * ROWS, pixels: 1000 };
const steps = (from: number, numbers: string) =>
  `insert into observations select ${from} + i, '${EPISODE}', ${from} + i, 1, 'agent', 0.0, 0.0, 0.0, ((${from} + i) * 7919 % 1000003) / 1000.0, 1.0, 0.0
    from ${numbers}`;

const content: StoreContent = {
  name: 'followed',
  statements: (engine, numbers) => {
    return [
      ...trackingTables(engine),
      `insert into sessions values ('one', 'One run')`,
      `insert into episodes values ('${EPISODE}', 'one', 0, ${ROWS}, 1, 30)`,
      steps(0, numbers(ROWS)),
      'create index by_episode on observations (episode_id, time_index)',
    ];
  },
};

const lines: readonly (readonly [string, Partial<SeriesRequest>])[] = [
  ['a line', {}],
  ['an exponential mean', { smooth: parseSmoothing('ema:0.9')! }],
  ['a centred mean of 1,001 rows', { smooth: parseSmoothing('mean:1001')! }],
];

/** A look at a line of 5 M rows after some were written, beside the plain query of those alone. */
export async function measureLooks(engine: BenchEngine, report: (row: Row) => void): Promise<void> {
  const store = await storeOf(engine, content);
  const floor = await store.floor();
  const writer = await writerOf(store.target);
  const product = await Product.open(store.target);
  try {
    let rows = ROWS;
    for (const [what, how] of lines) {
      const request = seriesRequestSchema.parse({
        ...{ measure: 'speed', episodes: [EPISODE], split: 'agent', points: grid.pixels, from: grid.from, to: grid.to },
        ...how,
      });
      const times = await looksAt(product, floor, request, async () => {
        await writer.run(steps(rows, writer.numbers(NEW)));
        rows += NEW;
        return rows - NEW;
      });
      const { whole, ...measured } = times;
      const after = `a look at ${what} of 5 M rows, ${NEW.toLocaleString('en')} of them new`;
      report({ engine: engine.name, what: after, ...measured, unit: 'ms', limit: null, runs: LOOKS.measured });
      report({
        engine: engine.name,
        what: `${what} of 5 M rows, read whole`,
        product: whole,
        floor: null,
        unit: 'ms',
        limit: null,
        runs: 1,
      });
    }
  } finally {
    await product.close();
    await floor.close();
    await writer.run(`delete from observations where time_index >= ${ROWS}`);
    await writer.close();
  }
}

/** `write`: writes what is new, and says from which step on. */
async function looksAt(product: Product, floor: Floor, request: SeriesRequest, write: () => Promise<number>) {
  let before: SeriesAnswer | undefined;
  const times = { product: [] as number[], floor: [] as number[] };
  for (let look = 0; look < LOOKS.warming + LOOKS.measured; look++) {
    const from = await write();
    const took = await timed(async () => {
      const now = await product.ask(async (client, database) => {
        await client.follow.version({ database });
        return client.series.get({ database, request: { ...request, since: [...(before?.marks ?? [])] } });
      });
      before = before === undefined ? now : joinedSeries(before, now, grid);
    });
    const plain = await timed(() =>
      floor.query(`select time_index, sqrt(v_x * v_x + v_y * v_y + v_z * v_z) from observations
        where episode_id = '${EPISODE}' and time_index >= ${from} order by time_index`),
    );
    if (look < LOOKS.warming) continue;
    times.product.push(took);
    times.floor.push(plain);
  }
  const whole = await timed(() => product.ask((client, database) => client.series.get({ database, request })));
  return { product: median(times.product), floor: median(times.floor), whole };
}

interface Writer {
  run(statement: string): Promise<unknown>;
  numbers(count: number): string;
  close(): Promise<void>;
}

async function writerOf(target: OpenTarget): Promise<Writer> {
  if (target.kind === 'postgres') {
    const { host, port, user, database } = target.profile;
    const client = new pg.Client({ host, port, user, password: target.password ?? '', database });
    await client.connect();
    return {
      run: (statement) => client.query(statement),
      numbers: (count) => `generate_series(0::bigint, ${count - 1}) as numbers(i)`,
      close: () => client.end(),
    };
  }
  if (target.kind !== 'file') throw new Error('Nobody writes beside us there');
  const database = new Database(target.path);
  database.pragma('journal_mode = wal');
  return {
    run: async (statement) => database.exec(statement),
    numbers: (count) =>
      `(with recursive c(i) as (select 0 union all select i + 1 from c limit ${count}) select i from c) as numbers`,
    async close() {
      database.pragma('journal_mode = delete');
      database.close();
    },
  };
}
