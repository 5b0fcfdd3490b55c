import { createTracking, seedTracking } from '../src-main/database/care/schemas/tracking.ts';
import { unpackColumns } from '../src-shared/model/bulk.ts';
import type { BenchEngine } from './engine.ts';
import { compare, type Row } from './measure.ts';
import { Product } from './product.ts';
import { type StoreContent, storeOf } from './stores.ts';

/** One episode of 100,000 tracks of ten vertices each, a hundred tracks beginning in every frame. */
const TRACKS = 100_000;
const VERTICES = 10;
const FRAMES = TRACKS / 100 + VERTICES;
const EPISODE = 'episode-0-tracks';

/** Frames that a window asks for at once, twice at a time. */
const AT_ONCE = 240;

/** Milliseconds until all of it is here. */
const LIMIT = 1000;

const tracks: StoreContent = {
  name: 'tracks',
  statements: (engine, numbers) => {
    const over = (by: number) => (engine === 'duckdb' ? `(i // ${by})` : `(i / ${by})`);
    const [track, vertex] = [over(VERTICES), `(i % ${VERTICES})`];
    return [
      ...createTracking('E', engine, { largeReferences: false }),
      ...seedTracking('E'),
      `insert into sessions (session_id, session_name, category_id) values ('s', 'Tracks', 'boids_3d')`,
      `insert into episodes (episode_id, session_id, episode_number, num_frames, num_agents, frame_rate, file_path)
        values ('${EPISODE}', 's', 0, ${FRAMES}, ${TRACKS}, 30, '')`,
      `insert into observations (observation_id, episode_id, time_index, agent_id, agent_type_id, x, y, z)
        select i, '${EPISODE}', ${over(100 * VERTICES)} + ${vertex}, ${track}, 'agent',
          ${track} % 317 + ${vertex} * cos(${track}), ${track} % 331 + ${vertex} * sin(${track}), ${track} % 97 + ${vertex}
        from ${numbers(TRACKS * VERTICES)}`,
    ];
  },
};

/** What a picture of very many tracks asks. */
export async function measureTracks(engine: BenchEngine, report: (row: Row) => void): Promise<void> {
  const store = await storeOf(engine, tracks);
  const product = await Product.open(store.target);
  const floor = await store.floor();
  const add = (what: string, times: Pick<Row, 'product' | 'floor' | 'runs'>) =>
    report({ engine: engine.name, what: `100,000 tracks, 1 M vertices: ${what}`, ...times, unit: 'ms', limit: LIMIT });
  try {
    const header = await compare(
      () => product.ask((client, database) => client.trajectory.header({ database, episode: EPISODE })),
      () =>
        floor.query(`select agent_type_id, agent_id, count(*), min(time_index), max(time_index), min(x), max(x), min(y), max(y)
          from observations where episode_id = '${EPISODE}' group by 1, 2`),
    );
    add('who there is', header);
    const vertices = await compare(
      () =>
        product.ask(async (client, database) => {
          const read = async (from: number) => {
            const { numbers } = await client.trajectory.frames({
              database,
              episode: EPISODE,
              from,
              to: from + AT_ONCE - 1,
            });
            unpackColumns(await numbers.arrayBuffer());
          };
          for (let from = 0; from < FRAMES; from += 2 * AT_ONCE) await Promise.all([read(from), read(from + AT_ONCE)]);
        }),
      () =>
        floor.query(
          `select time_index, agent_id, x, y, z from observations where episode_id = '${EPISODE}' order by 1`,
        ),
    );
    add('all vertices, in pieces', vertices);
  } finally {
    await floor.close();
    await product.close();
  }
}
