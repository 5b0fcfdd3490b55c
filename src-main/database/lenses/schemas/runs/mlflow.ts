import { type Expression, type Lens, lensSchema } from '#shared/model/lens.ts';
import type { KnownLens } from '../../known-lens.ts';
import { bestRuns } from './questions.ts';
import { mlflowSurprises } from './surprises.ts';

/**
 * MLflow's store (SQLite or Postgres): experiments → runs → metrics by step. A row of `metrics` holds one value; what is
 * listed comes from `latest_metrics`. Times are milliseconds; NaN is a flag beside 0 and ±∞ the largest double.
 */

const moment = (milliseconds: Expression): Expression => ({
  call: 'moment',
  of: [{ call: 'div', of: [milliseconds, { value: 1000 }] }],
});

const value: Expression = {
  call: 'coalesce',
  of: [
    { call: 'unless', of: [{ call: 'infinite', of: ['value'] }, 'is_nan'] },
    {
      call: 'number',
      of: [
        {
          choose: { call: 'text', of: ['is_nan'] },
          when: 'is',
          cases: [
            ['1', 'NaN'],
            ['true', 'NaN'],
          ],
        },
      ],
    },
  ],
};

const tag = (key: string): Expression => ({
  lookUp: 'tags',
  where: { run_uuid: 'run_uuid', key: { value: key } },
  value: 'value',
});

/** Stores from before 1.30 keep a run's name among its tags and leave the column empty. */
const named: Expression = {
  call: 'unless',
  of: ['name', { choose: 'name', when: 'is', cases: [['', true]], otherwise: { value: false } }],
};

const runName: Expression = { call: 'coalesce', of: [named, tag('mlflow.runName'), 'run_uuid'] };

const dataset = (column: string): Expression => ({
  lookUp: 'datasets',
  where: { dataset_uuid: 'source_id' },
  value: column,
});

const took: Expression = {
  call: 'div',
  of: [{ call: 'sub', of: ['end_time', 'start_time'] }, { value: 1000 }],
};

const isActive: Expression = {
  choose: 'lifecycle_stage',
  when: 'is',
  cases: [['deleted', false]],
  otherwise: { value: true },
};

