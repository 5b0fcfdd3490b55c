import { mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Cell } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import { trackingSchema } from '../../care/schemas/tracking.ts';
import { raw } from '../../sql/sql.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { ImportBench } from '../testing/importing.ts';
import { boidsFiles } from './testing/boids-files.ts';

async function rows(database: TestDatabase, query: string): Promise<string[]> {
  const connection = await database.open();
  const answer = await connection.rows(raw(query));
  await connection.close();
  return answer.rows.map((row) => row.map((cell: Cell) => (cell === null ? '' : cellToText(cell))).join(' '));
}

const write = (bench: ImportBench, name: string, file: keyof typeof boidsFiles) =>
  writeFile(bench.path(name), Buffer.from(boidsFiles[file], 'base64'));

/** Ten frames of three agents and one target; agent 2 is not there yet in frame 0. */
const flock = (shift: number) => `
  select 1 + i::bigint as id, 'agent' as type, t::bigint as time, i + t + ${shift}.5 as x, 2.0 * t as y, 1.0 as z,
    1.0 as v_x, 2.0 as v_y, 0.0 as v_z, 10.0 + t as distance_target_center_1, 20.0 + i as distance_target_center_2,
    case when t > 0 then 5.0 end as distance_to_target_mesh_closest_point_1, [1.0, 2.0, t] as target_mesh_closest_point_1
  from range(10) a(t), range(3) b(i) where not (t = 0 and i = 1)
  union all
  select 1, 'env', t, 0.0, 0.0, 0.0, null, null, null, null, null, null, null from range(10) a(t)`;

async function runFolder(bench: ImportBench): Promise<string> {
  const folder = bench.path('boids_sim_run-started-20250926-214330');
  await mkdir(folder);
  await writeFile(`${folder}/config.yaml`, 'simulator:\n  seed: [1, 2]\n  num_frames: 9\nfiles:\n  limit: .inf\n');
  for (const episode of [1, 2, 10])
    await bench.make(`copy (${flock(episode)}) to '${folder}/episode-${episode}-completed.parquet'`);
  return folder;
}

