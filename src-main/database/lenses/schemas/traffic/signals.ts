import type { Expression, LensInput } from '#shared/model/lens.ts';
import { intersectionTitles } from './measures.ts';

type Training = NonNullable<LensInput['training']>;

const word = ['intersection', 'intersections'] as [string, string];
const titles = { ...intersectionTitles };

/** What each step of the documented database tells of the intersections, in JSON; what was logged of all at once is `all`. */
export const documentedTraining: Training = {
  title: 'Training',
  entities: {
    word,
    part: ['approach', 'approaches'],
    titles: { ...titles, all: 'All intersections' },
    measures: [
      { id: 'queue', title: 'Queue', unit: 'vehicles', column: 'queue_lengths' },
      { id: 'waiting', title: 'Waiting time', unit: 's', column: 'waiting_times' },
      { id: 'speed', title: 'Speed', unit: 'km/h', column: 'speeds' },
    ],
  },
  actions: {
    by: 'action_taken',
    // Of imported logs, which keep the whole record there.
    agents: { json: 'intersection_metrics', path: ['actions'] },
    agent: 'All intersections',
    titles: {},
  },
  measure: 'total_reward',
  facets: [
    { title: 'Day', by: { json: 'scenario_info', path: ['day'] } },
    { title: 'Cycle', by: { json: 'scenario_info', path: ['cycle'] } },
    {
      title: 'Day and cycle',
      by: {
        call: 'concat',
        of: [
          { json: 'scenario_info', path: ['day'] },
          { value: ', cycle ' },
          { json: 'scenario_info', path: ['cycle'] },
        ],
      },
    },
  ],
  checkpoints: {
    records: 'checkpoints',
    episode: 'episode_number',
    number: 'episode_number',
    label: 'checkpoint_type',
    value: { title: 'Validation reward', by: 'validation_reward' },
    details: [
      { title: 'Validation', by: 'validation_metrics' },
      { title: 'Against baseline', by: 'vs_baseline_improvement' },
      { title: 'Training time', by: 'training_time_minutes', unit: 'min' },
      { title: 'File', by: 'model_path' },
      { title: 'Size', by: 'model_size_mb', unit: 'MB' },
    ],
    tests: {
      ...{ records: 'validations', of: 'checkpoint_id', id: 'id' },
      value: { title: 'total reward', by: 'total_reward' },
    },
  },
  without: ['Phases of the training (offline, online) are not kept in the documented database'],
};

/** Rows of lanes belong to episodes here; steps, actions and checkpoints are not kept. */
export const phasesTraining: Training = {
  title: 'Training',
  entities: {
    word,
    part: ['lane', 'lanes'],
    titles,
    measures: [
      { id: 'queue', title: 'Queue', unit: 'vehicles', column: 'queue_length' },
      { id: 'waiting', title: 'Waiting time', unit: 's', column: 'avg_waiting_time' },
      { id: 'throughput', title: 'Throughput', column: 'throughput' },
    ],
    rows: {
      records: 'lanes',
      time: { by: 'timestamp', title: 'Time', unit: 'epoch seconds' },
      entity: 'intersection_id',
    },
  },
  measure: 'total_reward',
  phase: 'phase_type',
  facets: [
    { title: 'Day', by: 'scenario_day' },
    { title: 'Cycle', by: 'scenario_cycle' },
    { title: 'Day and cycle', by: { call: 'concat', of: ['scenario_day', { value: ', cycle ' }, 'scenario_cycle'] } },
    { title: 'Intersection', by: 'intersection_id' },
  ],
  without: [
    'Lanes are not told apart in the later database, whose lane_id numbers rows; nor are their speeds kept',
    'Actions are not kept in the later database: it has no steps',
    'Checkpoints are not kept in the later database',
  ],
};

/** `Day 20250709, Cycle 2`, as the dashboard writes scenarios. */
const cycle: Expression = { call: 'after', of: ['scenario_name', { value: 'Cycle ' }] };
const day: Expression = {
  call: 'replace',
  of: [
    { call: 'after', of: ['scenario_name', { value: 'Day ' }] },
    { call: 'concat', of: [{ value: ', Cycle ' }, cycle] },
    { value: '' },
  ],
};

export const dashboardTraining: Training = {
  title: 'Training',
  measure: 'total_reward',
  phase: 'phase',
  facets: [
    { title: 'Day', by: day },
    { title: 'Cycle', by: cycle },
    { title: 'Day and cycle', by: 'scenario_name' },
  ],
  without: [
    'What happened at each intersection is not kept in the file of the dashboard: it has no steps',
    'Actions are not kept in the file of the dashboard',
    'Checkpoints are not kept in the file of the dashboard',
  ],
};
