import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cell } from '#shared/model/cell.ts';
import { cellNumber } from '#shared/model/cell.ts';
import { factorioSchema } from '../../../care/schemas/factorio.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../../testing/engines.ts';
import { insertRows } from '../../../testing/insert-rows.ts';
import type { LensSession } from '../../lens-session.ts';
import { openLens } from '../../open-lens.ts';
import { documentedFactorioDatabase, factorioCases, factorioDatabase } from '../../testing/factorio-data.ts';

async function opened(database: TestDatabase): Promise<LensSession> {
  const connection = await database.open();
  return openLens(connection, await connection.catalogue());
}

const plain = (cell: Cell | undefined) => cellNumber(cell ?? null) ?? cell;

describe.each(factorioCases)('questions of factorio with JSON as $json on $engine', (each) => {
  let lens: LensSession;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase(each.engine);
    await database.execute(...factorioDatabase(each));
    lens = await opened(database);
  });
  afterAll(() => database[Symbol.asyncDispose]());

  /** The named columns of an answer. */
  const answer = async (question: string, columns: readonly string[], values = {}) => {
    const page = await lens.questions.page({ question, values }, {});
    const at = columns.map((column) => page.columns.findIndex(({ name }) => name === column));
    expect(at).not.toContain(-1);
    return page.rows.map((row) => at.map((index) => plain(row[index])));
  };

  it('are all answered', async () => {
    const ids = lens.questions.list().map(({ id }) => id);
    expect(ids).toEqual([
      ...['trajectory-summaries', 'model-comparison', 'tasks', 'versions', 'reward-by-depth', 'recent'],
      ...['program-tree', 'ancestors', 'first-programs'],
    ]);
    for (const id of ids)
      await lens.questions.page({ question: id, values: id === 'ancestors' ? { program: 9 } : {} }, {});
  });

  it('sum trajectories up as the project does', async () => {
    const columns = [
      'version',
      'model',
      'instance',
      'task',
      'processes',
      'steps',
      'max_depth',
      'final_reward',
      'tokens',
    ];
    expect(await answer('trajectory-summaries', columns)).toEqual([
      [9, 'model-b', 3, 'tree search', 0, 2, 1, 4, 10],
      [10, 'model-a', 0, 'open_play', 3, 7, 2, 8, 515],
    ]);
    const rest = ['max_raw_reward', 'production_score', 'made_by_hand', 'made_by_machines', 'duration'];
    expect(await answer('trajectory-summaries', rest)).toEqual([
      [7.5, null, null, null, 60],
      [null, 10, 17, 4, 3600],
    ]);
    expect(await answer('trajectory-summaries', ['version'], { version: '9' })).toEqual([[9]]);
    expect(await answer('trajectory-summaries', ['version'], { sweep: 'sweep' })).toEqual([[10]]);
    expect(await lens.questions.choices('trajectory-summaries', 'sweep')).toEqual([{ value: 'sweep', title: 'sweep' }]);
  });

  it('compare models, tasks and versions', async () => {
    const columns = ['model', 'trajectories', 'mean_reward', 'median_reward', 'mean_steps', 'success_share'];
    expect(await answer('model-comparison', columns)).toEqual([]);
    expect(await answer('model-comparison', columns, { minimum: 1 })).toEqual([
      ['model-a', 1, 8, 8, 7, 1],
      ['model-b', 1, 4, 4, 2, 1],
    ]);
    expect(await answer('tasks', ['task', 'kind', 'model', 'steps'])).toEqual([
      ['open_play', 'unbounded', 'model-a', 7],
      ['tree search', 'other', 'model-b', 2],
    ]);
    expect(await answer('versions', ['version', 'trajectories', 'steps'])).toEqual([
      [9, 1, 2],
      [10, 1, 7],
    ]);
  });

  it('follow values by depth, and what ran of late', async () => {
    expect(
      await answer('reward-by-depth', ['depth', 'programs', 'mean_value', 'greatest_value'], { version: '10' }),
    ).toEqual([
      [0, 3, 9.25 / 3, 8],
      [0.5, 1, -0.5, -0.5],
      [1, 2, 1.25, 2.5],
      [2, 1, 2, 2],
    ]);
    expect(await answer('recent', ['version', 'steps'], { hours: 2 })).toEqual([[9, 2]]);
    expect(await answer('recent', ['version', 'steps'])).toEqual([
      [9, 2],
      [10, 7],
    ]);
  });

  it('walk trees', async () => {
    expect(await answer('program-tree', ['program', 'parent', 'children'])).toEqual([
      [8, null, 1],
      [9, 8, 0],
    ]);
    expect(await answer('ancestors', ['steps_back', 'program'], { program: 9 })).toEqual([
      [0, 9],
      [1, 8],
    ]);
    expect(await answer('first-programs', ['version', 'program'])).toEqual([
      [9, 8],
      [10, 1],
    ]);
    const tree = await lens.recordsPage('tree', '["9",null,"3"]', { conditions: [], search: '', sort: [], limit: 9 });
    expect(tree.columns.slice(0, 3).map(({ title }) => title)).toEqual(['Program', 'Parent', 'Children']);
    expect(tree.rows.map((row) => row.slice(0, 3).map(plain))).toEqual([
      [8, null, 1],
      [9, 8, 0],
    ]);
    expect(await lens.recordsCount('tree', '["10","0","0"]', { conditions: [], search: '', sort: [], limit: 9 })).toBe(
      0,
    );
  });

  it('tell what surprises', async () => {
    const found = await Promise.all(lens.surprises.ids().map((id) => lens.surprises.find(id)));
    expect(found.filter((sentence) => sentence !== null)).toEqual([
      'Depth goes down once in 1 of the newest versions, where a conversation was summarised: order programs by time',
      'Saved states hold no inventories: the environment that wrote them leaves them empty',
    ]);
  });
});

