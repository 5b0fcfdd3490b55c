import type { Engine } from '#shared/model/source.ts';
import { countingKey, type MadeTable } from './made-table.ts';

const byName = 'experiment_name text not null references experiments (name)';
const oncePerEpisode = 'unique (experiment_name, episode_number)';
const kinds = ['cars', 'jeepneys', 'buses', 'motorcycles', 'trucks', 'tricycles', 'other'];
const means = ['vehicles', 'passengers', 'waiting', 'speed', 'queue'];

/** S3: five tables that refer to experiments by name. SQLite does not enforce that unless it is told to. */
export function dashboardTables(engine: Engine): readonly MadeTable[] {
  const real = engine === 'sqlite' ? 'real' : 'double precision';
  const now = 'timestamp default current_timestamp';
  const made = (name: string, comment: string, columns: readonly string[], indexed = false): MadeTable => ({
    name,
    comment,
    columns: [countingKey('id', name, engine), ...columns],
    indexes: indexed ? [{ name: `idx_${name}_experiment`, columns: 'experiment_name, episode_number' }] : [],
  });
  const reals = (...columns: readonly string[]) => columns.map((column) => `${column} ${real}`);
  return [
    made('experiments', 'Trainings', [
      ...['name text unique not null', `created_at ${now}`, `updated_at ${now}`, "status text default 'running'"],
      ...['total_episodes integer default 0', 'completed_episodes integer default 0', 'config text'],
    ]),
    made(
      'episodes',
      'Training episodes',
      [
        ...[byName, 'episode_number integer not null', `timestamp ${now}`, 'phase text', 'scenario_name text'],
        ...[...reals('duration_seconds'), 'steps integer', 'vehicles_completed integer'],
        ...['passengers_completed integer', ...reals('avg_waiting_time', 'avg_speed', 'avg_queue_length')],
        ...['max_queue_length integer', ...reals('total_reward', 'avg_loss', 'epsilon', 'throughput_reward')],
        ...reals('waiting_penalty', 'speed_reward', 'queue_penalty', 'emergency_penalty'),
        oncePerEpisode,
      ],
      true,
    ),
    made(
      'vehicle_breakdown',
      'Vehicles and passengers of an episode by type; estimated by fixed shares where nothing was counted',
      [
        ...[byName, 'episode_number integer not null'],
        ...kinds.map((kind) => `${kind} integer default 0`),
        ...kinds.map((kind) => `${kind}_passengers integer default 0`),
        oncePerEpisode,
      ],
      true,
    ),
    made('evaluation_results', 'Episodes of the trained signals and of fixed times', [
      ...[byName, 'agent_type text not null', 'episode_number integer not null'],
      ...['vehicles_completed integer', 'passengers_completed integer'],
      ...[...reals('avg_waiting_time', 'avg_speed', 'avg_queue_length'), 'max_queue_length integer'],
      ...[...reals('total_reward'), 'unique (experiment_name, agent_type, episode_number)'],
    ]),
    made('summary_statistics', 'The comparison with fixed times', [
      ...['experiment_name text unique not null references experiments (name)', `updated_at ${now}`],
      ...['d3qn', 'fixed'].flatMap((agent) => reals(...means.map((each) => `${agent}_avg_${each}`))),
      ...reals('throughput_improvement', ...means.slice(1).map((each) => `${each}_improvement`)),
      ...reals('p_value', 'cohens_d'),
    ]),
  ];
}
