import { fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { BIG_ROWS, listed, longEpisodes } from './data.ts';
import type { BenchEngine, Floor } from './engine.ts';
import { compare, median, pageLimit, type Row, RUNS, seriesLimit, type Times, timed } from './measure.ts';
import { forgetPrepared } from './prepared.ts';
import { Product } from './product.ts';
import { episodesWithRollUps, page, series } from './questions.ts';

/** A database process may hold this much, in MB. */
const MEMORY_LIMIT = 400;
/** A cancelled request is answered within this time, in milliseconds. */
const CANCEL_LIMIT = 100;
/** The row that deep pages start at. */
const DEEP = BIG_ROWS - 100_000;

interface Bench {
  readonly engine: BenchEngine;
  readonly product: Product;
  readonly floor: Floor;
}

/** What is measured on one engine, of pages and series only `wanted`. Rows are reported as they come. */
export async function measureEngine(
  engine: BenchEngine,
  report: (row: Row) => void,
  wanted: (what: string) => boolean,
): Promise<void> {
  const add = (what: string, times: Pick<Row, 'product' | 'floor' | 'runs'>, limit: number | null) =>
    report({ engine: engine.name, what, ...times, unit: 'ms', limit });

  const opening = await compare(
    () => openAndPage(engine),
    () => openPlain(engine),
  );
  add('start a process, open, first page', opening, null);

  // Whatever is long enough is prepared while it is measured, and may take no more memory for that.
  await forgetPrepared();
  const product = await Product.open(engine.target);
  const floor = await engine.floor();
  const bench: Bench = { engine, product, floor };
  try {
    for (const [what, times] of pages(bench).filter(([what]) => wanted(what))) {
      const measured = await times();
      add(what, measured, pageLimit(measured.floor));
    }
    add(`list of ${listed.episodes} episodes with roll-ups of 2.7 M rows`, await episodes(bench), null);
    for (const [what, times] of lines(bench).filter(([what]) => wanted(what))) {
      const measured = await times();
      add(what, measured, seriesLimit(measured.floor));
    }
    const memory = product.peakMemory;
    const cancelled = await cancel(bench);
    add('cancel: until the request is answered', { product: cancelled.answered, floor: cancelled.floor }, CANCEL_LIMIT);
    add('cancel: until the next page is there', { product: cancelled.next, floor: null }, null);
    if (memory !== null) {
      report({
        engine: engine.name,
        what: 'peak memory of the database process',
        product: memory,
        floor: null,
        unit: 'MB',
        limit: MEMORY_LIMIT,
      });
    }
  } finally {
    await floor.close();
    await product.close();
  }
}

async function openAndPage({ target, schema }: BenchEngine): Promise<void> {
  const product = await Product.open(target);
  await page(product, { schema, name: 'big' }, {});
  await product.close();
}

/** A fresh process of the plain driver, until it has its page. */
function openPlain({ openProgram }: BenchEngine): Promise<void> {
  const child = fork(join(import.meta.dirname, 'open-program.ts'), openProgram, { execArgv: [] });
  return new Promise((resolve, reject) => {
    child.once('message', () => child.once('exit', () => resolve()));
    child.once('error', reject);
  });
}

function pages({ engine, product, floor }: Bench): readonly (readonly [string, () => Promise<Times>])[] {
  const big = { schema: engine.schema, name: 'big' };
  const byValue = [{ column: 'value', descending: false }];
  const keyAt = async (request: Parameters<typeof page>[2]) =>
    (await page(product, big, { ...request, offset: DEEP - 200 })).keys.at(-1);
  return [
    [
      'first page',
      () =>
        compare(
          () => page(product, big, {}),
          () => floor.query('select * from big limit 200'),
        ),
    ],
    [
      'page at row 9.9 M, by number',
      () =>
        compare(
          () => page(product, big, { offset: DEEP }),
          () => floor.query(engine.sql.byNumber(DEEP)),
        ),
    ],
    [
      'page at row 9.9 M, after a key',
      async () => {
        const after = await keyAt({});
        return compare(
          () => page(product, big, { after }),
          () => floor.query(engine.sql.after(DEEP - 1)),
        );
      },
    ],
    [
      'sorted: first page',
      () =>
        compare(
          () => page(product, big, { sort: byValue }),
          () => floor.query('select * from big order by value, id limit 200'),
        ),
    ],
    [
      'sorted: page at row 9.9 M, by number',
      () =>
        compare(
          () => page(product, big, { sort: byValue, offset: DEEP }),
          () => floor.query(`select * from big order by value, id limit 200 offset ${DEEP}`),
        ),
    ],
    [
      'sorted: page at row 9.9 M, after a key',
      async () => {
        const after = await keyAt({ sort: byValue });
        const [last] = (await floor.query(
          `select value, id from big order by value, id limit 1 offset ${DEEP - 1}`,
        )) as [[number, number]];
        const plain = `select * from big where value >= ${last[0]} and (value, id) > (${last[0]}, ${last[1]}) order by value, id limit 200`;
        return compare(
          () => page(product, big, { sort: byValue, after }),
          () => floor.query(plain),
        );
      },
    ],
  ];
}

function lines({ engine, product, floor }: Bench): readonly (readonly [string, () => Promise<Times>])[] {
  const speed = 'sqrt(v_x * v_x + v_y * v_y + v_z * v_z)';
  return Object.entries(longEpisodes).flatMap(([episode, frames]) => {
    const of = `from observations where episode_id = '${episode}'`;
    const agent = engine.sql.m4(`select time_index as x, ${speed} as y ${of}`, frames);
    const mean = engine.sql.m4(`select time_index as x, avg(${speed}) as y ${of} group by time_index`, frames);
    const rows = `${frames / 1e6} M rows to 1,000 px`;
    return [
      [
        `series of an agent, ${rows}`,
        () =>
          compare(
            () => series(product, episode, 'agent'),
            () => floor.query(agent),
          ),
      ],
      [
        `series of means, ${rows}`,
        () =>
          compare(
            () => series(product, episode, 'mean'),
            () => floor.query(mean),
          ),
      ],
    ] as const;
  });
}

function episodes({ product, floor }: Bench): Promise<Times> {
  // What the environment, targets and food do is no agent's.
  const agents = `case when o.agent_type_id not in ('env', 'target', 'food') then`;
  const plain = `
    select e.episode_id, count(*), count(distinct ${agents} o.agent_id end), count(distinct o.time_index),
      max(o.time_index) - min(o.time_index), avg(${agents} sqrt(o.v_x * o.v_x + o.v_y * o.v_y + o.v_z * o.v_z) end)
    from episodes e join observations o on o.episode_id = e.episode_id where e.session_id = 'list' group by e.episode_id`;
  return compare(
    () => episodesWithRollUps(product, 'list'),
    async () => {
      await floor.query(`select * from episodes where session_id = 'list' limit 200`);
      await floor.query(plain);
    },
  );
}

/** A question that takes long: cancelled after 300 ms, then a page is asked for. */
async function cancel({
  engine,
  product,
  floor,
}: Bench): Promise<{ answered: number; next: number; floor: number | null }> {
  const endless = 'select count(*) from big a join big b on a.value < b.value and a.run <> b.run';
  const answered: number[] = [];
  const next: number[] = [];
  const plain: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const abort = new AbortController();
    const asked = product.ask(async (client, database) => {
      for await (const _ of await client.sql.run({ database, sql: endless }, { signal: abort.signal }));
    }, abort.signal);
    await setTimeout(300);
    answered.push(
      await timed(() => {
        abort.abort();
        return asked.catch(() => undefined);
      }),
    );
    next.push(await timed(() => page(product, { schema: engine.schema, name: 'big' }, {})));
    const time = await floor.cancel(endless);
    if (time !== null) plain.push(time);
  }
  return { answered: median(answered), next: median(next), floor: plain.length === 0 ? null : median(plain) };
}
