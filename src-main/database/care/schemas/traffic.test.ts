import { describe, expect, it } from 'vitest';
import { cellNumber } from '#shared/model/cell.ts';
import { raw } from '../../sql/sql.ts';
import { createTestDatabase, engines } from '../../testing/engines.ts';
import { trafficGenerations, trafficSchema } from './traffic.ts';

const cases = engines.flatMap((engine) => trafficGenerations.map((generation) => ({ engine, generation })));

/** Counted by hand in the description of the schema: tables, and columns of all of them. */
const expected = { S1: [6, 85], S2: [9, 136], S3: [5, 78] } as const;

describe.each(cases)('traffic schema $generation on $engine', ({ engine, generation }) => {
  it('can be created, with its tables, columns and references', async () => {
    await using database = await createTestDatabase(engine);
    await database.execute(...trafficSchema(generation, engine));
    const { tables } = await (await database.open()).catalogue();
    const own = tables.filter(({ name, kind }) => kind === 'table' && !name.startsWith('sqlite_'));
    const columns = own.reduce((sum, table) => sum + table.columns.length, 0);
    expect([own.length, columns]).toEqual(expected[generation]);
    const references = own.flatMap(({ foreignKeys }) => foreignKeys.map(({ references: { name } }) => name));
    expect(references.length).toBe({ S1: 6, S2: 0, S3: 4 }[generation]);
    expect(own.every(({ primaryKey }) => primaryKey.length === 1)).toBe(true);
  });
});

/** Figures measured on the project's own schema: what its trigger, its function and its views do. */
describe('documented traffic on postgres', () => {
  it('counts, takes episodes and shows them as the project’s own database does', async () => {
    await using database = await createTestDatabase('postgres');
    const episode = (number: number, more = '') =>
      `select insert_training_episode('x', '{"episode_number": ${number}, "scenario_info": {}, "total_reward": ${number}.5, "steps_completed": 300${more}}')`;
    await database.execute(...trafficSchema('S1', 'postgres'));
    await expect(database.execute(episode(0))).rejects.toThrow(/config/);
    await database.execute(
      episode(0, ', "config": {}'),
      episode(7),
      `insert into training_steps (experiment_id, episode_number, step_number) select id, 7, g from experiments, generate_series(1, 5) g`,
    );
    await expect(database.execute(episode(7))).rejects.toThrow(/unique/);
    const connection = await database.open();
    const one = async (text: string) => (await connection.rows(raw(text))).rows[0]?.map((each) => cellNumber(each));
    expect(await one('select total_episodes, best_reward from experiments')).toEqual([7, 7.5]);
    expect(await one('select count(*), min(current_reward) from real_time_training')).toEqual([5, 7.5]);
    expect(
      await one('select episodes_completed, avg_reward, latest_reward, first_reward from performance_analytics'),
    ).toEqual([2, 4, 7.5, 0.5]);
    expect(await one('select pt_avg_waiting from training_episodes limit 1')).toEqual([0]);
    await database.execute(
      "update training_steps set real_timestamp = now() - interval '40 days' where step_number < 3",
    );
    await database.execute('select cleanup_old_steps()');
    expect(await one('select count(*) from training_steps')).toEqual([3]);
  });
});

describe('documented traffic on sqlite', () => {
  it('has the trigger too, and ids', async () => {
    await using database = await createTestDatabase('sqlite');
    await database.execute(
      ...trafficSchema('S1', 'sqlite'),
      `insert into experiments (experiment_name, config) values ('x', '{}')`,
      `insert into training_episodes (experiment_id, episode_number, scenario_info, total_reward, steps_completed)
        select id, 7, '{}', 2.5, 300 from experiments`,
    );
    const { rows } = await (await database.open()).rows(raw('select id, total_episodes, best_reward from experiments'));
    expect(rows).toEqual([
      [expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/), 7, 2.5],
    ]);
  });
});
