import type { ColumnValue, SourceColumn } from '../importer.ts';
import type { JsonObject } from '../python-json.ts';
import type { Comparison } from './comparisons.ts';
import { type EpisodeNumber, type EpisodeRecord, episodeNumbers, numberAt, textAt } from './episode-records.ts';
import type { Experiment } from './experiments.ts';
import { actionOf, type StepRecord } from './step-records.ts';

const whole = new Set<EpisodeNumber>([
  ...(['steps_completed', 'memory_size', 'total_vehicles', 'completed_trips', 'max_queue_length'] as const),
  ...(['buses_processed', 'jeepneys_processed'] as const),
]);

const columns = (...pairs: readonly (readonly [name: string, type: string])[]): readonly SourceColumn[] =>
  pairs.map(([name, type]) => ({ name, type }));

/** What each table takes, in order. */
export const logColumns = {
  experiments: columns(
    ...([
      ['id', 'UUID'],
      ['experiment_name', 'VARCHAR'],
      ['description', 'VARCHAR'],
      ['config', 'JSON'],
    ] as const),
    ...([
      ['status', 'VARCHAR'],
      ['best_reward', 'DOUBLE'],
      ['convergence_episode', 'INTEGER'],
      ['metadata', 'JSON'],
    ] as const),
  ),
  training_episodes: [
    ...columns(['experiment_id', 'UUID'], ['episode_number', 'INTEGER'], ['scenario_info', 'JSON']),
    ...episodeNumbers.map((name) => ({ name, type: whole.has(name) ? 'INTEGER' : 'DOUBLE' })),
    ...columns(['reward_components', 'JSON'], ['timestamp', 'TIMESTAMPTZ']),
  ],
  training_steps: columns(
    ...([
      ['experiment_id', 'UUID'],
      ['episode_number', 'INTEGER'],
      ['step_number', 'INTEGER'],
    ] as const),
    ...([
      ['active_vehicles', 'INTEGER'],
      ['queue_lengths', 'JSON'],
      ['waiting_times', 'JSON'],
      ['speeds', 'JSON'],
    ] as const),
    ...([
      ['action_taken', 'INTEGER'],
      ['immediate_reward', 'DOUBLE'],
      ['intersection_metrics', 'JSON'],
    ] as const),
    ...([
      ['simulation_time', 'INTEGER'],
      ['real_timestamp', 'TIMESTAMPTZ'],
    ] as const),
  ),
  validation_results: columns(
    ...([
      ['experiment_id', 'UUID'],
      ['validation_episode', 'INTEGER'],
      ['test_scenario', 'JSON'],
    ] as const),
    ...([
      ['total_reward', 'DOUBLE'],
      ['traffic_metrics', 'JSON'],
    ] as const),
  ),
  baseline_comparisons: columns(
    ...([
      ['experiment_id', 'UUID'],
      ['baseline_type', 'VARCHAR'],
      ['test_scenarios', 'JSON'],
    ] as const),
    ...([
      ['d3qn_metrics', 'JSON'],
      ['baseline_metrics', 'JSON'],
      ['improvement_percentages', 'JSON'],
    ] as const),
    ['statistical_tests', 'JSON'],
  ),
} satisfies Readonly<Record<string, readonly SourceColumn[]>>;
export type LogTable = keyof typeof logColumns;

type Row = readonly ColumnValue[];

/** The record as it was stands in the scenario, since the schema's columns keep four digits. */
export function episodeRow(
  { id }: Experiment,
  { episode, scenario, numbers, rewards, ended, record }: EpisodeRecord,
): Row {
  const values = episodeNumbers.map((name): ColumnValue => {
    const value = numbers[name] ?? (name === 'steps_completed' ? 0 : null);
    return value !== null && whole.has(name) ? Math.round(value) : value;
  });
  return [
    id,
    episode,
    JSON.stringify({ ...scenario, record }),
    ...values,
    rewards === null ? null : JSON.stringify(rewards),
    momentOf(ended),
  ];
}

/** The logger knows all traffic only, not each intersection; its other values stand with the metrics. */
export function stepRow({ id }: Experiment, episode: number, { step, record }: StepRecord): Row {
  const of = (key: string, name: string): string | null => {
    const value = numberAt(record, name);
    return value === null ? null : JSON.stringify({ [key]: value });
  };
  const integer = (name: string): number | null => {
    const value = numberAt(record, name);
    return value === null ? null : Math.round(value);
  };
  return [
    ...[id, episode, step, integer('vehicles')],
    ...[of('all', 'queue_length'), of('all', 'waiting_time'), of('all', 'avg_speed')],
    ...[actionOf(record), numberAt(record, 'reward') ?? numberAt(record, 'immediate_reward'), JSON.stringify(record)],
    ...[integer('simulation_time'), momentOf(textAt(record, 'timestamp'))],
  ];
}

export function validationRow({ id }: Experiment, result: JsonObject): Row {
  const scenario = { scenarios_tested: result['scenarios_tested'] ?? null };
  return [
    id,
    numberAt(result, 'episode') ?? 0,
    JSON.stringify(scenario),
    numberAt(result, 'avg_reward'),
    JSON.stringify(result),
  ];
}

export function comparisonRow({ id }: Experiment, comparison: Comparison, analysis: JsonObject | null): Row {
  const { scenario, trained, baseline, improvement } = comparison;
  const documents = [scenario, trained, baseline, improvement].map((each) => JSON.stringify(each));
  return [id, 'fixed_time', ...documents, analysis === null ? null : JSON.stringify(analysis)];
}

/** The programs write local times without a zone; they are taken as they stand, as UTC. */
function momentOf(text: string | null): string | null {
  if (text === null || !/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(text)) return null;
  return /(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`;
}
