import type { LensInput } from '#shared/model/lens.ts';
import { shown } from './columns.ts';

/** The experiment of the two views, which name it only. */
const named = {
  lookUp: 'experiments',
  where: { experiment_name: 'experiment_name' },
  value: 'id',
} as const;

export const documentedRecords: NonNullable<LensInput['records']> = [
  {
    id: 'checkpoints',
    word: ['checkpoint', 'checkpoints'],
    of: 'session',
    table: 'model_checkpoints',
    parent: ['experiment_id'],
    columns: [
      shown('episode_number', 'Episode'),
      shown('checkpoint_type', 'Type'),
      shown('validation_reward', 'Validation reward'),
      shown('training_time_minutes', 'Training time', 'min'),
      shown('model_size_mb', 'Size', 'MB'),
      shown('model_path', 'Path'),
      shown('model_hash', 'Hash'),
      shown('validation_metrics', 'Validation'),
      shown('vs_baseline_improvement', 'Against baseline'),
      shown('hyperparameters', 'Hyper-parameters'),
      shown('created_at', 'Created'),
    ],
    order: [{ by: 'episode_number' }, { by: 'created_at' }],
  },
  {
    id: 'validations',
    word: ['validation', 'validations'],
    of: 'session',
    table: 'validation_results',
    parent: ['experiment_id'],
    columns: [
      shown('validation_episode', 'Episode'),
      shown('total_reward', 'Total reward'),
      shown('test_scenario', 'Scenario'),
      shown('traffic_metrics', 'Traffic'),
      shown('comparison_metrics', 'Comparison'),
      shown('confidence_interval', 'Confidence interval'),
      shown('statistical_significance', 'Significant'),
      shown('timestamp', 'Logged'),
    ],
    order: [{ by: 'validation_episode' }, { by: 'timestamp' }],
  },
  {
    id: 'baselines',
    word: ['comparison with a baseline', 'comparisons with baselines'],
    of: 'session',
    table: 'baseline_comparisons',
    parent: ['experiment_id'],
    columns: [
      shown('baseline_type', 'Baseline'),
      shown('improvement_percentages', 'Improvement', '%'),
      shown('d3qn_metrics', 'Trained signals'),
      shown('baseline_metrics', 'Baseline signals'),
      shown('statistical_tests', 'Tests'),
      shown('significance_results', 'Significance'),
      shown('test_scenarios', 'Scenarios'),
      shown('comparison_date', 'Compared'),
      shown('notes', 'Notes'),
    ],
    order: [{ by: 'comparison_date' }],
  },
  {
    id: 'live',
    word: ['step of the latest episode', 'steps of the latest episode'],
    of: 'session',
    table: 'real_time_training',
    parent: [named],
    order: [{ by: 'timestamp', descending: true }, { by: 'simulation_time' }],
  },
];
