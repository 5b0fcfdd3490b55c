import { createTracking, seedTracking } from '../src-main/database/care/schemas/tracking.ts';
import { seriesRequestSchema } from '../src-shared/contract/browse.ts';
import type { BenchEngine } from './engine.ts';
import { compare, pageLimit, type Row } from './measure.ts';
import { Product } from './product.ts';
import { type StoreContent, storeOf } from './stores.ts';

/** 100 episodes of 1,000 frames with 100 agents: 10 M observations, each with one extended property. */
const EPISODES = 100;
const OBSERVATIONS = 10_000_000;
const PER_EPISODE = OBSERVATIONS / EPISODES;

const observations: StoreContent = {
  name: 'properties',
  statements: (engine, numbers) => {
    const known = engine === 'duckdb' ? 'duckdb' : 'postgres';
    const divide = engine === 'duckdb' ? '//' : '/';
    const inEpisode = `(i % ${PER_EPISODE})`;
    return [
      ...createTracking('E', known, { largeReferences: false }),
      ...seedTracking('E'),
      `insert into sessions (session_id, session_name, category_id) values ('s', 'Properties', 'boids_3d')`,
      `insert into episodes (episode_id, session_id, episode_number, num_frames, num_agents, file_path)
        select 'episode-' || i, 's', i, 1000, 100, '' from ${numbers(EPISODES)}`,
      `insert into observations (observation_id, episode_id, time_index, agent_id, agent_type_id, x, y)
        select i, 'episode-' || (i ${divide} ${PER_EPISODE}), ${inEpisode} ${divide} 100, i % 100, 'agent', i % 101, i % 103
        from ${numbers(OBSERVATIONS)}`,
      `insert into extended_properties (observation_id, property_id, value_float)
        select i, 'distance_to_food', (i % 997) / 10.0 from ${numbers(OBSERVATIONS)}`,
    ];
  },
};

/** Measures that are kept in rows of their own. The tracking schema exists for DuckDB and Postgres. */
export async function measureProperties(engine: BenchEngine, report: (row: Row) => void): Promise<void> {
  const store = await storeOf(engine, observations);
  const product = await Product.open(store.target);
  const floor = await store.floor();
  const joined = `from observations o join extended_properties p on p.observation_id = o.observation_id
    and p.property_id = 'distance_to_food'`;
  const add = (what: string, times: Pick<Row, 'product' | 'floor' | 'runs'> & { readonly floor: number }) =>
    report({
      engine: engine.name,
      what: `a property in rows of its own, 10 M observations: ${what}`,
      ...times,
      unit: 'ms',
      limit: pageLimit(times.floor),
    });
  try {
    let asked = 0;
    const next = () => `episode-${asked++ % EPISODES}`;
    const series = (more: object) => seriesRequestSchema.parse({ measure: 'distance_to_food', points: 1000, ...more });
    add(
      'over the time of an episode',
      await compare(
        () =>
          product.ask((client, database) => client.series.get({ database, request: series({ episodes: [next()] }) })),
        () =>
          floor.query(`select o.time_index, avg(p.value_float) ${joined} where o.episode_id = '${next()}' group by 1`),
      ),
    );
    add(
      'over 100 episodes',
      await compare(
        () => product.ask((client, database) => client.series.get({ database, request: series({ sessions: ['s'] }) })),
        () => floor.query(`select o.episode_id, avg(p.value_float), count(*) ${joined} group by 1`),
      ),
    );
  } finally {
    await floor.close();
    await product.close();
  }
}
