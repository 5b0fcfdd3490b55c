import type { LensInput } from '#shared/model/lens.ts';
import { shown } from './columns.ts';

export const dashboardRecords: NonNullable<LensInput['records']> = [
  {
    id: 'evaluations',
    word: ['evaluation', 'evaluations'],
    of: 'session',
    table: 'evaluation_results',
    parent: ['experiment_name'],
    columns: [
      shown('agent_type', 'Signals'),
      shown('episode_number', 'Episode'),
      shown('vehicles_completed', 'Vehicles completed', 'vehicles'),
      shown('passengers_completed', 'Passengers completed', 'passengers'),
      shown('avg_waiting_time', 'Waiting time', 's'),
      shown('avg_speed', 'Speed', 'km/h'),
      shown('avg_queue_length', 'Queue length', 'vehicles'),
      shown('max_queue_length', 'Longest queue', 'vehicles'),
      shown('total_reward', 'Total reward'),
    ],
    order: [{ by: 'agent_type' }, { by: 'episode_number' }],
  },
  {
    id: 'summary',
    word: ['comparison with fixed times', 'comparisons with fixed times'],
    of: 'session',
    table: 'summary_statistics',
    parent: ['experiment_name'],
  },
  {
    id: 'vehicles',
    word: ['breakdown of vehicles', 'breakdowns of vehicles'],
    of: 'episode',
    table: 'vehicle_breakdown',
    parent: ['experiment_name', 'episode_number'],
  },
];
