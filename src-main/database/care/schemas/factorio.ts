import type { Engine } from '#shared/model/source.ts';
import { countingKey, createTables, indexTables, type MadeTable } from './made-table.ts';

/**
 * Layouts of the Factorio Learning Environment: what its code makes (24 columns since June 2025, 23 before), and the
 * three tables that only its documentation knows.
 */
export const factorioLayouts = ['24', '23', 'documented'] as const;
export type FactorioLayout = (typeof factorioLayouts)[number];

/** How JSON is kept: as text by the environment itself; the authors' own Postgres had it as JSON. */
export type FactorioJson = 'text' | 'json' | 'jsonb';

/** How numbers are kept: `real` has seven digits on Postgres and DuckDB, which values that come from SQLite exceed. */
export type FactorioReal = 'real' | 'double precision';

/** Everything that makes an empty database one of Factorio agents. One statement per entry, to be run in order. */
export function factorioSchema(layout: FactorioLayout, engine: Engine, json: FactorioJson = 'text'): readonly string[] {
  return [...createFactorio(layout, engine, json), ...indexFactorio(layout, engine)];
}

export function createFactorio(
  layout: FactorioLayout,
  engine: Engine,
  json: FactorioJson = 'text',
  real: FactorioReal = 'real',
): readonly string[] {
  return createTables(factorioTables(layout, engine, json, real), engine);
}

/** None but for the documented tables: the environment makes no index. */
export function indexFactorio(layout: FactorioLayout, engine: Engine): readonly string[] {
  return indexTables(factorioTables(layout, engine, 'text'), engine);
}

export function factorioTables(
  layout: FactorioLayout,
  engine: Engine,
  json: FactorioJson,
  real: FactorioReal = 'real',
): readonly MadeTable[] {
  const kept = engine === 'postgres' ? json : json === 'text' ? 'text' : 'json';
  return layout === 'documented' ? documented(engine, kept) : [programs(layout, engine, kept, real)];
}

/** Columns in the environment's own order. `real` is as narrow in Postgres as it is there. */
function programs(layout: '23' | '24', engine: Engine, json: string, real: FactorioReal): MadeTable {
  return {
    name: 'programs',
    columns: [
      countingKey('id', 'programs', engine),
      'code text not null',
      `value ${real} default 0.0`,
      'visits integer default 0',
      'parent_id integer',
      `state_json ${json}`,
      `conversation_json ${json} not null`,
      'completion_token_usage integer',
      'prompt_token_usage integer',
      'token_usage integer',
      'response text',
      `holdout_value ${real}`,
      `raw_reward ${real}`,
      'version integer default 1',
      "version_description text default ''",
      "model text default 'gpt-4o'",
      `meta ${json}`,
      `achievements_json ${json}`,
      'instance integer default -1',
      `depth ${real} default 0.0`,
      `advantage ${real} default 0.0`,
      'ticks integer default 0',
      `created_at ${engine === 'sqlite' ? 'datetime' : 'timestamp'} default current_timestamp`,
      ...(layout === '24' ? ['timing_metrics_json text'] : []),
    ],
    indexes: [],
    comment: 'Programs that agents ran, one row each',
  };
}

function documented(engine: Engine, json: string): readonly MadeTable[] {
  const time = engine === 'sqlite' ? 'datetime' : 'timestamp';
  const ofTrajectory = 'trajectory_id varchar(64) not null references trajectories (id)';
  return [
    {
      name: 'trajectories',
      columns: [
        'id varchar(64) primary key',
        'task_id text',
        `start_time ${time} default current_timestamp`,
        `end_time ${time}`,
        "status varchar(20) default 'running' check (status in ('running', 'completed', 'failed'))",
      ],
      indexes: [{ name: 'idx_trajectory_task', columns: 'task_id' }],
      comment: 'Runs of an agent on a task',
    },
    {
      name: 'steps',
      columns: [
        countingKey('id', 'steps', engine),
        ofTrajectory,
        'step_number integer not null',
        'agent_code text',
        'environment_feedback text',
        `game_state ${json}`,
        `timestamp ${time} default current_timestamp`,
        'unique (trajectory_id, step_number)',
      ],
      indexes: [
        { name: 'idx_step_trajectory', columns: 'trajectory_id' },
        { name: 'idx_step_timestamp', columns: 'timestamp' },
      ],
      comment: 'Code that was run and what the game answered',
    },
    {
      name: 'game_states',
      columns: [
        countingKey('id', 'game_states', engine),
        ofTrajectory,
        'step_id integer references steps (id)',
        `state_data ${json}`,
        `timestamp ${time} default current_timestamp`,
      ],
      indexes: [],
      comment: 'Saved games to go on from',
    },
  ];
}