describe.each(engines)('runs of the 3-D simulator into %s', (engine) => {
  it('become a session with an episode per file in natural order, agents apart from the environment', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const folder = await runFolder(bench);
    const report = await bench.import(database, [folder]);

    expect(report).toMatchObject({ importer: 'boids-3d', outcome: 'imported', failure: null, leftOut: [] });
    expect(await rows(database, 'select session_id, session_name, category_id from sessions')).toEqual([
      'session-boids_sim_run-started-20250926-214330 boids_sim_run-started-20250926-214330 boids_3d',
    ]);
    const [config = ''] = await rows(database, 'select config from sessions');
    expect(JSON.parse(config)).toEqual({
      simulator: { seed: [1, 2], num_frames: 9 },
      files: { limit: 'Infinity' },
    });
    expect(
      await rows(
        database,
        'select episode_id, episode_number, num_frames, num_agents, frame_rate from episodes order by episode_number',
      ),
    ).toEqual([
      'episode-0-episode-1-completed 0 10 3 30',
      'episode-1-episode-2-completed 1 10 3 30',
      'episode-2-episode-10-completed 2 10 3 30',
    ]);
    expect(
      await rows(
        database,
        `select episode_id, agent_type_id, count(*), sum(x) from observations
         group by episode_id, agent_type_id order by episode_id, agent_type_id`,
      ),
    ).toEqual(
      [1, 2, 10].flatMap((shift, at) => {
        let sum = 0;
        for (let t = 0; t < 10; t += 1) for (let i = 0; i < 3; i += 1) if (t > 0 || i !== 1) sum += i + t + shift + 0.5;
        const id = `episode-${at}-episode-${shift}-completed`;
        return [`${id} agent 29 ${sum}`, `${id} env 10 0`];
      }),
    );
    expect(
      await rows(
        database,
        `select property_id, count(*), sum(value_float) from extended_properties
         join observations o on o.observation_id = extended_properties.observation_id
         where o.episode_id = 'episode-1-episode-2-completed' group by property_id order by property_id`,
      ),
    ).toEqual([
      // Frames 0 to 9 of three agents, but two in frame 0.
      `distance_to_target_center 29 ${10 * 29 + 45 * 3}`,
      `distance_to_target_center_2 29 ${20 * 29 + 10 * 0 + 9 * 1 + 10 * 2}`,
      'distance_to_target_mesh 27 135',
      'target_mesh_closest_x 29 29',
      'target_mesh_closest_y 29 58',
      `target_mesh_closest_z 29 ${45 * 3}`,
    ]);
    expect(
      await rows(database, `select property_name from property_definitions where property_id like '%center_2'`),
    ).toEqual(['Distance to target centre 2']);
  });

  it('are added behind what is there, and taken back without a trace', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const folder = await runFolder(bench);
    const state = async () => [
      ...(await rows(database, 'select count(*), min(observation_id), max(observation_id) from observations')),
      ...(await rows(database, 'select count(*), sum(value_float) from extended_properties')),
      ...(await rows(database, 'select count(*) from property_definitions')),
    ];
    await bench.import(database, [folder], { options: { session: 'first' } });
    const before = await state();
    expect(before[0]).toBe('117 1 117');
    const second = await bench.import(database, [folder], { options: { session: 'second' }, onDuplicate: 'add' });
    expect(second).toMatchObject({ outcome: 'imported', failure: null });
    expect((await state())[0]).toBe('234 1 234');
    await bench.undo(database, second.id!);
    expect(await state()).toEqual(before);
    expect(await rows(database, 'select session_id from sessions')).toEqual(['session-first']);
  });

  it('of several folders become a session each, whatever their files are called', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    for (const run of ['run-1', 'run-2']) {
      await mkdir(bench.path(`runs/${run}`), { recursive: true });
      await writeFile(bench.path(`runs/${run}/config.yaml`), `name: ${run}\n`);
      await bench.make(`copy (${flock(0)}) to '$folder/runs/${run}/episode-1.parquet'`);
    }
    const report = await bench.import(database, [bench.path('runs')]);
    expect(report).toMatchObject({ outcome: 'imported', failure: null, leftOut: [] });
    expect(await rows(database, 'select session_id, episode_id from episodes order by 1')).toEqual(
      ['run-1', 'run-2'].map((run) => `session-${run} episode-0-episode-1-session-${run}`),
    );
    const configs = await rows(database, 'select config from sessions order by session_id');
    expect(configs.map((each) => JSON.parse(each))).toEqual([{ name: 'run-1' }, { name: 'run-2' }]);
    expect(await rows(database, 'select count(*), count(distinct episode_id) from observations')).toEqual(['78 2']);
  });

  it('give rejects for rows that no table can take, with the reason', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const folder = bench.path('run');
    await mkdir(folder);
    await bench.make(
      `copy (select * from (${flock(0)}) where type = 'agent' union all by name select 1 as id, 'agent' as type, 0 as time, 9.0 as x, 9.0 as y
        union all by name select 2 as id, 'agent' as type, 0 as time, null as x, 9.0 as y) to '${folder}/episode-1.parquet'`,
    );
    const report = await bench.import(database, [folder]);
    expect(report).toMatchObject({ outcome: 'imported', failure: null, counts: { rejected: 2 } });
    expect(report.rejects.map(({ line, reason }) => [line, reason]).sort()).toEqual([
      [30, 'The same agent is there at this time already'],
      [31, 'It has no x'],
    ]);
    expect(await rows(database, 'select count(*), count(distinct observation_id) from observations')).toEqual([
      '29 29',
    ]);
  });
});

describe.each(['duckdb', 'postgres'] as const)('a database of an older generation on %s', (engine) => {
  it('takes a run in as its own tools would', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await database.execute(...trackingSchema('A', engine));
    const report = await bench.import(database, [await runFolder(bench)]);
    expect(report).toMatchObject({ outcome: 'imported', counts: { skipped: 30 } });
    expect(report.leftOut).toEqual([{ what: expect.stringContaining('30 rows of the environment'), names: [] }]);
    expect(await rows(database, 'select data_source, category from sessions')).toEqual(['boids_3d simulated']);
    expect(await rows(database, 'select agent_type_id, count(*) from observations group by 1')).toEqual(['agent 87']);
    // The engine's own counter goes on behind the rows.
    await database.execute(
      `insert into observations (episode_id, time_index, agent_id, agent_type_id, x, y) values ('episode-0-episode-1-completed', 99, 1, 'agent', 0, 0)`,
    );
    expect(await rows(database, 'select count(*), count(distinct observation_id) from observations')).toEqual([
      '88 88',
    ]);
  });
});

