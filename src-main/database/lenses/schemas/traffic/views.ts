import { findColumn } from '#shared/model/catalogue.ts';
import { raw, type Sql, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import type { DerivedColumn, DerivedTable } from '../../derived/derived-table.ts';
import type { LensContext } from '../../lens-context.ts';

/** The two views of the documented database, computed where it was made or copied without them. */

const columns = (kinds: Readonly<Record<string, DerivedColumn['kind']>>): readonly DerivedColumn[] =>
  Object.entries(kinds).map(([name, kind]) => ({ name, kind }));

/** The tables they are made of; `null` where the database has the view itself, or lacks a table. */
function tablesFor({ find }: LensContext, view: string, ...names: readonly string[]): readonly Sql[] | null {
  const tables = names.map((name) => find(name));
  const documented = findColumn(tables[1] ?? ({ columns: [] } as never), 'scenario_info') !== undefined;
  if (find(view) !== undefined || !documented || tables.includes(undefined)) return null;
  return tables.map((table, at) => tableAs(table!, ['e', 't', 's'][at]!));
}

/** A row for each logged step of each experiment's latest episode, one for an episode without steps. */
export const realTimeTraining: DerivedTable = {
  name: 'real_time_training',
  query: (context) => {
    const [e, t, s] =
      tablesFor(context, 'real_time_training', 'experiments', 'training_episodes', 'training_steps') ?? [];
    if (e === undefined || t === undefined || s === undefined) return null;
    return {
      query: sql`select e.experiment_name, e.status, e.total_episodes, e.best_reward, t.episode_number,
          t.total_reward as current_reward, t.passenger_throughput, t.avg_waiting_time, t.completed_trips, t.timestamp,
          s.active_vehicles, s.simulation_time
        from ${e} join ${t} on t.experiment_id = e.id and t.episode_number = e.total_episodes
        left join ${s} on s.experiment_id = t.experiment_id and s.episode_number = t.episode_number`,
      columns: columns({
        ...{ experiment_name: 'text', status: 'text', total_episodes: 'integer', best_reward: 'decimal' },
        ...{ episode_number: 'integer', current_reward: 'decimal', passenger_throughput: 'decimal' },
        ...{ avg_waiting_time: 'decimal', completed_trips: 'integer', timestamp: 'time' },
        ...{ active_vehicles: 'integer', simulation_time: 'integer' },
      }),
      key: [],
    };
  },
};

/** A row for each experiment: what its episodes come to. */
export const performanceAnalytics: DerivedTable = {
  name: 'performance_analytics',
  query: (context) => {
    const [e, t] = tablesFor(context, 'performance_analytics', 'experiments', 'training_episodes') ?? [];
    if (e === undefined || t === undefined) return null;
    const episodes = context.find('training_episodes')!;
    const edge = (order: 'asc' | 'desc') =>
      sql`(select l.total_reward from ${tableAs(episodes, 'l')} where l.experiment_id = e.id
        order by l.episode_number ${raw(order)} limit 1)`;
    return {
      query: sql`select e.experiment_name, count(t.id) as episodes_completed, avg(t.total_reward) as avg_reward,
          max(t.total_reward) as best_reward, avg(t.passenger_throughput) as avg_passenger_throughput,
          avg(t.avg_waiting_time) as avg_waiting_time, avg(t.completed_trips) as avg_completed_trips,
          ${context.dialect.deviation(raw('t.total_reward'))} as reward_std,
          ${edge('desc')} as latest_reward, ${edge('asc')} as first_reward
        from ${e} left join ${t} on t.experiment_id = e.id group by e.id, e.experiment_name`,
      columns: columns({
        ...{ experiment_name: 'text', episodes_completed: 'integer', avg_reward: 'float', best_reward: 'decimal' },
        ...{ avg_passenger_throughput: 'float', avg_waiting_time: 'float', avg_completed_trips: 'float' },
        ...{ reward_std: 'float', latest_reward: 'decimal', first_reward: 'decimal' },
      }),
      key: ['experiment_name'],
    };
  },
};
