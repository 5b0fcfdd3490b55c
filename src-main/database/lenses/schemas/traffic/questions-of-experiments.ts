import { findColumn, type TableInfo } from '#shared/model/catalogue.ts';
import { join, name, raw, type Sql, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import type { LensContext } from '../../lens-context.ts';
import { columnsAre } from '../../questions/columns-are.ts';
import type { Question, QuestionParameter } from '../../questions/question.ts';
import { answered } from './columns.ts';
import { type Metric, numberOr, trainingOf } from './training.ts';

const experiment: QuestionParameter = { id: 'experiment', title: 'Experiment', kind: 'session', optional: true };

export const experimentsCompared: Question = {
  id: 'experiments-compared',
  title: 'Experiments compared',
  about: 'What the episodes of each experiment come to, beside each other',
  parameters: [],
  columns: [
    answered('experiment', 'Experiment', 'text'),
    answered('episodes', 'Episodes', 'integer'),
    answered('mean_reward', 'Mean reward', 'float'),
    answered('reward_deviation', 'Deviation', 'float'),
    answered('best_reward', 'Best reward', 'float'),
    answered('mean_loss', 'Mean loss', 'float'),
    answered('mean_waiting', 'Mean waiting time', 'float', 's'),
    answered('mean_speed', 'Mean speed', 'float', 'km/h'),
    answered('mean_queue', 'Mean queue', 'float', 'vehicles'),
    answered('mean_throughput', 'Mean passenger throughput', 'float'),
  ],
  order: ['experiment'],
  chart: { kind: 'bar', x: 'experiment', y: ['mean_reward', 'best_reward'] },
  statement: (context) => {
    const training = trainingOf(context);
    if (training === null) return null;
    const reward = numberOr(training, 'reward');
    const mean = (metric: Metric) => sql`avg(${numberOr(training, metric)})`;
    return sql`select ${training.line} as experiment, count(*) as episodes, avg(${reward}) as mean_reward,
        ${context.dialect.deviation(reward)} as reward_deviation, max(${reward}) as best_reward,
        ${mean('loss')} as mean_loss, ${mean('waiting')} as mean_waiting, ${mean('speed')} as mean_speed,
        ${mean('queue')} as mean_queue, ${mean('throughput')} as mean_throughput
      from ${training.from} group by 1`;
  },
};

export const publicTransport: Question = {
  id: 'public-transport',
  title: 'Public transport',
  about: 'Buses, jeepneys and their passengers in a mean episode of each experiment',
  parameters: [],
  columns: [
    answered('experiment', 'Experiment', 'text'),
    answered('buses', 'Buses', 'float', 'vehicles'),
    answered('jeepneys', 'Jeepneys', 'float', 'vehicles'),
    answered('passengers', 'Passengers', 'float', 'passengers/h'),
    answered('waiting', 'Waiting time', 'float', 's'),
    answered('efficiency', 'Efficiency', 'float'),
  ],
  order: ['experiment'],
  chart: { kind: 'bar', x: 'experiment', y: ['buses', 'jeepneys'] },
  statement: (context) => {
    const training = trainingOf(context);
    if (training === null || training.number('pt_throughput') === null) return null;
    const mean = (metric: Metric) => sql`avg(${numberOr(training, metric)})`;
    return sql`select ${training.line} as experiment, ${mean('buses')} as buses, ${mean('jeepneys')} as jeepneys,
        ${mean('pt_throughput')} as passengers, ${mean('pt_waiting')} as waiting, ${mean('pt_efficiency')} as efficiency
      from ${training.from} group by 1`;
  },
};

export const publicTransportByDay: Question = {
  id: 'public-transport-by-day',
  title: 'Public transport by day',
  about: 'How well public transport fared on each day of traffic that was simulated',
  parameters: [experiment],
  columns: [
    answered('day', 'Day', 'text'),
    answered('episodes', 'Episodes', 'integer'),
    answered('efficiency', 'Efficiency', 'float'),
    answered('passengers', 'Passengers', 'float', 'passengers/h'),
    answered('waiting', 'Waiting time', 'float', 's'),
  ],
  order: ['day'],
  chart: { kind: 'bar', x: 'day', y: ['passengers'] },
  statement: (context, values) => {
    const training = trainingOf(context);
    if (training === null || training.day === null || training.number('pt_throughput') === null) return null;
    const mean = (metric: Metric) => sql`avg(${numberOr(training, metric)})`;
    return sql`select ${training.day} as day, count(*) as episodes, ${mean('pt_efficiency')} as efficiency,
        ${mean('pt_throughput')} as passengers, ${mean('pt_waiting')} as waiting
      from ${training.from} where ${training.of(values.experiment)} group by 1`;
  },
};

/** Kinds of vehicles with the column of their passengers, whose name differs between the two databases. */
const kinds = [
  ['cars', 'car_passengers'],
  ['jeepneys', 'jeepney_passengers'],
  ['buses', 'bus_passengers'],
  ['motorcycles', 'motorcycle_passengers'],
  ['trucks', 'truck_passengers'],
  ['tricycles', 'tricycle_passengers'],
  ['other', 'other_passengers'],
] as const;

export const vehicleTotals: Question = {
  id: 'vehicle-totals',
  title: 'Vehicles by type',
  about:
    'Vehicles and passengers of all episodes by type; where nothing was counted these are estimates by fixed shares',
  parameters: [experiment],
  columns: [
    answered('vehicle', 'Vehicle', 'text'),
    answered('vehicles', 'Vehicles', 'integer', 'vehicles'),
    answered('passengers', 'Passengers', 'float', 'passengers'),
  ],
  order: ['-vehicles'],
  chart: { kind: 'bar', x: 'vehicle', y: ['vehicles'] },
  statement: (context, values) => {
    const breakdown = context.find('vehicle_breakdown');
    if (breakdown === undefined) return null;
    const known = kinds.filter(([kind]) => findColumn(breakdown, kind) !== undefined);
    const rows = known.map(([kind, singular]) => {
      const passengers = [`${kind}_passengers`, singular].find((each) => findColumn(breakdown, each) !== undefined);
      const sum = (column: string | undefined) =>
        column === undefined ? raw('cast(null as double precision)') : sql`sum(${name('v', column)})`;
      return sql`select ${context.dialect.text(sql`${kind}`)} as vehicle, ${sum(kind)} as vehicles,
          ${sum(passengers)} as passengers
        from ${tableAs(breakdown, 'v')} where ${ofExperiment(context, breakdown, values.experiment)}`;
    });
    return rows.length === 0 ? null : join(rows, ' union all ');
  },
};

/** Breakdowns name the experiment, or an episode that does. */
function ofExperiment(context: LensContext, breakdown: TableInfo, wanted: string | number | null | undefined): Sql {
  if (findColumn(breakdown, 'experiment_name') !== undefined) {
    return columnsAre(context, breakdown, 'v', ['experiment_name'], wanted);
  }
  const training = trainingOf(context);
  if (training === null || wanted == null) return raw('1=1');
  return sql`v.episode_id in (select t.episode_id from ${training.from} where ${training.of(wanted)})`;
}
