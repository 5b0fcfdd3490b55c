import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cell, cellNumber } from '#shared/model/cell.ts';
import { trafficSchema } from '../../../care/schemas/traffic.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../../testing/engines.ts';
import type { LensSession } from '../../lens-session.ts';
import { openLens } from '../../open-lens.ts';
import { run2, trafficCases } from '../../testing/traffic-data.ts';

const plain = (cell: Cell | undefined) => cellNumber(cell ?? null) ?? cell;
const request = { conditions: [], search: '', sort: [], limit: 20 };

async function opened(database: TestDatabase): Promise<LensSession> {
  const connection = await database.open();
  return openLens(connection, await connection.catalogue());
}

async function surprisesOf(lens: LensSession): Promise<readonly string[]> {
  const found = await Promise.all(lens.surprises.ids().map((id) => lens.surprises.find(id)));
  return found.filter((sentence) => sentence !== null);
}

/** Id of run-2, and what its episodes are called in charts. */
const names = {
  S1: { session: run2, own: 'run-2', other: 'run-10' },
  S2: { session: 'a', own: 'run-2 · offline', other: 'run-10 · offline' },
  S3: { session: 'run-2', own: 'run-2', other: 'run-10' },
} as const;

describe.each(trafficCases)('questions of traffic, $variant on $engine', ({ variant, engine, statements }) => {
  let lens: LensSession;
  let database: TestDatabase;
  const { session, own, other } = names[variant];

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    await database.execute(...statements);
    lens = await opened(database);
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const answer = async (question: string, columns: readonly string[], values = {}) => {
    const page = await lens.questions.page({ question, values }, {});
    const at = columns.map((column) => page.columns.findIndex(({ name }) => name === column));
    expect(at).not.toContain(-1);
    return page.rows.map((row) => at.map((index) => plain(row[index])));
  };

  it('are all answered', async () => {
    const ids = lens.questions.list().map(({ id }) => id);
    const shared = [
      'progress',
      'moving-average',
      'best-episodes',
      'convergence',
      'experiments-compared',
      'latest-episodes',
    ];
    const expected = {
      S1: [
        'latest-status',
        'performance',
        ...shared,
        'public-transport',
        'public-transport-by-day',
        'best-checkpoints',
      ],
      S2: [...shared, 'public-transport', 'public-transport-by-day', 'vehicle-totals'],
      S3: [...shared, 'vehicle-totals', 'evaluations'],
    };
    expect(ids).toEqual(expected[variant]);
    for (const question of ids) await lens.questions.page({ question, values: {} }, {});
  });

  it('follow episodes', async () => {
    const offline = [
      [own, 0, 164.67],
      [own, 7, 100],
      [own, 10, 50.5],
    ];
    const progress = await answer('progress', ['experiment', 'episode', 'total_reward'], { experiment: session });
    expect(progress.slice(0, 3)).toEqual(offline);
    expect(progress).toHaveLength(variant === 'S2' ? 4 : 3);
    const means = await answer('moving-average', ['experiment', 'mean_value'], { episodes: 2 });
    expect(means.filter(([name]) => name === own).map(([, mean]) => mean)).toEqual([
      164.67,
      expect.closeTo(132.335, 9),
      75.25,
    ]);
    const best = await answer('best-episodes', ['experiment', 'total_reward'], { count: 2 });
    expect(best).toEqual(
      variant === 'S2'
        ? [
            ['run-2 · online', 200],
            [own, 164.67],
          ]
        : [
            [own, 164.67],
            [own, 100],
          ],
    );
    expect((await answer('convergence', ['experiment', 'episode', 'episodes'])).slice(0, 2)).toEqual([
      [own, 0, 3],
      ...(variant === 'S2' ? [['run-2 · online', 0, 1]] : [[other, 0, 1]]),
    ]);
    expect((await answer('latest-episodes', ['experiment', 'episode', 'episodes'])).at(-1)).toEqual([other, 0, 1]);
  });

  it('compare experiments', async () => {
    const [first] = await answer('experiments-compared', ['experiment', 'episodes', 'mean_reward', 'reward_deviation']);
    const mean = (164.67 + 100 + 50.5) / 3;
    const squares = [164.67, 100, 50.5].reduce((sum, each) => sum + (each - mean) ** 2, 0);
    expect(first).toEqual([own, 3, expect.closeTo(mean, 9), expect.closeTo(Math.sqrt(squares / 2), 6)]);
  });

  it.runIf(variant === 'S1')('show the views of the documentation, also where they are not', async () => {
    const performance = ['experiment_name', 'episodes_completed', 'best_reward', 'latest_reward', 'first_reward'];
    expect(await answer('performance', performance)).toEqual([
      ['run-2', 3, 164.67, 50.5, 164.67],
      ['run-3', 0, null, null, null],
      ['run-10', 1, 9, 9, 9],
    ]);
    const status = ['experiment_name', 'episode_number', 'current_reward', 'active_vehicles', 'simulation_time'];
    expect(await answer('latest-status', status, { experiment: session })).toEqual([
      ['run-2', 10, 50.5, 7, 30],
      ['run-2', 10, 50.5, 8, 60],
    ]);
    expect(await lens.recordsCount('live', session, request)).toBe(2);
    expect(await answer('best-checkpoints', ['episode', 'type', 'validation_reward'])).toEqual([
      [0, 'best', 170],
      [7, 'regular', 90.5],
    ]);
    expect(await lens.recordsCount('checkpoints', session, request)).toBe(2);
    expect(await lens.recordsCount('validations', session, request)).toBe(1);
    expect((await lens.recordsPage('baselines', session, request)).rows[0]?.[0]).toBe('fixed_time');
  });

  it.runIf(variant !== 'S3')('tell of public transport', async () => {
    const passengers = async () =>
      (await answer('public-transport', ['experiment', 'passengers'])).filter(([name]) => name === own);
    expect(await passengers()).toEqual([[own, 300]]);
    const days = await answer('public-transport-by-day', ['day', 'passengers'], { experiment: session });
    expect(days.slice(0, 2)).toEqual([
      ['20250708', 400],
      ['20250709', 100],
    ]);
  });

  it.runIf(variant !== 'S1')('count vehicles by type', async () => {
    const totals = await answer('vehicle-totals', ['vehicle', 'vehicles', 'passengers'], { experiment: session });
    expect(totals.filter(([, vehicles]) => Number(vehicles) > 0)).toEqual([
      ['cars', 200, 260],
      ['buses', 7, variant === 'S3' ? 0 : null],
    ]);
  });

  it.runIf(variant === 'S3')('compare trained signals with fixed times', async () => {
    expect(await answer('evaluations', ['experiment', 'signals', 'episodes', 'waiting'])).toEqual([
      ['run-2', 'd3qn', 2, 11],
      ['run-2', 'fixed_time', 1, 20],
    ]);
    expect(await lens.recordsCount('evaluations', session, request)).toBe(3);
    expect(await lens.recordsCount('summary', session, request)).toBe(1);
  });

  it('tell what surprises', async () => {
    const sentences = await surprisesOf(lens);
    expect(sentences.some((each) => each.includes('has no training episodes'))).toBe(true);
    if (variant === 'S1') {
      expect(sentences).toContain(
        '2 experiments, run-10 among them, give the greatest number of an episode for how many there are',
      );
      expect(sentences).toContain(
        'Numbers of episodes start again once by their time, in run-2 first: the run was restarted',
      );
    }
    expect(sentences.some((each) => each.includes('were not measured'))).toBe(variant === 'S2');
    if (variant === 'S2') {
      const words = lens.choice().records.map(({ word: [one] }) => one);
      expect(words).toEqual(
        expect.arrayContaining(['baseline (computed, not measured)', 'objective (from constants)']),
      );
      expect(await lens.recordsCount('lanes', '2', request)).toBe(1);
    }
  });
});

