/**
 * Two studies, small enough to check by hand: tune-2 with trials 0, 2 and 10 (whose ids run the other way) and two
 * objectives, tune-10 with one trial that is running.
 */
export interface OptunaCase {
  readonly engine: 'sqlite' | 'postgres';
  readonly variant: 'typed' | 'untyped';
}

export const optunaCases: readonly OptunaCase[] = (['sqlite', 'postgres'] as const).flatMap((engine) =>
  (['typed', 'untyped'] as const).map((variant) => ({ engine, variant })),
);

export function optunaDatabase({ engine, variant }: OptunaCase): readonly string[] {
  const typed = variant === 'typed';
  const enums = {
    studydirection: ['NOT_SET', 'MINIMIZE', 'MAXIMIZE'],
    trialstate: ['RUNNING', 'COMPLETE', 'PRUNED', 'FAIL', 'WAITING'],
    trialvaluetype: ['FINITE', 'INF_POS', 'INF_NEG'],
    intermediatetype: ['FINITE', 'INF_POS', 'INF_NEG', 'NAN'],
  };
  const kinds = Object.entries(enums).map(
    ([name, values]) => `create type ${name} as enum (${values.map((value) => `'${value}'`).join(', ')})`,
  );
  const kind = (name: keyof typeof enums) => (engine === 'postgres' ? name : 'varchar(8)');
  const time = engine === 'postgres' ? 'timestamp' : 'datetime';
  const float = engine === 'postgres' ? 'double precision' : 'float';
  const key = engine === 'postgres' ? 'serial primary key' : 'integer not null primary key';
  const ofTrial = 'trial_id integer not null references trials (trial_id)';
  return [
    ...(engine === 'postgres' ? kinds : []),
    `create table studies (study_id ${key}, study_name varchar(512) not null unique)`,
    `create table study_directions (study_direction_id ${key}, direction ${kind('studydirection')} not null,
      study_id integer not null references studies (study_id), objective integer not null, unique (study_id, objective))`,
    `create table trials (trial_id ${key}, number integer, study_id integer references studies (study_id),
      state ${kind('trialstate')} not null, datetime_start ${time}, datetime_complete ${time})`,
    `create table trial_params (param_id ${key}, ${ofTrial}, param_name varchar(512), param_value ${float},
      distribution_json text, unique (trial_id, param_name))`,
    `create table trial_values (trial_value_id ${key}, ${ofTrial}, objective integer not null, value ${float},
      ${typed ? `value_type ${kind('trialvaluetype')} not null,` : ''} unique (trial_id, objective))`,
    `create table trial_intermediate_values (trial_intermediate_value_id ${key}, ${ofTrial}, step integer not null,
      intermediate_value ${float}, ${typed ? `intermediate_value_type ${kind('intermediatetype')} not null,` : ''}
      unique (trial_id, step))`,
    ...['study', 'trial'].flatMap((of) =>
      ['user', 'system'].map(
        (kind) => `create table ${of}_${kind}_attributes (${of}_${kind}_attribute_id ${key},
          ${of}_id integer references ${of === 'study' ? 'studies' : 'trials'} (${of}_id), key varchar(512),
          ${typed ? 'value_json text' : 'value_json varchar(2048)'}, unique (${of}_id, key))`,
      ),
    ),
    `insert into studies (study_id, study_name) values (1, 'tune-10'), (2, 'tune-2')`,
    `insert into study_directions (study_id, objective, direction) values
      (1, 0, 'MINIMIZE'), (2, 0, 'MAXIMIZE'), (2, 1, 'MINIMIZE')`,
    `insert into trials (trial_id, number, study_id, state, datetime_start, datetime_complete) values
      (1, 0, 1, 'RUNNING', '2025-10-01 12:00:00', null),
      (3, 10, 2, 'PRUNED', '2025-10-01 12:00:00', '2025-10-01 12:00:01'),
      (4, 2, 2, 'COMPLETE', '2025-10-01 12:00:00', '2025-10-01 12:01:30.5'),
      (5, 0, 2, 'COMPLETE', '2025-10-01 12:00:00', '2025-10-01 12:00:10')`,
    `insert into trial_params (trial_id, param_name, param_value, distribution_json) values
      (5, 'lr', 0.30000000000000004, '{"name": "FloatDistribution", "attributes": {"low": 0, "high": 1, "log": false, "step": null}}'),
      (4, 'lr', 1e-05, '{"name": "LogUniformDistribution", "attributes": {"low": 1e-06, "high": 1}}'),
      (5, 'layers', 3, '{"name": "IntDistribution", "attributes": {"low": 1, "high": 5, "log": false, "step": 1}}'),
      (5, 'act', 1, '{"name": "CategoricalDistribution", "attributes": {"choices": ["relu", "tanh", null]}}'),
      (4, 'act', 0, '{"name": "CategoricalDistribution", "attributes": {"choices": ["relu", "tanh", null]}}'),
      (3, 'act', 2, '{"name": "CategoricalDistribution", "attributes": {"choices": ["relu", "tanh", null]}}'),
      (5, 'width', 2, '{"name": "CategoricalDistribution", "attributes": {"choices": [16, 32, 64]}}'),
      (4, 'width', 0, '{"name": "CategoricalDistribution", "attributes": {"choices": [16, 32, 64]}}'),
      (4, 'bias', 1, '{"name": "CategoricalDistribution", "attributes": {"choices": [true, false]}}')`,
    `insert into trial_user_attributes (trial_id, key, value_json) values (5, 'note', '"good one"'), (5, 'accuracy', '0.75')`,
    `insert into trial_system_attributes (trial_id, key, value_json) values (5, 'nsga2:generation', '0')`,
    `insert into study_user_attributes (study_id, key, value_json) values (2, 'owner', '"ann"')`,
    insert('trial_values', ['trial_id', 'objective', 'value', 'value_type'], typed, [
      [5, 0, 0.5, 'FINITE'],
      [5, 1, 3, 'FINITE'],
      [4, 0, null, 'INF_POS'],
      [4, 1, 1, 'FINITE'],
    ]),
    insert('trial_intermediate_values', ['trial_id', 'step', 'intermediate_value', 'intermediate_value_type'], typed, [
      [5, 10, 0.5, 'FINITE'],
      [5, 0, 1, 'FINITE'],
      [5, 2, 0.75, 'FINITE'],
      [3, 0, null, 'NAN'],
      [3, 1, 4, 'FINITE'],
      [3, 2, null, 'INF_NEG'],
    ]),
  ];
}

/** The last column only where values have types. */
function insert(
  table: string,
  columns: readonly string[],
  typed: boolean,
  rows: readonly (readonly [number, number, number | null, string])[],
): string {
  const kept = typed ? columns : columns.slice(0, -1);
  const values = rows.map(([trial, at, value, type]) =>
    [trial, at, value ?? 'null', ...(typed ? [`'${type}'`] : [])].join(', '),
  );
  return `insert into ${table} (${kept.join(', ')}) values ${values.map((row) => `(${row})`).join(', ')}`;
}

/** A study of 2020, before its directions had a table of their own: trial 0 complete, trial 1 pruned. */
export function earlyOptunaDatabase(engine: OptunaCase['engine']): readonly string[] {
  const [float, time] = engine === 'postgres' ? ['double precision', 'timestamp'] : ['float', 'datetime'];
  return [
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
  ];
}
