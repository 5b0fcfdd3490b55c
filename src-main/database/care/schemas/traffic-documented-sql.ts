/** What the documented traffic database does by itself: statistics of experiments, taking episodes as JSON, two views. */

const stats = (experiment: string) => `
  update experiments set
    total_episodes = (select max(episode_number) from training_episodes where experiment_id = ${experiment}),
    best_reward = (select max(total_reward) from training_episodes where experiment_id = ${experiment})
  where id = ${experiment};`;

/** `total_episodes` becomes the greatest number, as it does there, which is no count. */
export const statsOnPostgres = [
  `create function update_experiment_stats() returns trigger as $$ begin ${stats('new.experiment_id')} return new; end; $$ language plpgsql`,
  `create trigger update_experiment_stats_trigger after insert on training_episodes
    for each row execute function update_experiment_stats()`,
];

export const statsOnSqlite = `create trigger update_experiment_stats_trigger after insert on training_episodes
  begin ${stats('new.experiment_id')} end`;

const integers = ['memory_size', 'total_vehicles', 'completed_trips', 'max_queue_length'];
const decimals = [
  ...['epsilon_value', 'avg_loss', 'passenger_throughput', 'avg_waiting_time', 'avg_speed', 'avg_queue_length'],
  ...['travel_time_index', 'episode_duration_minutes'],
];
const zeroed = [
  ...[['buses_processed', 'integer'] as const, ['jeepneys_processed', 'integer'] as const],
  ...['pt_passenger_throughput', 'pt_avg_waiting', 'pt_service_efficiency'].map((each) => [each, 'decimal'] as const),
];

const keyed: readonly (readonly [column: string, value: string])[] = [
  ['episode_number', "(p_episode_data ->> 'episode_number')::integer"],
  ['scenario_info', "p_episode_data -> 'scenario_info'"],
  ['total_reward', "(p_episode_data ->> 'total_reward')::decimal"],
  ['steps_completed', "(p_episode_data ->> 'steps_completed')::integer"],
  ...integers.map((each) => [each, `(p_episode_data ->> '${each}')::integer`] as const),
  ...decimals.map((each) => [each, `(p_episode_data ->> '${each}')::decimal`] as const),
  ...zeroed.map(([each, type]) => [each, `coalesce((p_episode_data ->> '${each}')::${type}, 0)`] as const),
  ['reward_components', "p_episode_data -> 'reward_components'"],
];

/** Takes an episode as the documentation writes it; the first of an experiment has to bring its `config`. */
export const insertEpisode = `
  create function insert_training_episode(p_experiment_name varchar, p_episode_data jsonb) returns uuid as $$
  declare
    of_experiment uuid;
    made uuid;
  begin
    select id into of_experiment from experiments where experiment_name = p_experiment_name;
    if of_experiment is null then
      insert into experiments (experiment_name, config) values (p_experiment_name, p_episode_data -> 'config')
      returning id into of_experiment;
    end if;
    insert into training_episodes (experiment_id, ${keyed.map(([column]) => column).join(', ')})
    values (of_experiment, ${keyed.map(([, value]) => value).join(', ')})
    returning id into made;
    return made;
  end; $$ language plpgsql`;

export const oldSteps = `
  create function cleanup_old_steps(days_to_keep integer default 30) returns integer as $$
  declare
    removed integer;
  begin
    delete from training_steps where real_timestamp < now() - interval '1 day' * days_to_keep;
    get diagnostics removed = row_count;
    return removed;
  end; $$ language plpgsql`;

const edge = (order: string) =>
  `(select l.total_reward from training_episodes l where l.experiment_id = e.id order by l.episode_number ${order} limit 1)`;

export const views = [
  `create view real_time_training as
    select e.experiment_name, e.status, e.total_episodes, e.best_reward, t.episode_number,
      t.total_reward as current_reward, t.passenger_throughput, t.avg_waiting_time, t.completed_trips, t.timestamp,
      s.active_vehicles, s.simulation_time
    from experiments e
    join training_episodes t on t.experiment_id = e.id and t.episode_number = e.total_episodes
    left join training_steps s on s.experiment_id = t.experiment_id and s.episode_number = t.episode_number
    order by t.timestamp desc`,
  `create view performance_analytics as
    select e.experiment_name, count(t.id) as episodes_completed, avg(t.total_reward) as avg_reward,
      max(t.total_reward) as best_reward, avg(t.passenger_throughput) as avg_passenger_throughput,
      avg(t.avg_waiting_time) as avg_waiting_time, avg(t.completed_trips) as avg_completed_trips,
      stddev(t.total_reward) as reward_std, ${edge('desc')} as latest_reward, ${edge('asc')} as first_reward
    from experiments e left join training_episodes t on t.experiment_id = e.id
    group by e.id, e.experiment_name`,
];

/** Lets the tables go: the views read them. */
export const withoutViews = ['drop view real_time_training', 'drop view performance_analytics'];

/** What stays when the tables are gone. */
export const withoutFunctions = [
  'drop function update_experiment_stats',
  'drop function insert_training_episode',
  'drop function cleanup_old_steps',
];
