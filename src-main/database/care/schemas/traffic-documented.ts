import type { Engine } from '#shared/model/source.ts';
import type { MadeTable } from './made-table.ts';
import { insertEpisode, oldSteps, statsOnPostgres, statsOnSqlite, views } from './traffic-documented-sql.ts';

interface Types {
  readonly key: string;
  readonly uuid: string;
  readonly json: string;
  readonly time: string;
  readonly now: string;
  /** DuckDB has the keys without cascade. */
  readonly cascade: string;
}

/** SQLite has no UUIDs of its own: sixteen random bytes, written as one. */
const UUID_IN_SQLITE = `(lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)
  || '-8' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))`;

const types: Readonly<Record<Engine, Types>> = {
  postgres: {
    key: 'id uuid primary key default gen_random_uuid()',
    uuid: 'uuid',
    json: 'jsonb',
    time: 'timestamp with time zone',
    now: 'now()',
    cascade: ' on delete cascade',
  },
  duckdb: {
    key: 'id uuid primary key default uuid()',
    uuid: 'uuid',
    json: 'json',
    time: 'timestamp with time zone',
    now: 'now()',
    cascade: '',
  },
  sqlite: {
    key: `id text primary key not null default ${UUID_IN_SQLITE}`,
    uuid: 'text',
    json: 'json',
    time: 'timestamp',
    now: 'current_timestamp',
    cascade: ' on delete cascade',
  },
};

/** S1: six tables, in an order in which they can be created. */
export function documentedTables(engine: Engine): readonly MadeTable[] {
  const type = types[engine];
  return [experiments(type), episodes(type), steps(type), checkpoints(type), validations(type), baselines(type)];
}

/** Functions, trigger and views. The function that takes whole episodes as JSON, and the views, are Postgres's alone. */
export function documentedMarks(engine: Engine): readonly string[] {
  if (engine === 'postgres') return [...statsOnPostgres, insertEpisode, oldSteps, ...views];
  return engine === 'sqlite' ? [statsOnSqlite] : [];
}

const ofExperiment = ({ uuid, cascade }: Types) =>
  `experiment_id ${uuid} not null references experiments (id)${cascade}`;

function experiments({ key, json, time, now }: Types): MadeTable {
  return {
    name: 'experiments',
    columns: [
      key,
      'experiment_name varchar(255) not null unique',
      'description text',
      `config ${json} not null`,
      "status varchar(50) default 'running'",
      `created_at ${time} default ${now}`,
      `completed_at ${time}`,
      'total_episodes integer default 0',
      'best_reward decimal(10,4)',
      'convergence_episode integer',
      `metadata ${json}`,
    ],
    indexes: [
      { name: 'idx_experiments_name', columns: 'experiment_name' },
      { name: 'idx_experiments_status', columns: 'status' },
      { name: 'idx_experiments_created', columns: 'created_at' },
    ],
    comment: 'Trainings and their configuration',
  };
}

function episodes(type: Types): MadeTable {
  const { key, json, time, now } = type;
  return {
    name: 'training_episodes',
    columns: [
      ...[key, ofExperiment(type), 'episode_number integer not null', `scenario_info ${json} not null`],
      ...['total_reward decimal(10,4) not null', 'steps_completed integer not null', 'epsilon_value decimal(8,6)'],
      ...['avg_loss decimal(12,8)', 'memory_size integer', 'total_vehicles integer', 'completed_trips integer'],
      ...['passenger_throughput decimal(10,2)', 'avg_waiting_time decimal(8,3)', 'avg_speed decimal(8,3)'],
      ...['avg_queue_length decimal(8,3)', 'max_queue_length integer', 'travel_time_index decimal(8,4)'],
      ...['buses_processed integer default 0', 'jeepneys_processed integer default 0'],
      ...['pt_passenger_throughput decimal(10,2) default 0', 'pt_avg_waiting decimal(8,3) default 0'],
      ...['pt_service_efficiency decimal(6,4) default 0', `reward_components ${json}`],
      ...['episode_duration_minutes decimal(8,4)', `timestamp ${time} default ${now}`],
      'unique (experiment_id, episode_number)',
    ],
    indexes: [
      { name: 'idx_episodes_experiment', columns: 'experiment_id' },
      { name: 'idx_episodes_number', columns: 'episode_number' },
      { name: 'idx_episodes_timestamp', columns: 'timestamp' },
      { name: 'idx_episodes_reward', columns: 'total_reward' },
      { name: 'idx_episodes_exp_perf', columns: 'experiment_id, total_reward desc, episode_number' },
      { name: 'idx_episodes_time_series', columns: 'experiment_id, episode_number, timestamp' },
      { name: 'idx_episodes_scenario_gin', columns: 'scenario_info', gin: true },
      { name: 'idx_episodes_rewards_gin', columns: 'reward_components', gin: true },
    ],
    comment: 'Training episodes with their rewards and what the traffic did',
  };
}

