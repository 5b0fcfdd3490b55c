import { trafficSchema } from '../src-main/database/care/schemas/traffic.ts';
import { pageRequestSchema } from '../src-shared/model/filter.ts';
import type { BenchEngine } from './engine.ts';
import { compare, pageLimit, type Row, type Times } from './measure.ts';
import { Product } from './product.ts';
import { type StoreContent, storeOf } from './stores.ts';

/** 20 experiments of 1,000 episodes with 500 steps each. */
const EXPERIMENTS = 20;
const EPISODES = 20_000;
const STEPS = 10_000_000;

const traffic: StoreContent = {
  name: 'many-episodes',
  statements: (engine, numbers) => {
    const divide = engine === 'duckdb' ? '//' : '/';
    const padded =
      engine === 'postgres'
        ? `lpad(cast(n as text), 12, '0')`
        : engine === 'sqlite'
          ? `printf('%012d', n)`
          : `lpad(cast(n as varchar), 12, '0')`;
    const uuid = (of: string) => {
      const text = `'00000000-0000-4000-8000-' || ${padded.replace('(n', `(${of}`).replace(', n)', `, ${of})`)}`;
      return engine === 'sqlite' ? text : `cast(${text} as uuid)`;
    };
    const episode = `(i ${divide} 500)`;
    return [
      // The trigger would count the episodes anew for each of them, and references would be looked up row by row.
      ...trafficSchema('S1', engine)
        .filter((each) => !/create trigger/.test(each))
        .map((each) => each.replaceAll(/ references \w+ \(id\)( on delete cascade)?/g, '')),
      `insert into experiments (id, experiment_name, config, total_episodes) select ${uuid('i')}, 'run-' || i, '{}', 999 from ${numbers(EXPERIMENTS)}`,
      `insert into training_episodes (experiment_id, episode_number, scenario_info, total_reward, steps_completed, avg_waiting_time)
        select ${uuid(`(i ${divide} 1000)`)}, i % 1000, '{"day": "20250708", "cycle": 1}', i % 997, 500, i % 31 from ${numbers(EPISODES)}`,
      `insert into training_steps (experiment_id, episode_number, step_number, active_vehicles, immediate_reward, simulation_time)
        select ${uuid(`(${episode} ${divide} 1000)`)}, ${episode} % 1000, i % 500, i % 37, (i % 101) / 10.0, i % 500 from ${numbers(STEPS)}`,
    ];
  },
};

/** Lists of 20,000 episodes over 10 M steps. */
export async function measureManyEpisodes(engine: BenchEngine, report: (row: Row) => void): Promise<void> {
  const store = await storeOf(engine, traffic);
  const product = await Product.open(store.target);
  const floor = await store.floor();
  const request = pageRequestSchema.parse({ limit: 200 });
  const { rows } = await product.ask((client, database) => client.episodes.page({ database, request }));
  const ids = rows.map(([id]) => String(id));
  const pairs = ids.map((id) => JSON.parse(id) as [string, string]).map(([run, number]) => `('${run}', ${number})`);
  const some = engine.name === 'SQLite' ? pairs : pairs.map((pair) => pair.replace(`',`, `'::uuid,`));
  const perEpisode = (where: string) =>
    `select experiment_id, episode_number, count(*), min(step_number), max(step_number), sum(immediate_reward),
      avg(active_vehicles) from training_steps where ${where} group by 1, 2`;
  const questions: readonly (readonly [string, () => Promise<Times>])[] = [
    [
      'list of experiments with roll-ups of all steps',
      () =>
        compare(
          () =>
            product.ask(async (client, database) => {
              const list = await client.sessions.page({ database, request });
              return client.sessions.rollUps({ database, ids: list.rows.map(([id]) => String(id)) });
            }),
          async () => {
            await floor.query('select * from experiments order by experiment_name limit 200');
            // All that the list shows: what a query around it does not read, DuckDB would not compute.
            await floor.query(`select e.experiment_id, count(*), sum(c), sum(b - a), sum(r), sum(v) * 1.0 / sum(n)
              from training_episodes e left join (
                select experiment_id, episode_number, count(*) as c, min(step_number) as a, max(step_number) as b,
                  sum(immediate_reward) as r, sum(active_vehicles) as v, count(active_vehicles) as n
                from training_steps group by 1, 2) x
              on x.experiment_id = e.experiment_id and x.episode_number = e.episode_number group by 1`);
          },
        ),
    ],
    [
      'list of episodes',
      () =>
        compare(
          () => product.ask((client, database) => client.episodes.page({ database, request })),
          () => floor.query('select * from training_episodes order by experiment_id, episode_number limit 200'),
        ),
    ],
    [
      'roll-ups of 200 episodes',
      () =>
        compare(
          () => product.ask((client, database) => client.episodes.rollUps({ database, ids })),
          () => floor.query(perEpisode(`(experiment_id, episode_number) in (values ${some.join(', ')})`)),
        ),
    ],
  ];
  try {
    for (const [what, times] of questions) {
      const measured = await times();
      const limit = pageLimit(measured.floor);
      report({ engine: engine.name, what: `20,000 episodes, 10 M steps: ${what}`, ...measured, unit: 'ms', limit });
    }
  } finally {
    await floor.close();
    await product.close();
  }
}
