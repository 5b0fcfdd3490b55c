import type { Engine } from '#shared/model/source.ts';
import { type TrafficGeneration, trafficSchema } from '../../care/schemas/traffic.ts';

/**
 * The three traffic databases, small enough to check by hand. Each has experiments run-10, run-2 and run-3; run-2 has
 * episodes 0, 7 and 10, run-10 one, run-3 none.
 */
export interface TrafficCase {
  readonly lens: 'traffic' | 'traffic-phases' | 'traffic-dashboard';
  readonly variant: TrafficGeneration;
  readonly engine: Engine;
  readonly statements: readonly string[];
}

const uuid = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`;

export const run2 = uuid(2);
export const run10 = uuid(1);

/**
 * S1. Steps 60, 30 and 90 of episode 0 of run-2, in this order; one step with the same numbers of run-10. Triggers write 10
 * as the number of episodes of run-2, so it is written where there are none too.
 */
const documentedRows: readonly string[] = [
  `insert into experiments (id, experiment_name, config, status, total_episodes, best_reward) values
    ('${run10}', 'run-10', '{"lr": 0.001}', 'completed', 0, 9), ('${run2}', 'run-2', '{}', 'running', 10, 164.67),
    ('${uuid(3)}', 'run-3', '{}', 'failed', 0, null)`,
  `insert into training_episodes (experiment_id, episode_number, scenario_info, total_reward, steps_completed, avg_loss,
    avg_waiting_time, reward_components, pt_passenger_throughput, buses_processed, timestamp) values
    ('${run2}', 10, '{"day": "20250709", "cycle": 2}', 50.5, 300, null, 12.5, null, 100, 4, '2025-09-21 10:00:00'),
    ('${run2}', 0, '{"day": "20250708", "cycle": 1}', 164.67, 300, 0.007, 17.18, '{"waiting_penalty": -15.2, "own": 2}', 200, 6, '2025-09-21 08:00:00'),
    ('${run10}', 0, '{"day": "20250708", "cycle": 1}', 9, 300, 0.01, 20, '{"waiting_penalty": -1}', 0, 0, '2025-09-21 07:00:00'),
    ('${run2}', 7, '{"day": "20250708", "cycle": 3}', 100, 300, 0.005, 16, '{"waiting_penalty": -3.5}', 600, 5, '2025-09-21 11:00:00')`,
  `insert into training_steps (experiment_id, episode_number, step_number, active_vehicles, immediate_reward, queue_lengths,
    waiting_times, simulation_time) values
    ('${run2}', 0, 60, 20, 2.5, '{"ECOLAND": {"north": 3, "south": 7, "east": 2, "west": 5}}', '{"ECOLAND": 15.2}', 60),
    ('${run2}', 0, 30, 10, 1, '{"ECOLAND": {"north": 1, "south": 1, "east": 1, "west": 1}}', '{"ECOLAND": 12}', 30),
    ('${run2}', 0, 90, 30, -0.5, null, null, 90),
    ('${run2}', 10, 30, 7, 1, null, null, 30), ('${run2}', 10, 60, 8, 1, null, null, 60),
    ('${run10}', 0, 30, 99, 8, '{"ECOLAND": {"north": 9, "south": 9, "east": 9, "west": 9}}', '{"ECOLAND": 99}', 30)`,
  `insert into model_checkpoints (id, experiment_id, episode_number, checkpoint_type, validation_reward) values
    ('${uuid(11)}', '${run2}', 7, 'regular', 90.5), ('${uuid(12)}', '${run2}', 0, 'best', 170)`,
  `insert into validation_results (experiment_id, validation_episode, checkpoint_id, test_scenario, total_reward) values
    ('${run2}', 1, '${uuid(12)}', '{}', 80)`,
  `insert into baseline_comparisons (experiment_id, baseline_type, test_scenarios, d3qn_metrics, baseline_metrics,
    improvement_percentages) values ('${run2}', 'fixed_time', '[]', '{}', '{}', '{"throughput": 14}')`,
];

/** S2. Episode 0 of run-2 comes twice: offline, and online after episodes 7 and 10. */
const phasedRows: readonly string[] = [
  `insert into experiments (experiment_id, experiment_name, status, training_mode) values
    ('b', 'run-10', 'completed', 'hybrid'), ('a', 'run-2', 'completed', 'hybrid'), ('c', 'run-3', 'running', 'offline')`,
  `insert into intersections (intersection_id, intersection_name) values ('Ecoland_TrafficSignal', 'Ecoland')`,
  `insert into training_episodes (episode_id, experiment_id, episode_number, phase_type, scenario_day, intersection_id,
    total_reward, avg_waiting_time, pt_passenger_throughput) values
    (1, 'a', 10, 'offline', '20250709', 'Ecoland_TrafficSignal', 50.5, 12.5, 100),
    (2, 'a', 0, 'offline', '20250708', 'Ecoland_TrafficSignal', 164.67, 17.18, 200),
    (3, 'a', 7, 'offline', '20250708', 'elsewhere', 100, 16, 600), (4, 'a', 0, 'online', '20250710', null, 200, 15, 300),
    (5, 'b', 0, 'offline', '20250708', null, 9, 20, 0)`,
  `insert into vehicle_breakdown (breakdown_id, episode_id, cars, buses, car_passengers) values
    (1, 2, 120, 4, 156), (2, 1, 80, 3, 104), (3, 5, 7, 7, 9)`,
  `insert into baseline_comparisons (baseline_id, experiment_id, baseline_type, avg_waiting_time) values (1, 'a', 'fixed_time', 21.5)`,
  `insert into objective_metrics (objective_id, experiment_id, p_value) values (1, 'a', 0.001)`,
  `insert into lane_metrics (lane_id, experiment_id, episode_id, queue_length) values (1, 'a', 2, 4.5)`,
];

/** S3. */
const dashboardRows: readonly string[] = [
  `insert into experiments (name, status, completed_episodes) values
    ('run-10', 'completed', 1), ('run-2', 'running', 3), ('run-3', 'running', 0)`,
  `insert into episodes (experiment_name, episode_number, phase, scenario_name, total_reward, avg_waiting_time,
    waiting_penalty) values ('run-2', 10, 'online', 'Day 20250709, Cycle 2', 50.5, 12.5, null),
    ('run-2', 0, 'offline', 'Day 20250708, Cycle 1', 164.67, 17.18, -15.2), ('run-10', 0, 'offline', 'Day 1', 9, 20, -1),
    ('run-2', 7, 'offline', 'Day 20250708, Cycle 3', 100, 16, -3.5)`,
  `insert into vehicle_breakdown (experiment_name, episode_number, cars, buses, cars_passengers) values
    ('run-2', 0, 120, 4, 156), ('run-2', 10, 80, 3, 104), ('run-10', 0, 7, 7, 9)`,
  `insert into evaluation_results (experiment_name, agent_type, episode_number, avg_waiting_time) values
    ('run-2', 'd3qn', 1, 10), ('run-2', 'd3qn', 2, 12), ('run-2', 'fixed_time', 1, 20)`,
  `insert into summary_statistics (experiment_name, throughput_improvement, p_value) values ('run-2', 14, 0.001)`,
];

const rows: Readonly<Record<TrafficGeneration, readonly string[]>> = {
  S1: documentedRows,
  S2: phasedRows,
  S3: dashboardRows,
};

const lenses = { S1: 'traffic', S2: 'traffic-phases', S3: 'traffic-dashboard' } as const;

export const trafficCases: readonly TrafficCase[] = (['S1', 'S2', 'S3'] as const).flatMap((variant) =>
  (['postgres', 'sqlite', 'duckdb'] as const).map((engine) => ({
    ...{ lens: lenses[variant], variant, engine },
    statements: [...trafficSchema(variant, engine), ...rows[variant]],
  })),
);
