import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Cell } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import { openLens } from '../../lenses/open-lens.ts';
import { raw } from '../../sql/sql.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { ImportBench } from '../testing/importing.ts';

async function rows(database: TestDatabase, query: string): Promise<string[]> {
  const connection = await database.open();
  const answer = await connection.rows(raw(query));
  await connection.close();
  return answer.rows.map((row) => row.map((cell: Cell) => (cell === null ? '' : cellToText(cell))).join(' '));
}

async function write(bench: ImportBench, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(bench.path(name)), { recursive: true });
    await writeFile(bench.path(name), content);
  }
}

const line = (session: string, episode: number, reward: number) =>
  JSON.stringify({
    ...{
      episode_id: `${session}-${episode}`,
      session_id: session,
      episode_number: episode,
      episode_steps: 300,
      step_count: 299,
    },
    ...{
      scenario_info: { day: 20250716, cycle: 3 },
      total_reward: reward,
      vehicles_served: 396,
      end_time: '2025-09-23T04:41:50.854102',
    },
    ...{ episode_time: 90, reward_components: { waiting_penalty: -1.5 } },
  });

const printed = (session: string, episode: number, reward: number) =>
  JSON.stringify(
    {
      episode_info: {
        episode_number: episode,
        episode_id: `${session}-${episode}`,
        session_id: session,
        duration_seconds: 120,
      },
      scenario: { day: 20250716, cycle: 1 },
      performance_metrics: { total_reward: reward, avg_loss: 0.25 },
      traffic_metrics: { vehicles_served: 10, completed_trips: 9 },
      training_metrics: { episode_steps: 300, epsilon: 0.5 },
      reward_breakdown: { waiting_penalty: -2 },
    },
    null,
    2,
  );

const step = (session: string, episode: number, number: number) =>
  JSON.stringify({
    ...{
      step_id: 'x',
      episode_id: `${session}-${episode}`,
      session_id: session,
      timestamp: '2025-09-23T04:54:18',
      step: number,
    },
    ...{
      simulation_time: number,
      reward: 0.5 + number,
      vehicles: 128,
      queue_length: 92,
      avg_speed: 18.9,
      waiting_time: 7.5,
    },
    ...{ actions: { main_agent: 8 }, reward_components: {}, intersection_metrics: {} },
  });

const episodes = `select x.experiment_name, e.episode_number, e.total_reward, e.steps_completed, e.total_vehicles from training_episodes e
  join experiments x on x.id = e.experiment_id order by 1, 2`;

