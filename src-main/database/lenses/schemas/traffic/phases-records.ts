import type { LensInput } from '#shared/model/lens.ts';
import { shown } from './columns.ts';

/**
 * What the project's scripts filled with constants, or with training means times a factor, says so in its name: it was
 * never measured.
 */
export const phasesRecords: NonNullable<LensInput['records']> = [
  {
    id: 'validations',
    word: ['validation', 'validations'],
    of: 'session',
    table: 'validation_results',
    parent: ['experiment_id'],
    columns: [
      shown('episode_number', 'Episode'),
      shown('avg_reward', 'Mean reward'),
      shown('reward_std', 'Deviation of reward'),
      shown('avg_vehicles', 'Mean vehicles', 'vehicles'),
      shown('avg_completed_trips', 'Mean completed trips', 'vehicles'),
      shown('avg_passenger_throughput', 'Mean passenger throughput', 'passengers/h'),
      shown('scenarios_tested', 'Scenarios'),
      shown('timestamp', 'Logged'),
    ],
    order: [{ by: 'episode_number' }, { by: 'timestamp' }],
  },
  {
    id: 'baselines',
    word: ['baseline (computed, not measured)', 'baselines (computed, not measured)'],
    of: 'session',
    table: 'baseline_comparisons',
    parent: ['experiment_id'],
    order: [{ by: 'baseline_type' }, { by: 'intersection_id' }],
  },
  {
    id: 'objectives',
    word: ['objective (from constants)', 'objectives (from constants)'],
    of: 'session',
    table: 'objective_metrics',
    parent: ['experiment_id'],
    order: [{ by: 'objective_id' }],
  },
  {
    id: 'traffic',
    word: ['row of traffic', 'rows of traffic'],
    of: 'session',
    table: 'traffic_data',
    parent: ['run_id'],
    order: [{ by: 'start_time' }, { by: 'lane_id' }],
  },
  {
    id: 'lanes',
    word: ['lane', 'lanes'],
    of: 'episode',
    table: 'lane_metrics',
    parent: ['episode_id'],
    order: [{ by: 'intersection_id' }, { by: 'lane_id' }],
  },
  {
    id: 'vehicles',
    word: ['breakdown of vehicles', 'breakdowns of vehicles'],
    of: 'episode',
    table: 'vehicle_breakdown',
    parent: ['episode_id'],
  },
];
