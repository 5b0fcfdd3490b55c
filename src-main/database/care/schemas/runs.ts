import type { Engine } from '#shared/model/source.ts';
import { createTables, indexTables, type MadeTable } from './made-table.ts';

/**
 * Training runs, a schema of ours: what loggers of reinforcement learning write, whichever wrote it. A value per run, key
 * and step; and a row per episode that an environment's monitor saw.
 */
export function runsTables(engine: Engine): readonly MadeTable[] {
  const json = { duckdb: 'json', postgres: 'jsonb', sqlite: 'json' }[engine];
  const cascade = engine === 'duckdb' ? '' : ' on delete cascade';
  const ofRun = `run_id varchar(500) not null references training_runs (run_id)${cascade}`;
  return [
    {
      name: 'training_runs',
      columns: [
        'run_id varchar(500) primary key not null',
        'experiment varchar(300) not null',
        'run_name varchar(300) not null',
        'started double precision',
        `config ${json}`,
        'source text not null',
      ],
      indexes: [{ name: 'idx_training_runs_experiment', columns: 'experiment' }],
      comment: 'Training runs; started in epoch seconds',
    },
    {
      name: 'training_metrics',
      columns: [
        ofRun,
        'metric varchar(300) not null',
        'position integer not null',
        'step bigint',
        'value double precision',
        'wall_time double precision',
        'primary key (run_id, metric, position)',
      ],
      indexes: [{ name: 'idx_training_metrics_step', columns: 'run_id, step' }],
      comment: 'Logged values in the order of the log (position); wall_time in epoch seconds',
    },
    {
      name: 'training_episodes_seen',
      columns: [
        ofRun,
        'episode integer not null',
        'reward double precision',
        'length bigint',
        'timesteps bigint',
        'ended double precision',
        'environment integer',
        `extra ${json}`,
        'primary key (run_id, episode)',
      ],
      indexes: [],
      comment: 'Episodes as monitors saw them, in the order in which they ended; ended in epoch seconds',
    },
  ];
}

export function createRuns(engine: Engine): readonly string[] {
  return createTables(runsTables(engine), engine);
}

export function indexRuns(engine: Engine): readonly string[] {
  return indexTables(runsTables(engine), engine);
}