const lens: Lens = lensSchema.parse({
  id: 'mlflow',
  title: 'MLflow',
  recognise: [
    { table: 'experiments', columns: ['experiment_id', 'name', 'artifact_location', 'lifecycle_stage'] },
    { table: 'runs', columns: ['run_uuid', 'experiment_id', 'status', 'start_time', 'lifecycle_stage'] },
    { table: 'metrics', columns: ['run_uuid', 'key', 'value', 'step', 'timestamp', 'is_nan'] },
    { table: 'params', columns: ['run_uuid', 'key', 'value'] },
    { table: 'tags', columns: ['run_uuid', 'key', 'value'] },
  ],
  variants: [
    { id: '3', title: 'a store of MLflow 3', when: [{ table: 'logged_models', columns: ['model_id'] }] },
    { id: '2', title: 'a store of MLflow 2', when: [{ table: 'inputs', columns: ['input_uuid'] }] },
    { id: '1', title: 'a store of MLflow 1', when: [] },
  ],
  replaced: { word: 'deleted', tables: { experiments: isActive, runs: isActive } },
  session: {
    word: ['experiment', 'experiments'],
    table: 'experiments',
    id: ['experiment_id'],
    label: 'name',
    order: [{ by: 'name' }],
    facts: [
      { name: 'stage', title: 'Stage', value: 'lifecycle_stage' },
      { name: 'created', title: 'Created', value: moment('creation_time') },
      { name: 'updated', title: 'Updated', value: moment('last_update_time') },
      { name: 'artifacts', title: 'Artifacts', value: 'artifact_location' },
    ],
    rows: [
      {
        id: 'tags',
        title: 'Tag',
        table: 'experiment_tags',
        of: ['experiment_id'],
        key: 'key',
        text: 'value',
        aside: ['mlflow.'],
      },
    ],
  },
  episode: {
    word: ['run', 'runs'],
    table: 'runs',
    id: ['run_uuid'],
    parent: ['experiment_id'],
    label: runName,
    order: [{ by: 'experiment_id' }, { by: 'start_time' }],
    state: {
      status: 'status',
      written: {
        ...{ table: 'latest_metrics', of: ['run_uuid'] },
        time: { call: 'div', of: ['timestamp', { value: 1000 }] },
      },
    },
    facts: [
      { name: 'status', title: 'Status', value: 'status' },
      { name: 'stage', title: 'Stage', value: 'lifecycle_stage' },
      {
        name: 'parent',
        title: 'Parent run',
        value: { lookUp: 'runs', where: { run_uuid: tag('mlflow.parentRunId') }, value: runName },
      },
      { name: 'started', title: 'Started', value: moment('start_time') },
      { name: 'took', title: 'Took', value: took, unit: 's' },
      { name: 'user', title: 'User', value: 'user_id' },
      { name: 'artifacts', title: 'Artifacts', value: 'artifact_uri' },
    ],
    rows: [
      {
        ...{ id: 'metrics', title: 'Last', table: 'latest_metrics', of: ['run_uuid'], key: 'key', number: value },
        measures: false,
      },
      { id: 'params', table: 'params', of: ['run_uuid'], key: 'key', text: 'value' },
      {
        id: 'tags',
        title: 'Tag',
        table: 'tags',
        of: ['run_uuid'],
        key: 'key',
        text: 'value',
        aside: ['mlflow.'],
        named: {
          'mlflow.source.name': 'Source',
          'mlflow.source.git.commit': 'Version',
          'mlflow.note.content': 'Note',
        },
      },
    ],
  },
  steps: {
    word: ['value', 'values'],
    table: 'metrics',
    episode: ['run_uuid'],
    time: { by: 'step', title: 'Step', unit: 'steps' },
    written: 'timestamp',
    within: ['key', 'timestamp'],
    long: { word: ['metric', 'metrics'], key: 'key', value, latest: { rows: 'metrics', time: 'step' } },
  },
  records: [
    {
      ...{ id: 'datasets', word: ['dataset', 'datasets'], of: 'episode', table: 'inputs', parent: ['destination_id'] },
      columns: [
        { name: 'name', title: 'Dataset', value: dataset('name') },
        { name: 'digest', title: 'Digest', value: dataset('digest') },
        { name: 'source', title: 'Source', value: dataset('dataset_source') },
        { name: 'profile', title: 'Profile', value: dataset('dataset_profile') },
      ],
    },
    {
      ...{ id: 'models', word: ['logged model', 'logged models'], of: 'session', table: 'logged_models' },
      parent: ['experiment_id'],
      columns: [
        { name: 'name', title: 'Model', value: 'name' },
        { name: 'status', title: 'Status', value: 'status' },
        { name: 'created', title: 'Created', value: moment('creation_timestamp_ms') },
        { name: 'run', title: 'Run', value: 'source_run_id' },
        { name: 'artifacts', title: 'Artifacts', value: 'artifact_location' },
      ],
      order: [{ by: 'creation_timestamp_ms' }],
    },
    {
      ...{ id: 'traces', word: ['trace', 'traces'], of: 'session', table: 'trace_info', parent: ['experiment_id'] },
      columns: [
        { name: 'id', title: 'Trace', value: 'request_id' },
        { name: 'started', title: 'Started', value: moment('timestamp_ms') },
        { name: 'took', title: 'Took', value: 'execution_time_ms', unit: 'ms' },
        { name: 'status', title: 'Status', value: 'status' },
      ],
      order: [{ by: 'timestamp_ms' }],
    },
  ],
  measures: [{ id: 'took', title: 'Duration', unit: 's', level: 'episode', value: took, rollUp: true }],
});

export const mlflow: KnownLens = { lens, questions: [bestRuns], surprises: mlflowSurprises };
