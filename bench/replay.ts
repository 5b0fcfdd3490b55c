import { createTracking, seedTracking } from '../src-main/database/care/schemas/tracking.ts';
import { densityRequestSchema } from '../src-shared/contract/density.ts';
import type { BenchEngine } from './engine.ts';
import { compare, pageLimit, type Row } from './measure.ts';
import { Product } from './product.ts';
import { type StoreContent, storeOf } from './stores.ts';

/** One episode of 1,000 agents over 10,000 frames: 10 M observations on circles. */
const AGENTS = 1000;
const FRAMES = 10_000;
export const FLOCK_EPISODE = 'episode-0-long';

export const flock: StoreContent = {
  name: 'replay',
  statements: (engine, numbers) => {
    const frame = engine === 'duckdb' ? `(i // ${AGENTS})` : `(i / ${AGENTS})`;
    const around = `(${frame} / 200.0 + i % ${AGENTS})`;
    const far = `(60 + (i % ${AGENTS}) / 10.0)`;
    return [
      ...createTracking('E', engine, { largeReferences: false }),
      ...seedTracking('E'),
      `insert into sessions (session_id, session_name, category_id) values ('s', 'Replay', 'boids_2d')`,
      `insert into episodes (episode_id, session_id, episode_number, num_frames, num_agents, frame_rate, file_path)
        values ('${FLOCK_EPISODE}', 's', 0, ${FRAMES}, ${AGENTS}, 30, '')`,
      `insert into observations (observation_id, episode_id, time_index, agent_id, agent_type_id, x, y)
        select i, '${FLOCK_EPISODE}', ${frame}, i % ${AGENTS}, 'agent', ${far} * cos(${around}), ${far} * sin(${around})
        from ${numbers(AGENTS * FRAMES)}`,
    ];
  },
};

/** Milliseconds until the positions of a frame anywhere in the episode are here, of the 100 that its picture may take. */
const SCRUB_LIMIT = 60;

/** Milliseconds until what is drawn first is here, of the second in which people expect it. */
const FIRST_LIMIT = 500;

/** What replay asks of an episode of 10 M rows. */
export async function measureReplay(engine: BenchEngine, report: (row: Row) => void): Promise<void> {
  const store = await storeOf(engine, flock);
  const product = await Product.open(store.target);
  const floor = await store.floor();
  const add = (what: string, times: Pick<Row, 'product' | 'floor' | 'runs'>, limit: number | null) =>
    report({ engine: engine.name, what: `an episode of 10 M rows: ${what}`, ...times, unit: 'ms', limit });
  try {
    const request = densityRequestSchema.parse({ episodes: [FLOCK_EPISODE], axes: ['x', 'y'], bin: 3.2 });
    const density = await compare(
      () => product.ask((client, database) => client.density.cells({ database, request })),
      () =>
        floor.query(`select floor(x / 3.2), floor(y / 3.2), count(*) from observations
          where episode_id = '${FLOCK_EPISODE}' and agent_type_id not in ('env', 'target', 'food') group by 1, 2`),
    );
    add('density in 100 × 100 cells', density, 1.3 * density.floor + 5);
    const seen = await compare(
      () =>
        product.askUrgently(async (client, database) => {
          const { time } = await client.trajectory.header({ database, episode: FLOCK_EPISODE, sketch: true });
          const { first, step } = time!;
          await client.trajectory.frames({ database, episode: FLOCK_EPISODE, from: first, to: first + step });
        }),
      async () => {
        for (const end of ['min', 'max'])
          await floor.query(`select ${end}(time_index) from observations where episode_id = '${FLOCK_EPISODE}'`);
        await floor.query(`select time_index, agent_id, x, y from observations
          where episode_id = '${FLOCK_EPISODE}' and time_index between 0 and 1 order by time_index`);
      },
    );
    add('the first frame, and what its picture must know', seen, FIRST_LIMIT);
    let asked = 0;
    const next = () => {
      asked += 1;
      return (asked * 7919) % (FRAMES - 30);
    };
    const frames = (count: number) =>
      compare(
        () =>
          product.askUrgently((client, database) => {
            const from = next();
            return client.trajectory.frames({ database, episode: FLOCK_EPISODE, from, to: from + count - 1 });
          }),
        () => {
          const from = next();
          return floor.query(`select time_index, agent_id, x, y from observations
            where episode_id = '${FLOCK_EPISODE}' and time_index between ${from} and ${from + count - 1} order by time_index`);
        },
      );
    const piece = await frames(30);
    add('a piece of 30 frames anywhere', piece, Math.max(SCRUB_LIMIT, pageLimit(piece.floor)));
    const readStrip = () =>
      product.ask((client, database) =>
        client.trajectory.strip({ database, episode: FLOCK_EPISODE, from: 0, to: FRAMES - 1, bins: 200 }),
      );
    const strip = await compare(readStrip, () =>
      floor.query(`select time_index, count(*) from observations where episode_id = '${FLOCK_EPISODE}' group by 1`),
    );
    add('how much there is along the time', strip, 2 * pageLimit(strip.floor));
    let isOver = false;
    const counting = (async () => {
      while (!isOver) await readStrip();
    })();
    const frame = await frames(2);
    isOver = true;
    await counting;
    add('a frame anywhere, while what there is along the time is counted', frame, SCRUB_LIMIT);
  } finally {
    await floor.close();
    await product.close();
  }
}
