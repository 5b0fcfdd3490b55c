import { writeFile } from 'node:fs/promises';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../../testing/engines.ts';
import { initSchema } from '../init.ts';
import { importSamples, writeSample } from '../testing/import-samples.ts';
import { ImportBench } from '../testing/importing.ts';
import { workbookBytes } from '../xlsx/testing/write-workbook.ts';

/** What the table of a schema refuses of an importer's sample, and where that stands. */
const refused = [
  ['boids-2d', 'tracking', 'observations', 'time_index > 0', 'a.pt', 1],
  ['rollouts', 'tracking', 'observations', 'time_index > 0', 'a.pkl', 1],
  ['training-logs', 'runs', 'training_episodes_seen', 'episode <> 1', 'a/0.monitor.csv', 4],
  ['training-logs', 'runs', 'training_metrics', 'step <> 2', 'b/progress.csv', 3],
  ['traffic-logs', 'traffic', 'training_episodes', 'episode_number <> 1', 'thesis1_episodes.jsonl', 2],
  ['factorio-programs', 'factorio', 'programs', 'id <> 11', 'programs.jsonl', 2],
  ['occupancy-readings', 'occupancy', 'sensor_readings', 'state', 'history.csv', 3],
  [
    ...(['acoustic-logs', 'acoustic', 'audio_processing', 'id < 0'] as const),
    ...(['walking/processing_log_1011_Left_walk.xlsx, sheet Audio', 2] as const),
  ],
  ...(['participants', 'studies'] as const).map(
    (table) =>
      [
        ...(['acoustic-logs', 'acoustic', table, 'id < 0'] as const),
        ...(['walking/processing_log_1011_Left_walk.xlsx, sheet Biomechanics', 2] as const),
      ] as const,
  ),
  ['boids-3d', 'tracking', 'sessions', "session_name = ''", 'config.yaml', 1],
  ['boids-3d', 'tracking', 'episodes', 'episode_number > 0', 'episode-1.parquet', 1],
  ['boids-2d', 'tracking', 'episodes', 'episode_number = 0', 'a.pt', 7],
  ['rollouts', 'tracking', 'episodes', 'episode_number = 0', 'a.pkl', 5],
  ['tracking-csv', 'tracking', 'sessions', "session_name = ''", 'aligned_frames/rgb_1/rgb_1_tracks.csv', 2],
  ['deeplabcut', 'tracking', 'episodes', 'episode_number > 0', 'pose.csv', 4],
  ['idtracker', 'tracking', 'episodes', 'episode_number > 0', 'a/trajectories_csv/trajectories.csv', 2],
  ['traffic-logs', 'traffic', 'experiments', "experiment_name = ''", 'thesis1_episodes.jsonl', 1],
] as const;

it.each(refused)(
  '%s says where a row stands that a table refuses (%s, %s: %s)',
  async (...given) => {
    const [importer, schema, table, check, file, line] = given;
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase('postgres');
    await bench.writing(database, [], (writer) => initSchema(writer, schema, true));
    await database.execute(`alter table ${table} add constraint too_far check (${check})`);
    const sample = importSamples[importer]!;
    const folder = await writeSample(bench, sample, 1);
    const report = await bench.import(database, [folder], { importer, options: sample.options?.(1) ?? {} });
    expect(report).toMatchObject({ outcome: 'imported', failure: null });
    const first = report.rejects.find(({ reason }) => reason.includes('too_far'));
    expect(first).toMatchObject({ file, line, raw: expect.stringMatching(/./) });
  },
  120_000,
);

it('sheets and Arrow files say it too', async () => {
  await using bench = await ImportBench.create();
  await using database = await createTestDatabase('sqlite');
  await database.execute('create table numbers (id integer check (id <> 2))');
  const options = { table: 'numbers' };
  await writeFile(bench.path('a.arrow'), tableToIPC(tableFromArrays({ id: Int32Array.of(1, 2, 3) }), 'file'));
  const arrow = await bench.import(database, [bench.path('a.arrow')], { options });
  expect(arrow.rejects).toMatchObject([{ file: 'a.arrow', line: 2 }]);
  await writeFile(bench.path('b.xlsx'), workbookBytes({ Numbers: [['id'], [1], [2]] }));
  const sheet = await bench.import(database, [bench.path('b.xlsx')], { options });
  expect(sheet.rejects).toMatchObject([{ file: 'b.xlsx, sheet Numbers', line: 3 }]);
});