describe.each(engines)('data sets of 2-D boids into %s', (engine) => {
  it('become a session with an episode per sample, in scene units', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await write(bench, 'flock.pt', 'boids');
    await write(bench, 'flock_config.pt', 'config');
    const report = await bench.import(database, [bench.path('flock.pt')]);
    expect(report).toMatchObject({ importer: 'boids-2d', outcome: 'imported', failure: null, notices: [] });
    expect(
      await rows(database, 'select episode_id, num_frames, num_agents, frame_rate, file_path from episodes order by 1'),
    ).toEqual(['episode-0000-session-2d-flock 3 2 1 sample-0', 'episode-0001-session-2d-flock 3 2 1 sample-1']);
    expect(
      await rows(
        database,
        `select time_index, agent_id, x, y, z, v_x, v_y from observations
         where episode_id like 'episode-0000%' order by agent_id, time_index`,
      ),
    ).toEqual([
      '0 0 120 240  120 0',
      '1 0 240 240  0 240',
      '2 0 240 480  0 240',
      '0 1 360 240  0 -120',
      '1 1 360 120  120 0',
      '2 1 480 120  120 0',
    ]);
    expect(
      await rows(
        database,
        `select o.agent_id, p.property_id, p.value_float, p.value_text from extended_properties p
         join observations o on o.observation_id = p.observation_id
         where o.episode_id like 'episode-0000%' and o.time_index = 0 order by 1, 2`,
      ),
      // Food at (320/640, 240/480) × 480 = (240, 240).
    ).toEqual(['0 distance_to_food 120 ', '0 species  A', '1 distance_to_food 120 ', '1 species  B']);
    const [config = ''] = await rows(database, 'select config from sessions');
    expect(JSON.parse(config)).toMatchObject({ A: { visual_range: 50 }, food0: { x: 320 } });
  });
});

describe.each(engines)('a folder of data sets into %s', (engine) => {
  it('gives a session for each, and says what it leaves out', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await mkdir(bench.path('sets'));
    await write(bench, 'sets/one.pt', 'boids');
    await write(bench, 'sets/two.pt', 'boids');
    await write(bench, 'sets/two_config.pt', 'config');
    await writeFile(bench.path('sets/readme.txt'), 'words');
    const report = await bench.import(database, [bench.path('sets')]);
    expect(report).toMatchObject({ importer: 'boids-2d', outcome: 'imported', failure: null });
    expect(report.leftOut).toEqual([{ what: 'Files that are no data set of boids', names: ['readme.txt'] }]);
    expect(report.notices).toEqual(['There is no one_config.pt beside one.pt, so its session has no configuration']);
    expect(await rows(database, 'select session_id, count(*) from episodes group by session_id order by 1')).toEqual([
      'session-2d-one 2',
      'session-2d-two 2',
    ]);
    // Food is in one of the configurations only: 12 observations of one data set have a distance to it.
    expect(await rows(database, 'select property_id, count(*) from extended_properties group by 1 order by 1')).toEqual(
      ['distance_to_food 12', 'species 24'],
    );
  });
});

describe.each(engines)('rollouts into %s', (engine) => {
  it('become pairs of actual and predicted episodes with their errors', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const name = 'boid_food_vpluspplus_n0_h1_vr0.1_s0_rollout_5';
    await write(bench, `${name}.pkl`, 'rollout');
    const report = await bench.import(database, [bench.path(`${name}.pkl`)]);
    expect(report).toMatchObject({ importer: 'rollouts', outcome: 'imported', failure: null });
    expect(await rows(database, 'select episode_id from episodes order by episode_number')).toEqual(
      ['0000-actual', '0000-predicted', '0001-actual', '0001-predicted'].map((each) => `rollout-${name}-${each}`),
    );
    expect(
      await rows(
        database,
        `select o.agent_type_id, p.property_id, p.value_float from extended_properties p
         join observations o on o.observation_id = p.observation_id
         where o.episode_id like '%0000-predicted' and o.time_index = 1 order by o.agent_id, p.property_id`,
      ),
    ).toEqual([
      'env loss 0.25',
      'agent acceleration_x 120',
      'agent acceleration_y 240',
      'agent attn_weight_boid 0',
      'agent attn_weight_food 0.25',
      'agent attn_weight_self 0.75',
      'agent distance_to_food_actual 120',
      `agent distance_to_food_predicted ${Math.hypot(120, 240)}`,
      'agent prediction_error 240',
      'food acceleration_x 240',
      'food acceleration_y 0',
    ]);
    const [config = ''] = await rows(database, 'select config from sessions');
    expect(JSON.parse(config)).toMatchObject({ dataset: 'boid_food', model: 'vpluspplus', heads: '1', seed: '0' });
  });
});
