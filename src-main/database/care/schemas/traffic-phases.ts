import type { Engine } from '#shared/model/source.ts';
import type { MadeTable } from './made-table.ts';

/** Columns by type; types are inferred from what the project's scripts inserted. */
interface Columns {
  readonly key: string;
  readonly text?: string;
  readonly whole?: string;
  readonly number?: string;
  readonly truth?: string;
  readonly time?: string;
}

/** S2: nine tables that refer to each other by columns only. */
export function phasedTables(engine: Engine): readonly MadeTable[] {
  const real = engine === 'sqlite' ? 'real' : 'double precision';
  const moment = engine === 'sqlite' ? 'timestamp' : 'timestamp with time zone';
  return tables.map(({ name, comment, columns: { key, text, whole, number, truth, time } }) => ({
    name,
    comment,
    indexes: [],
    columns: [
      `${key} primary key`,
      ...typed(text, 'text'),
      ...typed(whole, 'integer'),
      ...typed(number, real),
      ...typed(truth, 'boolean'),
      ...typed(time, moment),
    ],
  }));
}

function typed(columns: string | undefined, type: string): readonly string[] {
  return columns === undefined ? [] : columns.split(' ').map((column) => `${column} ${type}`);
}

const tables: readonly { readonly name: string; readonly comment: string; readonly columns: Columns }[] = [
  {
    name: 'experiments',
    comment: 'Trainings',
    columns: {
      key: 'experiment_id text',
      text: 'experiment_name status training_mode description',
      whole: 'total_episodes convergence_episode',
      number: 'best_reward best_accuracy training_time_minutes',
      time: 'created_at completed_at',
    },
  },
  {
    name: 'intersections',
    comment: 'Intersections with signals',
    columns: {
      key: 'intersection_id text',
      text: 'intersection_name',
      whole: 'num_approaches',
      number: 'latitude longitude',
      truth: 'is_active',
      time: 'created_at',
    },
  },
  {
    name: 'training_episodes',
    comment: 'Training episodes, offline and online',
    columns: {
      key: 'episode_id integer',
      text: 'experiment_id phase_type scenario_name scenario_day intersection_id',
      whole:
        'episode_number scenario_cycle steps_completed memory_size vehicles_served completed_trips jeepneys_processed buses_processed',
      number:
        'total_reward avg_loss epsilon_value episode_duration_seconds prediction_accuracy mse mae rmse passenger_throughput avg_waiting_time avg_queue_length pt_passenger_throughput',
      time: 'timestamp',
    },
  },
  {
    name: 'vehicle_breakdown',
    comment: 'Vehicles and passengers of an episode by type, some of them estimated',
    columns: {
      key: 'breakdown_id integer',
      whole: 'episode_id cars motorcycles trucks tricycles jeepneys buses',
      number:
        'car_passengers motorcycle_passengers truck_passengers tricycle_passengers jeepney_passengers bus_passengers',
    },
  },
  {
    name: 'validation_results',
    comment: 'Means over validation episodes',
    columns: {
      key: 'validation_id integer',
      text: 'experiment_id',
      whole: 'episode_number scenarios_tested',
      number: 'avg_reward reward_std avg_vehicles avg_completed_trips avg_passenger_throughput',
      time: 'timestamp',
    },
  },
  {
    name: 'baseline_comparisons',
    comment: 'Signals that were not trained; the project computed these from its training means',
    columns: {
      key: 'baseline_id integer',
      text: 'experiment_id baseline_type intersection_id',
      whole: 'vehicles_served completed_trips jeepneys_processed buses_processed num_episodes',
      number: 'avg_passenger_throughput avg_waiting_time avg_queue_length',
      time: 'timestamp',
    },
  },
  {
    name: 'objective_metrics',
    comment: 'Whether objectives were met, with constants for statistics',
    columns: {
      key: 'objective_id integer',
      text: 'experiment_id',
      number:
        'passenger_throughput_improvement_pct waiting_time_reduction_pct jeepney_throughput_improvement_pct overall_delay_increase_pct multi_agent_passenger_delay_reduction_pct multi_agent_jeepney_travel_time_reduction_pct p_value effect_size confidence_interval_lower confidence_interval_upper',
      truth: 'objective_1_achieved pt_priority_constraint_met objective_2_achieved objective_3_achieved',
      time: 'calculated_at',
    },
  },
  {
    name: 'traffic_data',
    comment: 'Traffic of a lane in a cycle, for the dashboard',
    columns: {
      key: 'traffic_id integer',
      text: 'run_id intersection_id cycle_id lane_id',
      whole: 'total_count public_vehicle_count completed_trips phase_index timestamp_step',
      number:
        'total_pcu occupancy total_queue throughput_pcu passenger_throughput passenger_waiting_time public_vehicle_throughput public_vehicle_travel_time public_vehicle_delay coordination_score',
      time: 'start_time created_at',
    },
  },
  {
    name: 'lane_metrics',
    comment: 'Lanes of an episode',
    columns: {
      key: 'lane_id integer',
      text: 'experiment_id intersection_id',
      whole: 'episode_id jeepneys_processed buses_processed motorcycles_processed trucks_processed cars_processed',
      number: 'queue_length throughput occupancy avg_waiting_time',
      time: 'timestamp',
    },
  },
];
