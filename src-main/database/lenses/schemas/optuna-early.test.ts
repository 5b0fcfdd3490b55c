import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/engines.ts';
import type { LensSession } from '../lens-session.ts';
import { openLens } from '../open-lens.ts';

const request = { conditions: [], search: '', sort: [], limit: 200 };
const series = { sessions: [], episodes: [], split: 'mean' as const, points: 100 };

describe.each(['sqlite', 'postgres'] as const)('early storage of Optuna on %s', (engine) => {
  let lens: LensSession;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    const [float, time] = engine === 'postgres' ? ['double precision', 'timestamp'] : ['float', 'datetime'];
    await database.execute(
      `create table studies (study_id integer primary key, study_name varchar(512) not null unique, direction varchar(8) not null)`,
      `create table trials (trial_id integer primary key, study_id integer references studies (study_id), state varchar(8) not null,
        value ${float}, datetime_start ${time}, datetime_complete ${time})`,
      `create table trial_params (param_id integer primary key, trial_id integer, param_name varchar(512), param_value ${float},
        distribution_json varchar(2048), unique (trial_id, param_name))`,
      `create table trial_values (trial_value_id integer primary key, trial_id integer, step integer, value ${float}, unique (trial_id, step))`,
      `create table trial_system_attributes (id integer primary key, trial_id integer, key varchar(512), value_json varchar(2048))`,
      `insert into studies values (1, 'tune', 'MINIMIZE')`,
      `insert into trials values (7, 1, 'COMPLETE', 0.5, '2020-01-01 00:00:00', '2020-01-01 00:00:04'),
        (8, 1, 'PRUNED', null, '2020-01-01 00:00:00', '2020-01-01 00:00:02')`,
      `insert into trial_params values (1, 7, 'act', 1, '{"name": "CategoricalDistribution", "attributes": {"choices": ["relu", "tanh"]}}'),
        (2, 8, 'act', 0, '{"name": "CategoricalDistribution", "attributes": {"choices": ["relu", "tanh"]}}')`,
      `insert into trial_values values (1, 7, 0, 2), (2, 7, 1, 0.5), (3, 8, 0, 9)`,
      `insert into trial_system_attributes values (1, 7, '_number', '0'), (2, 8, '_number', '1')`,
    );
    const connection = await database.open();
    lens = await openLens(connection, await connection.catalogue());
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it('is recognised, and no other lens fits', () => {
    expect(lens.choice().id).toBe('optuna-early');
    expect(lens.choice().alternatives.flatMap(({ id, fits }) => (fits ? [id] : []))).toEqual(['generic']);
  });

  it('has the value in the trial and steps where later versions have objectives', async () => {
    expect((await lens.sessionsPage(request)).rows).toEqual([['1', 'tune', 'MINIMIZE']]);
    const { columns, rows } = await lens.episodesPage('1', request);
    const listed = (name: string) => rows.map((row) => row[columns.findIndex((each) => each.name === name)]);
    expect(listed('label')).toEqual(['trial 0', 'trial 1']);
    expect(listed('value')).toEqual([0.5, null]);
    expect(listed('params/act')).toEqual(['tanh', 'relu']);
    expect((await lens.episodesRollUps(['7'])).rows).toEqual({ 7: [2, 2, 1, 0.5] });
    const over = await lens.series({ ...series, measure: 'intermediate_value', episodes: ['7', '8'] });
    expect(over.series.map(({ points }) => points)).toEqual([
      [
        [0, 2],
        [1, 0.5],
      ],
      [[0, 9]],
    ]);
  });
});
