import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import type { LensSession } from '../lens-session.ts';
import { openLens } from '../open-lens.ts';
import { acousticDatabase } from '../testing/acoustic-data.ts';
import { trackingDatabase } from '../testing/tracking-data.ts';

/**
 * As little as makes the last layout, on any engine. AOA 9: a left walk of two passes in one file that failed, both slow;
 * a right walk, medium, whose file has an error. AOA 10: a left walk of which no pass is known. AOA 11: nothing. SMoCK 1: a right
 * flexion-extension with a processing status that nobody knows.
 */
const statements = [
  'create table studies (id integer primary key, participant_id integer, study_name varchar(50), study_participant_id integer, created_at timestamp)',
  'create table participants (id integer primary key, created_at timestamp)',
  `create table audio_processing (id integer primary key, study_id integer, audio_file_name varchar(255), knee varchar(10),
    maneuver varchar(20), audio_qc_fail boolean, qc_signal_dropout boolean, processing_status varchar(50), recording_time timestamp)`,
  'create table biomechanics_imports (id integer primary key, study_id integer)',
  `create table synchronizations (id integer primary key, audio_processing_id integer, biomechanics_import_id integer,
    pass_number integer, speed varchar(20), processing_date timestamp)`,
  `create table movement_cycles (id integer primary key, audio_processing_id integer, synchronization_id integer,
    cycle_index integer, start_time_s double precision)`,
  "insert into studies values (1, 1, 'AOA', 10, null), (2, 2, 'AOA', 9, null), (3, 3, 'AOA', 11, null), (4, 1, 'SMoCK', 1, null)",
  `insert into audio_processing values
    (1, 2, 'a', 'left', 'walk', true, false, 'success', null), (2, 2, 'b', 'right', 'walk', false, true, 'error', null),
    (3, 1, 'c', 'left', 'walk', false, false, 'not_processed', null), (4, 4, 'd', 'right', 'fe', null, true, 'half', null)`,
  "insert into synchronizations values (1, 1, 1, 1, 'slow', null), (2, 1, 1, 2, 'slow', null), (3, 2, 1, 1, 'medium', null), (4, 2, 1, 1, 'medium', null)",
  'insert into movement_cycles values (1, 1, 1, 0, 0), (2, 1, 1, 1, 1), (3, 1, 2, 0, 0), (4, 4, null, 0, 0)',
];

async function openedOn(database: TestDatabase): Promise<LensSession> {
  const connection = await database.open();
  return openLens(connection, await connection.catalogue());
}

describe.each(engines)('coverage on %s', (engine) => {
  let database: TestDatabase;
  let lens: LensSession;
  beforeAll(async () => {
    database = await createTestDatabase(engine);
    await database.execute(...statements);
    lens = await openedOn(database);
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it('counts files, faults, recordings and cycles of each study', async () => {
    expect(lens.choice()).toMatchObject({ id: 'acoustic', coverage: 'Coverage' });
    const overview = await lens.coverage.overview();
    expect(overview).toMatchObject({ group: 'Study', columns: ['Knee', 'Manoeuvre', 'Speed'] });
    expect(overview?.faults).toEqual(['Audio failed', 'Signal dropout']);
    expect(overview?.groups).toEqual([
      { key: 'AOA', sessions: 3, sources: 3, faults: [1, 1], episodes: 4, steps: 3, records: [4] },
      { key: 'SMoCK', sessions: 1, sources: 1, faults: [0, 1], episodes: 1, steps: 1, records: [0] },
    ]);
  });

  it('puts recordings where they belong, and leaves gaps where there are none', async () => {
    const { columns, rows } = await lens.coverage.matrix({ group: 'AOA' });
    expect(columns).toEqual(
      ['left', 'right'].flatMap((knee) => ['slow', 'medium', null].map((speed) => [knee, 'walk', speed])),
    );
    expect(rows.map(({ id, label }) => [id, label])).toEqual([
      ['2', 'AOA 9'],
      ['1', 'AOA 10'],
      ['3', 'AOA 11'],
    ]);
    expect(rows.map(({ cells }) => cells.map((each) => each.map(({ id }) => id)))).toEqual([
      [['["1","1 slow"]', '["1","2 slow"]'], [], [], [], ['["2","1 medium"]'], []],
      [[], [], ['["3",""]'], [], [], []],
      [[], [], [], [], [], []],
    ]);
    expect(rows[0]?.cells[0]?.[0]).toEqual({
      ...{ id: '["1","1 slow"]', label: 'left walk · pass 1, slow', state: { kind: 'done', word: 'processed' } },
      ...{ faults: [0], steps: 2, records: [1] },
    });
    expect(rows[0]?.cells[4]?.[0]).toMatchObject({ state: { kind: 'failed' }, faults: [1], steps: 0, records: [2] });
    expect(rows[1]?.cells[2]?.[0]).toMatchObject({ state: { kind: 'open', word: 'not processed' }, faults: [] });
  });

  it('shows a state that the lens does not know as it is', async () => {
    const { columns, rows } = await lens.coverage.matrix({ group: 'SMoCK' });
    expect(columns).toEqual([['right', 'flexion-extension', null]]);
    expect(rows[0]?.cells[0]?.[0]?.state).toEqual({ kind: 'unknown', word: 'half' });
    expect((await lens.coverage.matrix({ group: 'nobody' })).rows).toEqual([]);
    expect((await lens.coverage.matrix({ group: null })).rows).toEqual([]);
  });

  it('is nothing where the lens does not declare it', async () => {
    await using other = await createTestDatabase(engine);
    await other.execute(...trackingDatabase('E', engine));
    const tracking = await openedOn(other);
    expect(tracking.choice().coverage).toBeUndefined();
    expect(await tracking.coverage.overview()).toBeNull();
    await expect(tracking.coverage.matrix({ group: null })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

it.each(engines)(
  'leaves out what was superseded, and counts the layout of the documentation too, on %s',
  async (engine) => {
    await using database = await createTestDatabase(engine);
    await database.execute(...acousticDatabase('head', engine));
    const head = await (await openedOn(database)).coverage.overview();
    expect(head?.groups).toEqual([
      { key: 'AOA', sessions: 2, sources: 4, faults: [1, 0, 0], episodes: 5, steps: 9, records: [4] },
      { key: 'preOA', sessions: 1, sources: 0, faults: [0, 0, 0], episodes: 0, steps: 0, records: [0] },
    ]);
    await using documented = await createTestDatabase(engine);
    await documented.execute(...acousticDatabase('draft', engine));
    const draft = await (await openedOn(documented)).coverage.overview();
    expect(draft?.groups[0]).toMatchObject({ key: 'AOA', sessions: 2, sources: 4, episodes: 6, steps: 8 });
  },
);
