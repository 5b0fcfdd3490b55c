import type { Engine } from '#shared/model/source.ts';

/**
 * The three traffic databases, small enough to check by hand. Each has experiments run-10, run-2 and run-3; run-2 has
 * episodes 0, 7 and 10, run-10 one, run-3 none.
 */
export interface TrafficCase {
  readonly lens: 'traffic' | 'traffic-phases' | 'traffic-dashboard';
  readonly variant: 'S1' | 'S2' | 'S3';
  readonly engine: Engine;
  readonly statements: readonly string[];
}

const uuid = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`;

export const run2 = uuid(2);
export const run10 = uuid(1);

const key = 'id uuid primary key default gen_random_uuid()';
const ofExperiment = 'experiment_id uuid not null references experiments (id) on delete cascade';

/** S1. Steps 60, 30 and 90 of episode 0 of run-2, in this order; one step with the same numbers of run-10. */
export const documentedTraffic: readonly string[] = [
  `create table experiments (${key}, experiment_name varchar(255) not null unique, description text, config jsonb not null,
    status varchar(50) default 'running', created_at timestamptz default now(), completed_at timestamptz,
    total_episodes integer default 0, best_reward decimal(10,4), convergence_episode integer, metadata jsonb)`,
  `create table training_episodes (${key}, ${ofExperiment}, episode_number integer not null, scenario_info jsonb not null,
    total_reward decimal(10,4) not null, steps_completed integer not null, epsilon_value decimal(8,6), avg_loss decimal(12,8),
    memory_size integer, total_vehicles integer, completed_trips integer, passenger_throughput decimal(10,2),
    avg_waiting_time decimal(8,3), avg_speed decimal(8,3), avg_queue_length decimal(8,3), max_queue_length integer,
    travel_time_index decimal(8,4), buses_processed integer default 0, jeepneys_processed integer default 0,
    pt_passenger_throughput decimal(10,2) default 0, pt_avg_waiting decimal(8,3) default 0,
    pt_service_efficiency decimal(6,4) default 0, reward_components jsonb, episode_duration_minutes decimal(8,4),
    timestamp timestamptz default now(), unique (experiment_id, episode_number))`,
  `create table training_steps (${key}, ${ofExperiment}, episode_number integer not null, step_number integer not null,
    active_vehicles integer, queue_lengths jsonb, waiting_times jsonb, speeds jsonb, state_vector jsonb, action_taken integer,
    immediate_reward decimal(8,4), intersection_metrics jsonb, simulation_time integer,
    real_timestamp timestamptz default now(), unique (experiment_id, episode_number, step_number))`,
  `create table model_checkpoints (${key}, ${ofExperiment}, episode_number integer not null,
    checkpoint_type varchar(50) not null, validation_reward decimal(10,4))`,
  `create table validation_results (${key}, ${ofExperiment}, validation_episode integer not null, test_scenario jsonb not null,
    checkpoint_id uuid references model_checkpoints (id), total_reward decimal(10,4))`,
  `create table baseline_comparisons (${key}, ${ofExperiment}, baseline_type varchar(100) not null,
    test_scenarios jsonb not null, d3qn_metrics jsonb not null, baseline_metrics jsonb not null,
    improvement_percentages jsonb not null)`,
  `create view real_time_training as select experiment_name, status, e.total_episodes, t.episode_number, t.total_reward
    as current_reward from experiments e left join training_episodes t on t.experiment_id = e.id`,
  `insert into experiments (id, experiment_name, config, status, total_episodes, best_reward) values
    ('${run10}', 'run-10', '{"lr": 0.001}', 'completed', 1, 9), ('${run2}', 'run-2', '{}', 'running', 10, 164.67),
    ('${uuid(3)}', 'run-3', '{}', 'failed', 0, null)`,
  `insert into training_episodes (experiment_id, episode_number, scenario_info, total_reward, steps_completed, avg_loss,
    avg_waiting_time, reward_components) values
    ('${run2}', 10, '{"day": "20250709", "cycle": 2}', 50.5, 300, null, 12.5, null),
    ('${run2}', 0, '{"day": "20250708", "cycle": 1}', 164.67, 300, 0.007, 17.18, '{"waiting_penalty": -15.2}'),
    ('${run10}', 0, '{"day": "20250708", "cycle": 1}', 9, 300, 0.01, 20, '{"waiting_penalty": -1}'),
    ('${run2}', 7, '{"day": "20250708", "cycle": 3}', 100, 300, 0.005, 16, '{"waiting_penalty": -3.5}')`,
  `insert into training_steps (experiment_id, episode_number, step_number, active_vehicles, immediate_reward, queue_lengths,
    waiting_times) values
    ('${run2}', 0, 60, 20, 2.5, '{"ECOLAND": {"north": 3, "south": 7, "east": 2, "west": 5}}', '{"ECOLAND": 15.2}'),
    ('${run2}', 0, 30, 10, 1, '{"ECOLAND": {"north": 1, "south": 1, "east": 1, "west": 1}}', '{"ECOLAND": 12}'),
    ('${run2}', 0, 90, 30, -0.5, null, null),
    ('${run10}', 0, 30, 99, 8, '{"ECOLAND": {"north": 9, "south": 9, "east": 9, "west": 9}}', '{"ECOLAND": 99}')`,
];

/** S2. Episode 0 of run-2 comes twice: offline, and online after episodes 7 and 10. */
export const phasedTraffic: readonly string[] = [
  `create table experiments (experiment_id text primary key, experiment_name text, status text, training_mode text,
    created_at timestamptz, completed_at timestamptz, total_episodes integer, best_reward double precision,
    best_accuracy double precision, convergence_episode integer, training_time_minutes double precision, description text)`,
  `create table intersections (intersection_id text primary key, intersection_name text, num_approaches integer,
    created_at timestamptz, is_active boolean, latitude double precision, longitude double precision)`,
  `create table training_episodes (episode_id integer primary key, experiment_id text, episode_number integer,
    phase_type text, scenario_name text, scenario_day text, scenario_cycle integer, intersection_id text,
    total_reward double precision, avg_loss double precision, epsilon_value double precision, steps_completed integer,
    episode_duration_seconds double precision, memory_size integer, prediction_accuracy double precision,
    mse double precision, mae double precision, rmse double precision, vehicles_served integer, completed_trips integer,
    passenger_throughput double precision, avg_waiting_time double precision, avg_queue_length double precision,
    jeepneys_processed integer, buses_processed integer, pt_passenger_throughput double precision, timestamp timestamptz)`,
  `create table vehicle_breakdown (breakdown_id integer primary key, episode_id integer, cars integer, motorcycles integer,
    trucks integer, tricycles integer, jeepneys integer, buses integer, car_passengers double precision)`,
  `create table validation_results (validation_id integer primary key, experiment_id text, episode_number integer,
    avg_reward double precision, reward_std double precision)`,
  `create table baseline_comparisons (baseline_id integer primary key, experiment_id text, baseline_type text,
    avg_waiting_time double precision)`,
  `create table objective_metrics (objective_id integer primary key, experiment_id text, p_value double precision)`,
  `create table traffic_data (traffic_id integer primary key, run_id text, intersection_id text)`,
  `create table lane_metrics (lane_id integer primary key, experiment_id text, episode_id integer, intersection_id text)`,
  `insert into experiments (experiment_id, experiment_name, status, training_mode) values
    ('b', 'run-10', 'completed', 'hybrid'), ('a', 'run-2', 'completed', 'hybrid'), ('c', 'run-3', 'running', 'offline')`,
  `insert into intersections (intersection_id, intersection_name) values ('Ecoland_TrafficSignal', 'Ecoland')`,
  `insert into training_episodes (episode_id, experiment_id, episode_number, phase_type, scenario_day, intersection_id,
    total_reward, avg_waiting_time) values
    (1, 'a', 10, 'offline', '20250709', 'Ecoland_TrafficSignal', 50.5, 12.5),
    (2, 'a', 0, 'offline', '20250708', 'Ecoland_TrafficSignal', 164.67, 17.18),
    (3, 'a', 7, 'offline', '20250708', 'elsewhere', 100, 16), (4, 'a', 0, 'online', '20250710', null, 200, 15),
    (5, 'b', 0, 'offline', '20250708', null, 9, 20)`,
  `insert into vehicle_breakdown (breakdown_id, episode_id, cars, buses) values (1, 2, 120, 4), (2, 1, 80, 3)`,
];

const id = 'id integer primary key autoincrement';
const byName = 'experiment_name text not null references experiments (name)';
const oncePerEpisode = 'unique (experiment_name, episode_number)';

/** S3. */
export const dashboardTraffic: readonly string[] = [
  `create table experiments (${id}, name text unique not null, created_at timestamp default current_timestamp,
    updated_at timestamp default current_timestamp, status text default 'running', total_episodes integer default 0,
    completed_episodes integer default 0, config text)`,
  `create table episodes (${id}, ${byName}, episode_number integer not null, timestamp timestamp default current_timestamp,
    phase text, scenario_name text, duration_seconds real, steps integer, vehicles_completed integer,
    passengers_completed integer, avg_waiting_time real, avg_speed real, avg_queue_length real, max_queue_length integer,
    total_reward real, avg_loss real, epsilon real, throughput_reward real, waiting_penalty real, speed_reward real,
    queue_penalty real, emergency_penalty real, ${oncePerEpisode})`,
  `create table vehicle_breakdown (${id}, ${byName}, episode_number integer not null, cars integer default 0,
    jeepneys integer default 0, buses integer default 0, motorcycles integer default 0, trucks integer default 0,
    tricycles integer default 0, other integer default 0, cars_passengers integer default 0, ${oncePerEpisode})`,
  `create table evaluation_results (${id}, ${byName}, agent_type text not null, episode_number integer not null,
    total_reward real, unique (experiment_name, agent_type, episode_number))`,
  `create table summary_statistics (${id}, experiment_name text unique not null references experiments (name),
    updated_at timestamp, throughput_improvement real, waiting_improvement real, p_value real, cohens_d real)`,
  `insert into experiments (name, status, completed_episodes) values
    ('run-10', 'completed', 1), ('run-2', 'running', 3), ('run-3', 'running', 0)`,
  `insert into episodes (experiment_name, episode_number, phase, scenario_name, total_reward, avg_waiting_time,
    waiting_penalty) values ('run-2', 10, 'online', 'Day 20250709, Cycle 2', 50.5, 12.5, null),
    ('run-2', 0, 'offline', 'Day 20250708, Cycle 1', 164.67, 17.18, -15.2), ('run-10', 0, 'offline', 'Day 1', 9, 20, -1),
    ('run-2', 7, 'offline', 'Day 20250708, Cycle 3', 100, 16, -3.5)`,
  `insert into vehicle_breakdown (experiment_name, episode_number, cars, buses) values ('run-2', 0, 120, 4),
    ('run-2', 10, 80, 3), ('run-10', 0, 1, 1)`,
  `insert into summary_statistics (experiment_name, throughput_improvement, p_value) values ('run-2', 14, 0.001)`,
];

export const trafficCases: readonly TrafficCase[] = [
  { lens: 'traffic', variant: 'S1', engine: 'postgres', statements: documentedTraffic },
  { lens: 'traffic-phases', variant: 'S2', engine: 'postgres', statements: phasedTraffic },
  { lens: 'traffic-dashboard', variant: 'S3', engine: 'sqlite', statements: dashboardTraffic },
];
