import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Cell } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { Engine } from '#shared/model/source.ts';
import { acousticSchema } from '../../care/schemas/acoustic.ts';
import { openLens } from '../../lenses/open-lens.ts';
import { raw } from '../../sql/sql.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { ImportBench } from '../testing/importing.ts';
import { type TestSheets, workbookBytes } from '../xlsx/testing/write-workbook.ts';
import { logValue } from './cell-values.ts';
import { newer, older, sheet } from './testing/log-books.ts';

async function rows(database: TestDatabase, query: string): Promise<(string | null)[][]> {
  const connection = await database.open();
  const answer = await connection.rows(raw(query));
  await connection.close();
  return answer.rows.map((row) => row.map((cell: Cell) => (cell === null ? null : cellToText(cell))));
}

/** What is true: SQLite says 1. */
const said = (engine: Engine, truth: boolean): string => (engine === 'sqlite' ? String(Number(truth)) : String(truth));

async function write(bench: ImportBench, name: string, sheets: TestSheets): Promise<string> {
  await mkdir(dirname(bench.path(name)), { recursive: true });
  await writeFile(bench.path(name), workbookBytes(sheets));
  return bench.path(name);
}

const olderName = 'walking/processing_log_1011_Left_walk.xlsx';

describe.each(engines)('processing logs of knees, into %s', (engine) => {
  const [yes, no] = [said(engine, true), said(engine, false)];

  it('of the older era become recordings, synchronisations and cycles, and only what is new when they have grown', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const path = await write(bench, olderName, older(2));
    const report = await bench.import(database, [path]);
    expect(report).toMatchObject({ importer: 'acoustic-logs', outcome: 'imported', failure: null, rejects: [] });
    expect(report.counts).toEqual({ read: 7, written: 7, rejected: 0, skipped: 0 });
    expect(report.leftOut).toEqual([
      { what: 'Columns for which the schema has no place', names: ['audio artifact type', 'sync offset s'] },
    ]);
    expect(
      await rows(
        database,
        `select s.study_name, s.study_participant_id, a.recording_time, a.duration_seconds, a.qc_fail_segments, a.qc_fail_segments_ch2,
           a.qc_signal_dropout_segments, a.audio_qc_fail, a.audio_qc_fail_ch2, a.audio_qc_fail_ch1, a.qc_signal_dropout_ch2,
           a.device_serial, b.sheet_name, b.biomechanics_type
         from audio_processing a join studies s on s.id = a.study_id join biomechanics_imports b on b.id = a.biomechanics_import_id`,
      ),
    ).toEqual([
      [
        ...['AOA', '1011', '2024-01-26 13:57:02.25', '60.5', '[1,2.5,3,4]', '[1,2.5]', '[]'],
        ...[yes, yes, no, yes, '0005', 'AOA1011_Slow_Walking', 'IMU'],
      ],
    ]);
    const cycles = `select c.cycle_index, c.is_outlier, c.end_time, c.pass_number, c.speed, y.audio_sync_time_left, y.aligned_sync_time, y.selected_stomp_method
      from movement_cycles c join synchronizations y on y.id = c.synchronization_id order by 1`;
    expect(await rows(database, cycles)).toEqual([
      ['0', no, '2024-01-26 13:57:05.5', '1', 'slow', '3.25', '4.5', 'rms'],
      ['1', yes, '2024-01-26 13:57:05.5', '1', 'slow', '3.25', '4.5', 'rms'],
    ]);
    await write(bench, olderName, older(4));
    const second = await bench.import(database, [path]);
    expect(second).toMatchObject({ outcome: 'imported', failure: null, counts: { written: 2, skipped: 5 } });
    expect(await rows(database, 'select count(*), count(distinct synchronization_id) from movement_cycles')).toEqual([
      ['4', '1'],
    ]);
    await expect(bench.undo(database, report.id!)).rejects.toThrow('Undo the imports after it first');
    await bench.undo(database, second.id!);
    expect(await rows(database, 'select count(*) from movement_cycles')).toEqual([['2']]);
    const undone = await bench.undo(database, report.id!);
    expect(undone.notices).toEqual([]);
    expect(undone.tables.filter(({ dropped }) => dropped)).toHaveLength(6);
  });

  it('of the newer era are linked by the ids of the log, and asked for their study', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await database.execute(...acousticSchema('head', engine));
    const path = await write(bench, 'sts/processing_log_1011_Right_sit_to_stand.xlsx', newer);
    await write(bench, olderName, older(1));
    await write(bench, 'knee_processing_log_1011_Left.xlsx', {
      Summary: [['Study ID']],
      'Maneuver Summaries': [['Maneuver']],
    });
    expect((await bench.plan([path])).questions).toMatchObject([{ option: 'study' }]);
    expect(await bench.import(database, [path])).toMatchObject({ outcome: 'failed', failure: { code: 'BAD_INPUT' } });
    const report = await bench.import(database, [bench.folder], { options: { study: 'AOA' } });
    expect(report).toMatchObject({ outcome: 'imported', failure: null, rejects: [] });
    expect(report.counts).toMatchObject({ written: 11 });
    expect(report.leftOut).toContainEqual({
      what: 'Logs of a whole knee, which sum up those of single maneuvers',
      names: ['knee_processing_log_1011_Left.xlsx'],
    });
    expect(report.notices).toEqual([
      'One recording does not say the time of the file: that of the recording stands there',
    ]);
    expect(await rows(database, 'select count(*) from studies')).toEqual([['1']]);
    expect(
      await rows(
        database,
        `select y.stomp_detection_methods, y.periodic_artifact_detected_ch3, c.audio_qc_failures, c.audio_artifact_dropout_fail,
           c.audio_artifact_dropout_timestamps_ch4, c.pass_number, c.start_time_s, a.audio_file_name, a.qc_signal_dropout_segments_ch1
         from movement_cycles c join synchronizations y on y.id = c.synchronization_id
         join audio_processing a on a.id = c.audio_processing_id where c.maneuver = 'sts' and c.cycle_index = 1`,
      ),
    ).toEqual([['["rms","onset"]', yes, '["dropout","periodic"]', yes, '[0.25,0.5]', null, '1', 'a.bin', '[1,2]']]);
    await database.execute('insert into participants (created_at) values (current_timestamp)');
    const connection = await database.open();
    const lens = await openLens(connection, await connection.catalogue());
    expect(lens.choice()).toMatchObject({ id: 'acoustic' });
    expect((await lens.sessionsPage({ conditions: [], search: '', sort: [], limit: 10 })).rows.length).toBeGreaterThan(
      0,
    );
  });

  it('say by their segments what has failed where flags are left blank, and by their own time when a file was written', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const sheets = older(1);
    const [header = [], audio = []] = sheets['Audio'] ?? [];
    const at = (name: string) => header.indexOf(name);
    const blank = audio.map((cell, index) => (index === at('QC_not_passed') ? null : cell));
    blank[at('Recording Time')] = '13:57:02';
    const full: TestSheets = {
      ...sheets,
      Audio: [
        [...header, 'QC_not_passed_mic_2', 'QC_not_passed_mic_3'],
        [...blank, null, '[(1.0, 2.0)]'],
      ],
    };
    const path = await write(bench, olderName, full);
    const report = await bench.import(database, [path]);
    expect(report).toMatchObject({ outcome: 'imported', notices: [] });
    expect(
      await rows(
        database,
        'select audio_qc_fail, audio_qc_fail_ch1, audio_qc_fail_ch2, audio_qc_fail_ch3 from audio_processing',
      ),
    ).toEqual([[yes, no, yes, yes]]);
  });

  it('reject rows that cannot be taken in, by sheet and row', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const sheets = older(3);
    const [header = [], ...cycles] = sheets['Movement Cycles'] ?? [];
    const broken = cycles.map((row, index) =>
      row.map((cell, at) =>
        header[at] === 'Is Outlier' && index === 1
          ? 'perhaps'
          : header[at] === 'Speed' && index === 2
            ? 'x'.repeat(30)
            : cell,
      ),
    );
    const path = await write(bench, olderName, { ...sheets, 'Movement Cycles': [header, ...broken] });
    const report = await bench.import(database, [path]);
    expect(report.counts).toEqual({ read: 8, written: 6, rejected: 2, skipped: 0 });
    const file = 'processing_log_1011_Left_walk.xlsx, sheet Movement Cycles';
    expect(report.rejects).toMatchObject([
      { file, line: 3, column: 'is_outlier', reason: '“perhaps” is neither true nor false' },
      { file, line: 4, column: 'speed', reason: expect.stringContaining(`“${'x'.repeat(30)}” is longer than`) },
    ]);
  });

  it('that were regenerated from disk say when cycles were by the recording', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const cycles = sheet({
      ...{
        'Study ID': 1011,
        'Knee Side': 'Left',
        Maneuver: 'walk',
        'Sync File': 'left_walk_p1_slow.pkl',
        'Pass Number': 1,
        Speed: 'slow',
      },
      ...{
        'Cycle File': 'left_walk_p1_slow_c007.pkl',
        'Is Outlier': false,
        'Start (s)': 1.5,
        'End (s)': 2,
        'Duration (s)': 0.5,
      },
      ...{ 'Acoustic AUC': 12.5 },
    });
    const path = await write(bench, olderName, { ...older(0), 'Movement Cycles': cycles });
    const report = await bench.import(database, [path]);
    expect(report).toMatchObject({ outcome: 'imported', failure: null, counts: { written: 6 } });
    const [columns] = report.leftOut.filter(({ what }) => what === 'Columns for which the schema has no place');
    expect(columns?.names).toContain('acoustic auc');
    expect(
      await rows(database, 'select cycle_index, start_time, synchronization_id is not null from movement_cycles'),
    ).toEqual([['7', '2024-01-26 13:57:03.75', yes]]);
  });

  it('are refused by databases of another layout', async () => {
    await using bench = await ImportBench.create();
    const path = await write(bench, olderName, older(1));
    await using old = await createTestDatabase(engine);
    await old.execute(...acousticSchema('75af70a', engine));
    expect(await bench.import(old, [path])).toMatchObject({ outcome: 'failed', failure: { code: 'BAD_INPUT' } });
  });
});

describe('cells of logs', () => {
  const text = (value: string) => ({ kind: 'text', text: value }) as const;

  it('are read as their column takes them', () => {
    expect(logValue(text('[(1, 2), (3.5, 4e1)]'), 'intervals')).toBe('[1,2,3.5,40]');
    expect(logValue(text("['a', 'b \"c\"']"), 'words')).toBe('["a","b \\"c\\""]');
    expect(logValue(text('nan'), 'number')).toBeNull();
    expect(() => logValue(text('[1, 2, 3]'), 'intervals')).toThrow('start without an end');
    expect(() => logValue({ kind: 'error', text: '#REF!' }, 'number')).toThrow('#REF!');
    expect(() => logValue({ kind: 'number', number: 1.5, text: '1.5' }, 'whole')).toThrow('no whole number');
  });
});