describe.each(engines)('what scripts of traffic leave, on %s', (engine) => {
  it('is told: episodes twice, estimated vehicles, steps without an episode, parts of the last step', async () => {
    await using phased = await createTestDatabase(engine);
    const episodes = [0, 1, 2, 0, 1].map((number, at) => `(${at}, 'a', ${number}, 'offline', ${number})`);
    const shares = [0, 1, 2].map((at) => `(${at}, ${at}, ${300 * (at + 1)}, ${100 * (at + 1)}, ${100 * (at + 1)})`);
    await phased.execute(
      ...trafficSchema('S2', engine),
      `insert into experiments (experiment_id, experiment_name) values ('a', 'run')`,
      `insert into training_episodes (episode_id, experiment_id, episode_number, phase_type, total_reward) values ${episodes.join(', ')}`,
      `insert into vehicle_breakdown (breakdown_id, episode_id, cars, motorcycles, jeepneys) values ${shares.join(', ')}`,
    );
    expect(await surprisesOf(await opened(phased))).toEqual([
      '2 episodes appear twice, in run · offline first: the run was restarted',
      'Vehicles by type have the same shares in all 3 episodes looked at: they were estimated, not counted',
    ]);

    await using documented = await createTestDatabase(engine);
    await documented.execute(
      ...trafficSchema('S1', engine),
      `insert into experiments (id, experiment_name, config) values ('${run2}', 'run', '{}')`,
      `insert into training_episodes (experiment_id, episode_number, scenario_info, total_reward, steps_completed, reward_components)
        values ('${run2}', 0, '{}', 1, 300, '{"step": 299, "speed_reward": 2}')`,
      `insert into training_steps (experiment_id, episode_number, step_number) values ('${run2}', 0, 30), ('${run2}', 4, 30)`,
    );
    const sentences = await surprisesOf(await opened(documented));
    expect(sentences).toContain('Of the first 2000 steps, 1 belong to an episode that is not there');
    expect(sentences.some((each) => each.startsWith('Parts of the reward are those of the last step'))).toBe(true);
  });
});
