/**
 * MLflow's tables as its own models declare them, and three experiments: "tune" with three runs (one nested in another,
 * one deleted), "gone" that was deleted, "empty" without runs.
 */
export interface MlflowCase {
  readonly engine: 'sqlite' | 'postgres';
  readonly variant: '1' | '2' | '3';
}

export const mlflowCases: readonly MlflowCase[] = (['sqlite', 'postgres'] as const).flatMap((engine) =>
  (['1', '2', '3'] as const).map((variant) => ({ engine, variant })),
);

export const runs = { first: 'a'.repeat(32), nested: 'b'.repeat(32), deleted: 'c'.repeat(32) } as const;

export function mlflowTables({ engine, variant }: MlflowCase): readonly string[] {
  const double = engine === 'postgres' ? 'double precision' : 'float';
  const key = engine === 'postgres' ? 'serial' : 'integer';
  const value = (length: number) => `key varchar(250) not null, value varchar(${length})`;
  const ofRun = 'run_uuid varchar(32) not null references runs (run_uuid)';
  const metric = `key varchar(250) not null, value ${double} not null, timestamp bigint, step bigint default 0 not null,
    is_nan boolean default false not null, ${ofRun}`;
  const later = variant === '1' ? '' : ', creation_time bigint, last_update_time bigint';
  return [
    `create table experiments (experiment_id ${key} not null primary key, name varchar(256) not null unique,
      artifact_location varchar(256), lifecycle_stage varchar(32)${later})`,
    `create table experiment_tags (${value(5000)}, experiment_id integer not null references experiments (experiment_id),
      primary key (key, experiment_id))`,
    `create table runs (run_uuid varchar(32) not null primary key, name varchar(250), source_type varchar(20),
      source_name varchar(500), entry_point_name varchar(50), user_id varchar(256), status varchar(9), start_time bigint,
      end_time bigint, source_version varchar(50), lifecycle_stage varchar(20), artifact_uri varchar(200),
      experiment_id integer references experiments (experiment_id)${variant === '1' ? '' : ', deleted_time bigint'})`,
    `create table metrics (${metric}, primary key (key, timestamp, step, run_uuid, value, is_nan))`,
    `create table latest_metrics (${metric}, primary key (key, run_uuid))`,
    `create table params (${value(8000)} not null, ${ofRun}, primary key (key, run_uuid))`,
    `create table tags (${value(8000)}, ${ofRun}, primary key (key, run_uuid))`,
    ...['metrics', 'latest_metrics', 'params', 'tags'].map(
      (table) => `create index index_${table}_run_uuid on ${table} (run_uuid)`,
    ),
    ...(variant === '1'
      ? []
      : [
          `create table inputs (input_uuid varchar(36) not null, source_type varchar(36) not null, source_id varchar(36) not null,
            destination_type varchar(36) not null, destination_id varchar(36) not null,
            primary key (source_type, source_id, destination_type, destination_id))`,
          `create table datasets (dataset_uuid varchar(36) not null, experiment_id integer not null, name varchar(500) not null,
            digest varchar(36) not null, dataset_source text not null, primary key (experiment_id, name, digest))`,
          `insert into inputs values ('i', 'DATASET', 'd', 'RUN', '${runs.first}')`,
          `insert into datasets values ('d', 1, 'flocks', 'f00', '{"path": "/data"}')`,
        ]),
    ...(variant === '3'
      ? [
          `create table logged_models (model_id varchar(34) not null primary key, experiment_id integer not null,
            name varchar(500) not null, creation_timestamp_ms bigint not null, status integer not null)`,
          `insert into logged_models values ('m', 1, 'policy', 1725272701072, 2)`,
        ]
      : []),
  ];
}

type Metric = readonly [run: string, key: string, step: number, value: number, isNan?: boolean];

const metrics: readonly Metric[] = [
  [runs.first, 'loss', 0, 2],
  [runs.first, 'loss', 10, 0.5],
  [runs.first, 'loss', 2, 1],
  [runs.first, 'loss', 3, 0, true],
  [runs.first, 'loss', 4, Number.MAX_VALUE],
  [runs.first, 'val/acc %', 10, 0.9],
  [runs.nested, 'loss', 0, 7],
  [runs.nested, 'worst', 0, -Number.MAX_VALUE],
  [runs.nested, 'broken', 0, 0, true],
  [runs.deleted, 'hidden', 0, 1],
];
const latest: readonly Metric[] = metrics.filter(
  ([run, key, step]) => key !== 'loss' || run !== runs.first || step === 10,
);

export function mlflowRows({ variant }: MlflowCase): readonly string[] {
  const later = variant === '1' ? '' : ', creation_time, last_update_time';
  const times = variant === '1' ? '' : ', 1725272700636, 1725272701000';
  const values = (rows: readonly Metric[]) =>
    rows
      .map(
        ([run, key, step, value, isNan = false]) => `('${run}', '${key}', ${step}, ${value}, ${isNan}, ${1000 + step})`,
      )
      .join(', ');
  const columns = '(run_uuid, key, step, value, is_nan, timestamp)';
  return [
    `insert into experiments (experiment_id, name, artifact_location, lifecycle_stage${later}) values
      (1, 'tune', '/runs/1', 'active'${times}), (2, 'gone', '/runs/2', 'deleted'${times}), (3, 'empty', '/runs/3', 'active'${times})`,
    `insert into experiment_tags values ('team', 'birds', 1), ('mlflow.sharedViewState.1', 'deflate', 1)`,
    `insert into runs (run_uuid, name, user_id, status, start_time, end_time, lifecycle_stage, experiment_id) values
      ('${runs.first}', '', 'ann', 'FINISHED', 1725272701072, 1725272733115, 'active', 1),
      ('${runs.nested}', 'nested-10', 'ann', 'RUNNING', 1725272702000, null, 'active', 1),
      ('${runs.deleted}', 'old', 'ann', 'FAILED', 1725272703000, 1725272704000, 'deleted', 1)`,
    `insert into metrics ${columns} values ${values(metrics)}`,
    `insert into latest_metrics ${columns} values ${values(latest)}`,
    `insert into params (key, value, run_uuid) values ('lr', '0.001', '${runs.first}'), ('lr', '1e-05', '${runs.nested}'),
      ('optimizer', 'adam', '${runs.first}'), ('layers', '3', '${runs.first}'), ('layers', 'None', '${runs.nested}'),
      ('seed', '9', '${runs.deleted}'), ('layout', '${'ä'.repeat(1500)}', '${runs.first}')`,
    `insert into tags (key, value, run_uuid) values ('mlflow.runName', 'first-2', '${runs.first}'),
      ('mlflow.parentRunId', '${runs.first}', '${runs.nested}'), ('mlflow.user', 'bea', '${runs.nested}'),
      ('kind', 'ablation', '${runs.nested}'), ('mlflow.source.name', 'train.py', '${runs.nested}')`,
  ];
}