/** What writers have left in a column of text: nothing, no object, numbers that JSON lacks, half an object. */
const metas = [
  '',
  'NaN',
  '{"process_id": 5, "production_score": NaN, "error_occurred": true}',
  '{"process_id": 5',
  '[]',
  null,
];

describe.each(engines)('programs whose meta is no JSON, on %s', (engine) => {
  it('are listed, and said to be unreadable', async () => {
    await using database = await createTestDatabase(engine);
    await database.execute(...factorioSchema('24', engine));
    const programs = metas.map((meta, at) => [at, 'pass', at, '{}', 1, meta, 0, at % 2 === 0 ? 'm' : 'n'] as const);
    await database.execute(
      'create table given (id integer, code text, value real, conversation_json text, version integer, meta text, instance integer, model text)',
    );
    await insertRows(database, 'given', programs);
    await database.execute(
      `insert into programs (id, code, value, conversation_json, version, meta, instance, model) select * from given`,
    );
    const lens = await opened(database);
    const request = { conditions: [], search: '', sort: [], limit: 20 };
    const runs = await lens.episodesPage('1', request);
    expect(runs.rows.map(([, label]) => label).toSorted()).toEqual(['instance 0', 'process 5 · agent 0']);
    const { rows } = await lens.episodesRollUps(runs.rows.map(([id]) => String(id)));
    expect(rows['["1","5","0"]']?.[0]).toBe(1);
    expect(rows['["1",null,"0"]']?.[0]).toBe(5);
    const score = await lens.series({
      ...{ measure: 'production_score', episodes: ['["1","5","0"]'], sessions: [], split: 'mean', points: 10 },
    });
    expect(score.series[0]).toMatchObject({ points: [], rows: 1, notFinite: 1 });
    expect(await lens.surprises.find('meta-unreadable')).toContain('4 of the newest 6 programs have no readable meta');
    expect(await lens.surprises.find('versions-of-several-models')).toContain(
      'Version 1 has programs of more than one model',
    );
  });
});

describe.each(engines)('programs whose JSON is all broken, on %s', (engine) => {
  it('fail no list, no measure and no question', async () => {
    await using database = await createTestDatabase(engine);
    await database.execute(...factorioSchema('24', engine, 'text'));
    const programs = metas.map(
      (text, at) => [at, 'pass', at, text, text, text, text, 1, 0, '2025-10-01 13:00:00'] as const,
    );
    const columns =
      'id, code, value, meta, achievements_json, state_json, conversation_json, version, instance, created_at';
    await database.execute(
      'create table given (id integer, code text, value real, meta text, achievements_json text, state_json text, conversation_json text, version integer, instance integer, created_at timestamp)',
    );
    await insertRows(
      database,
      'given',
      programs.map((row) => row.map((value, at) => (at === 6 ? (value ?? '') : value))),
    );
    await database.execute(`insert into programs (${columns}) select * from given`);
    const lens = await opened(database);
    const request = { conditions: [], search: '', sort: [], limit: 20 };
    const versions = await lens.sessionsPage({ ...request, sort: [{ column: 'sweep', descending: true }] });
    expect(versions.rows).toHaveLength(1);
    expect(Object.keys((await lens.sessionsRollUps(['1'])).rows)).toEqual(['1']);
    const { rows } = await lens.episodesPage(undefined, { ...request, search: 'instance' });
    expect(rows).toHaveLength(1);
    const episode = String(rows[0]?.[0]);
    expect((await lens.header(episode)).rows).toBe(5);
    expect((await lens.rows(episode, request, undefined)).rows).toHaveLength(5);
    for (const { id } of await lens.measures({ episode })) {
      const { series } = await lens.series({
        measure: id,
        episodes: [episode],
        sessions: [],
        split: 'mean',
        points: 10,
      });
      expect(series).toHaveLength(1);
    }
    for (const { id, parameters } of lens.questions.list()) {
      if (parameters.every((each) => each.optional === true || each.default !== undefined)) {
        expect((await lens.questions.page({ question: id, values: {} }, {})).columns).not.toEqual([]);
      }
    }
  });
});

describe.each(engines)('the layout that factorio documents, on %s', (engine) => {
  it('opens by task, trajectory and step', async () => {
    await using database = await createTestDatabase(engine);
    await database.execute(...documentedFactorioDatabase(engine));
    const lens = await opened(database);
    expect(lens.choice()).toMatchObject({ id: 'factorio-documented', variant: 'documented', chosen: false });
    const request = { conditions: [], search: '', sort: [], limit: 20 };
    expect((await lens.sessionsPage(request)).rows.map(([id]) => id)).toEqual(['iron_ore_throughput', 'no task']);
    const trajectories = await lens.episodesPage('iron_ore_throughput', request);
    expect(trajectories.rows.map(([id]) => id)).toEqual(['trajectory_2', 'trajectory_10']);
    const wall = trajectories.columns.findIndex(({ name }) => name === 'wall_time');
    expect(trajectories.rows.map((row) => row[wall])).toEqual([3600, null]);
    const header = await lens.header('trajectory_2');
    expect(header).toMatchObject({ rows: 2, session: { id: 'iron_ore_throughput' }, time: { first: 1, last: 2 } });
    const steps = await lens.rows('trajectory_2', request, undefined);
    expect(steps.rows.map(([number]) => number)).toEqual([1, 2]);
    expect(await lens.recordsCount('states', 'trajectory_2', request)).toBe(1);
    expect(await lens.measures({})).toEqual([]);
  });
});
