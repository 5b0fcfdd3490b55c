import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CoverageStrip } from '#shared/model/coverage.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import type { LensSession } from '../lens-session.ts';
import { openLens } from '../open-lens.ts';
import { acousticDatabase } from '../testing/acoustic-data.ts';

/**
 * AOA 9: a left walk in two passes, a right walk; AOA 10 a left sit-to-stand. Of the cycles one has no duration, one has
 * an infinite one, one was superseded and one is of a recording that was. SMoCK 1 has a walk of a knee.
 */
const statements = (infinite: string) => [
  'create table studies (id integer primary key, participant_id integer, study_name varchar(50), study_participant_id integer, created_at timestamp)',
  'create table participants (id integer primary key, created_at timestamp)',
  `create table audio_processing (id integer primary key, study_id integer, audio_file_name varchar(255), knee varchar(10),
    maneuver varchar(20), audio_qc_fail boolean, processing_status varchar(50), recording_time timestamp, is_active boolean)`,
  'create table biomechanics_imports (id integer primary key, study_id integer)',
  `create table synchronizations (id integer primary key, audio_processing_id integer, biomechanics_import_id integer,
    pass_number integer, speed varchar(20), processing_date timestamp, is_active boolean)`,
  `create table movement_cycles (id integer primary key, audio_processing_id integer, synchronization_id integer,
    cycle_index integer, start_time_s double precision, duration_s double precision, is_outlier boolean, audio_qc_fail boolean,
    is_active boolean)`,
  "insert into studies values (1, 1, 'AOA', 10, null), (2, 2, 'AOA', 9, null), (4, 1, 'SMoCK', 1, null)",
  `insert into audio_processing values
    (1, 2, 'a', 'left', 'walk', true, 'success', null, true), (2, 2, 'b', 'right', 'walk', false, 'error', null, true),
    (3, 1, 'c', 'left', 'sts', false, 'success', null, true), (4, 4, 'd', 'right', 'walk', null, 'success', null, true),
    (5, 1, 'e', 'right', 'sts', false, 'success', null, false)`,
  `insert into synchronizations values (1, 1, 1, 1, 'slow', null, true), (2, 1, 1, 2, 'slow', null, true),
    (3, 2, 1, 1, 'medium', null, true)`,
  `insert into movement_cycles values
    (1, 1, 1, 0, 0, 1.5, false, false, true), (2, 1, 1, 1, 1.5, 1.25, true, true, true),
    (3, 1, 2, 0, 0, 1.75, null, false, true), (4, 2, 3, 0, 0.5, 1, true, null, true),
    (5, 2, 3, 1, 1.5, null, false, false, true), (6, 2, 3, 2, 2.5, ${infinite}, false, false, true),
    (7, 3, null, 4, 8, 3, false, false, true), (8, 3, null, 5, 11, 99, true, false, false),
    (9, 5, null, 0, 0, 98, false, false, true), (10, 4, null, 0, 0, 2, false, false, true)`,
];

const infinities = {
  duckdb: "cast('inf' as double)",
  sqlite: '9e999',
  postgres: "'Infinity'::double precision",
} as const;

/** Dots as `participant knee manoeuvre: number, value, flags`. */
function told({ rows, sides, episodes, dots, flags }: CoverageStrip): readonly string[] {
  return dots.map((dot) => {
    const { session, row, side, label } = episodes[dot.episode]!;
    const marks = dot.flags.map((at) => flags[at]?.title).join('+');
    return `${session.label} ${sides[side]} ${rows[row]} (${label}): ${dot.number}, ${dot.start}, ${dot.value}, ${marks}`;
  });
}

describe.each(engines)('strips of dots on %s', (engine) => {
  let database: TestDatabase;
  let lens: LensSession;
  beforeAll(async () => {
    database = await createTestDatabase(engine);
    await database.execute(...statements(infinities[engine]));
    const connection = await database.open();
    lens = await openLens(connection, await connection.catalogue());
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it('are of every cycle that was not superseded, with what is wrong with it', async () => {
    expect((await lens.coverage.overview())?.strip).toBe('Duration');
    const strip = await lens.coverage.strip({ group: 'AOA' });
    expect(strip).toMatchObject({ title: 'Duration', unit: 's', startUnit: 's', notFinite: 2 });
    expect([strip.sides, strip.rows]).toEqual([
      ['left', 'right'],
      ['walk', 'sit-to-stand'],
    ]);
    expect(strip.flags).toEqual([
      { title: 'Audio failed', kind: 'failed' },
      { title: 'Outlier', kind: 'odd' },
    ]);
    expect(told(strip)).toEqual([
      'AOA 9 left walk (left walk · pass 1, slow): 0, 0, 1.5, ',
      'AOA 9 left walk (left walk · pass 1, slow): 1, 1.5, 1.25, Audio failed+Outlier',
      'AOA 9 left walk (left walk · pass 2, slow): 0, 0, 1.75, ',
      'AOA 9 right walk (right walk · pass 1, medium): 0, 0.5, 1, Outlier',
      'AOA 10 left sit-to-stand (left sit-to-stand): 4, 8, 3, ',
    ]);
    expect((await lens.coverage.strip({ group: 'SMoCK' })).dots).toEqual([
      { episode: 0, number: '0', start: 0, value: 2, flags: [] },
    ]);
    expect((await lens.coverage.strip({ group: null })).dots).toEqual([]);
  });

  it('have superseded ones too where a person asks for them', async () => {
    const connection = await database.open();
    const all = await openLens(connection, await connection.catalogue(), undefined, 'UTC', [], true);
    const values = (await all.coverage.strip({ group: 'AOA' })).dots.map(({ value }) => value);
    expect(values).toEqual([1.5, 1.25, 1.75, 1, 3, 99, 98]);
  });
});

it.each(engines)(
  'knows the durations of every layout on %s',
  async (engine) => {
    for (const [layout, cycles] of [
      ['head', 9],
      ['alembic', 9],
      ['draft', 8],
      ['a74859e', 8],
    ] as const) {
      await using database = await createTestDatabase(engine);
      await database.execute(...acousticDatabase(layout, engine));
      const connection = await database.open();
      const strip = await (await openLens(connection, await connection.catalogue())).coverage.strip({ group: 'AOA' });
      expect([layout, strip.dots.length]).toEqual([layout, cycles]);
      // One of the first pass of the walk, and one of the sit-to-stand.
      expect(strip.dots.filter(({ flags }) => flags.some((at) => strip.flags[at]?.title === 'Outlier'))).toHaveLength(
        2,
      );
    }
  },
  60_000,
);