/** No key leads from a step to its episode: experiment and number do. */
function steps(type: Types): MadeTable {
  const { key, json, time, now } = type;
  return {
    name: 'training_steps',
    columns: [
      ...[key, ofExperiment(type), 'episode_number integer not null', 'step_number integer not null'],
      ...['active_vehicles integer', `queue_lengths ${json}`, `waiting_times ${json}`, `speeds ${json}`],
      ...[`state_vector ${json}`, 'action_taken integer', 'immediate_reward decimal(8,4)'],
      ...[`intersection_metrics ${json}`, 'simulation_time integer', `real_timestamp ${time} default ${now}`],
      'unique (experiment_id, episode_number, step_number)',
    ],
    indexes: [{ name: 'idx_steps_metrics_gin', columns: 'intersection_metrics', gin: true }],
    comment: 'Steps of episodes that were logged, not all of them',
  };
}

function checkpoints(type: Types): MadeTable {
  const { key, json, time, now } = type;
  return {
    name: 'model_checkpoints',
    columns: [
      ...[key, ofExperiment(type), 'episode_number integer not null', 'checkpoint_type varchar(50) not null'],
      ...['validation_reward decimal(10,4)', `validation_metrics ${json}`, 'model_path text'],
      ...['model_size_mb decimal(8,2)', 'model_hash varchar(64)', 'training_time_minutes decimal(10,4)'],
      ...[`hyperparameters ${json}`, `created_at ${time} default ${now}`, `vs_baseline_improvement ${json}`],
    ],
    indexes: [
      { name: 'idx_checkpoints_experiment', columns: 'experiment_id' },
      { name: 'idx_checkpoints_type', columns: 'checkpoint_type' },
    ],
    comment: 'Models that were saved',
  };
}

function validations(type: Types): MadeTable {
  const { key, uuid, json, time, now } = type;
  return {
    name: 'validation_results',
    columns: [
      ...[key, ofExperiment(type), 'validation_episode integer not null'],
      ...[`checkpoint_id ${uuid} references model_checkpoints (id)`, `test_scenario ${json} not null`],
      ...['total_reward decimal(10,4)', `traffic_metrics ${json}`, `comparison_metrics ${json}`],
      ...[`confidence_interval ${json}`, 'statistical_significance boolean', `timestamp ${time} default ${now}`],
    ],
    indexes: [],
    comment: 'Tests of models on scenarios kept apart',
  };
}

function baselines(type: Types): MadeTable {
  const { key, json, time, now } = type;
  return {
    name: 'baseline_comparisons',
    columns: [
      ...[key, ofExperiment(type), 'baseline_type varchar(100) not null', `test_scenarios ${json} not null`],
      ...[`d3qn_metrics ${json} not null`, `baseline_metrics ${json} not null`],
      ...[`improvement_percentages ${json} not null`, `statistical_tests ${json}`, `significance_results ${json}`],
      ...[`comparison_date ${time} default ${now}`, 'notes text'],
    ],
    indexes: [],
    comment: 'Comparisons with signals that were not trained',
  };
}