describe.each(engines)('logs of traffic signals into %s', (engine) => {
  it('become experiments, one per run of the program, with what cannot be read told', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await write(bench, {
      'logs/thesis_episodes.jsonl': `${line('a', 0, 338.8837752960142)}\n${line('a', 1, 2)}\n${line('b', 0, 3)}\n${line('b', 0, 4)}\n{"episode_number": 2, "tot\n${line('b', 1, 5)}\n`,
      'logs/thesis_steps.jsonl': `${step('a', 0, 0)}\n${step('a', 0, 31)}\n${step('b', 1, 0)}\n`,
      'logs/thesis_summary.json':
        '{"experiment_id": "thesis", "session_id": "a", "learning_metrics": {}, "config": {"log_interval": 30}}',
    });
    const report = await bench.import(database, [bench.path('logs')]);
    expect(report).toMatchObject({ importer: 'traffic-logs', outcome: 'imported', failure: null });
    expect(report.counts).toEqual({ read: 11, written: 9, rejected: 2, skipped: 0 });
    expect(report.rejects.map(({ line: at, reason }) => [at, reason])).toEqual([
      [4, 'Episode 0 of this run is there already'],
      [5, 'The record is not closed'],
    ]);
    // Postgres and DuckDB keep four digits and print them; SQLite keeps them all.
    expect(
      (await rows(database, episodes)).map((each) => each.replace(/(\.\d*?)0+ /, '$1 ').replace('. ', ' ')),
    ).toEqual([
      `thesis 0 ${engine === 'sqlite' ? '338.8837752960142' : '338.8838'} 300 396`,
      'thesis 1 2 300 396',
      'thesis (run 2) 0 3 300 396',
      'thesis (run 2) 1 5 300 396',
    ]);
    const [scenario = ''] = await rows(
      database,
      'select scenario_info from training_episodes order by total_reward desc limit 1',
    );
    expect(JSON.parse(scenario)).toMatchObject({ day: 20250716, record: { total_reward: 338.8837752960142 } });
    expect(
      await rows(
        database,
        `select x.experiment_name, s.episode_number, s.step_number, s.active_vehicles, s.action_taken from training_steps s
        join experiments x on x.id = s.experiment_id order by 1, 2, 3`,
      ),
    ).toEqual(['thesis 0 0 128 8', 'thesis 0 31 128 8', 'thesis (run 2) 1 0 128 8']);
    const [config = ''] = await rows(database, "select config from experiments where experiment_name = 'thesis'");
    expect(JSON.parse(config)).toEqual({ log_interval: 30 });

    const connection = await database.open();
    const lens = await openLens(connection, await connection.catalogue());
    expect(lens.choice()).toMatchObject({ id: 'traffic', variant: 'S1' });
    const request = { conditions: [], search: '', sort: [], limit: 10 };
    expect((await lens.sessionsPage(request)).rows).toHaveLength(2);
  });

  it('that have grown tell a line that was no episode once', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const path = bench.path('run_episodes.jsonl');
    const take = () => bench.import(database, [path], { replaces: true, onDuplicate: 'skip' });
    await writeFile(path, `${printed('a', 0, -1.5)}\n\n{"no": "episode"}\n`);
    expect((await take()).counts).toEqual({ read: 3, written: 2, rejected: 1, skipped: 0 });
    await appendFile(path, `${printed('a', 1, 2.25)}\n\n{"neither": 1}\n`);
    expect((await take()).counts).toEqual({ read: 4, written: 1, rejected: 1, skipped: 2 });
  });

  it('that a restart wrote over keep what they gave before, and give each run its own experiment', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const path = bench.path('run_episodes.jsonl');
    const take = async (...lines: readonly string[]) => {
      await writeFile(path, lines.map((each) => `${each}\n`).join(''));
      return bench.import(database, [path], { replaces: true, onDuplicate: 'skip' });
    };
    const rewards = () =>
      rows(
        database,
        `select x.experiment_name, e.episode_number, cast(e.total_reward as integer) from training_episodes e
          join experiments x on x.id = e.experiment_id order by 1, 2`,
      );
    await take(line('a', 0, 1), line('a', 1, 2));
    const second = await take(line('b', 0, 3));
    expect(second).toMatchObject({ failure: null, counts: { written: 2, skipped: 0 } });
    expect((await take(line('b', 0, 3), line('b', 1, 4), line('c', 0, 5))).counts).toMatchObject({
      written: 3,
      skipped: 1,
    });
    // Logs that name no session: a number that comes again is of another run.
    const plain = (number: number, reward: number) =>
      JSON.stringify({ episode_number: number, total_reward: reward, scenario_info: {} });
    await writeFile(bench.path('doc_episodes.jsonl'), `${plain(0, 1)}\n${plain(1, 2)}\n`);
    const doc = () =>
      bench.import(database, [bench.path('doc_episodes.jsonl')], { replaces: true, onDuplicate: 'skip' });
    await doc();
    await writeFile(bench.path('doc_episodes.jsonl'), `${plain(0, 7)}\n`);
    await doc();
    await writeFile(bench.path('doc_episodes.jsonl'), `${plain(0, 7)}\n${plain(1, 8)}\n${plain(0, 9)}\n`);
    expect((await doc()).counts).toMatchObject({ written: 3, skipped: 1, rejected: 0 });
    expect(await rewards()).toEqual([
      ...['doc 0 1', 'doc 1 2', 'doc (run 2) 0 7', 'doc (run 2) 1 8', 'doc (run 3) 0 9'],
      ...['run 0 1', 'run 1 2', 'run (run 2) 0 3', 'run (run 2) 1 4', 'run (run 3) 0 5'],
    ]);
    await expect(bench.undo(database, second.id!)).rejects.toThrow('Undo the imports after it first');
    expect(await rewards()).toHaveLength(10);
  });

  it('that are printed over many lines, and have grown, give each episode once', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const path = bench.path('run_episodes.jsonl');
    await writeFile(path, `${printed('a', 0, -1.5)}\n\n`);
    expect(await bench.import(database, [path])).toMatchObject({ outcome: 'imported', counts: { written: 2 } });
    await appendFile(path, `${printed('a', 1, 2.25)}\n\n${printed('b', 0, 3)}\n`);
    const report = await bench.import(database, [path]);
    expect(report).toMatchObject({ outcome: 'imported', failure: null, counts: { read: 4, written: 3, skipped: 1 } });
    expect((await rows(database, episodes)).map((each) => each.split(' ').slice(0, -3).join(' '))).toEqual([
      'run 0',
      'run 1',
      'run (run 2) 0',
    ]);
    expect(
      await rows(
        database,
        'select count(*) from training_episodes where episode_duration_minutes = 2 and epsilon_value = 0.5',
      ),
    ).toEqual(['3']);
    await bench.undo(database, report.id!);
    expect(await rows(database, 'select count(*) from training_episodes')).toEqual(['1']);
    expect(await rows(database, 'select experiment_name from experiments')).toEqual(['run']);
  });

  it('of a training as a whole give results, validations and the comparison with fixed times', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const header = 'avg_waiting_time,travel_time_index,completed_trips,episode,scenario';
    await write(bench, {
      'thesis/complete_results.json': JSON.stringify({
        ...{
          experiment_name: 'thesis',
          config: { lr: 0.001 },
          best_reward: -350.5,
          convergence_episode: 7,
          defense_ready: true,
        },
        training_results: [
          { episode: 1, scenario: 'Day 20250812, Cycle 1', reward: -396.5, steps: 300, time_minutes: 4, vehicles: 356 },
        ],
        validation_results: [{ episode: 15, avg_reward: -360.25, scenarios_tested: 10 }],
      }),
      'thesis/comparison/d3qn_results.csv': `${header},lstm_validation\n7.5,2,501,1,20250815_cycle_1,"{'steps': 300, 'ok': True}"\n1,1,1,2,20250816_cycle_1,\n`,
      'thesis/comparison/fixed_time_results.csv': `${header},queue_length_history\n10,2.5,400,1,20250815_cycle_1,[]\n`,
      'thesis/comparison/statistical_analysis.json': '{"metrics_analysis": {"avg_waiting_time": {"p_value": 0.01}}}',
    });
    const report = await bench.import(database, [bench.path('thesis')]);
    expect(report).toMatchObject({ outcome: 'imported', failure: null, counts: { written: 4, rejected: 0 } });
    expect(report.leftOut).toContainEqual({
      what: 'Scenarios that only one of the two tables has',
      names: ['20250816_cycle_1, episode 2'],
    });
    expect(await rows(database, 'select experiment_name, convergence_episode from experiments')).toEqual(['thesis 7']);
    expect(await rows(database, 'select validation_episode from validation_results')).toEqual(['15']);
    const document = async (column: string): Promise<unknown> =>
      JSON.parse((await rows(database, `select ${column} from baseline_comparisons`))[0] ?? '');
    expect(await document('improvement_percentages')).toEqual({
      avg_waiting_time: -25,
      travel_time_index: -20,
      completed_trips: 25.25,
    });
    expect(await document('d3qn_metrics')).toMatchObject({ lstm_validation: { steps: 300, ok: true } });
    expect(await document('statistical_tests')).toHaveProperty('metrics_analysis.avg_waiting_time.p_value', 0.01);
  });

  it('that are one table of a comparison alone are a table like any other', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const alone = 'avg_waiting_time,travel_time_index,completed_trips,episode,scenario\n7.5,2,501,1,a\n1,1,1,2,b\n';
    await write(bench, { 'd3qn_results.csv': alone });
    const forced = await bench.import(database, [bench.path('d3qn_results.csv')], { importer: 'traffic-logs' });
    expect(forced).toMatchObject({ outcome: 'failed', failure: { code: 'BAD_INPUT' } });
    const report = await bench.import(database, [bench.path('d3qn_results.csv')]);
    expect(report).toMatchObject({ importer: 'table', outcome: 'imported', counts: { read: 2, written: 2 } });
    expect(await rows(database, 'select scenario from d3qn_results order by 1')).toEqual(['a', 'b']);
  });
});
