import { findColumn } from '#shared/model/catalogue.ts';
import { join, name, raw, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import { columnsAre } from '../../questions/columns-are.ts';
import type { Question, QuestionColumn, QuestionParameter } from '../../questions/question.ts';
import { answered } from './columns.ts';
import { numberOr, trainingOf } from './training.ts';

const experiment: QuestionParameter = { id: 'experiment', title: 'Experiment', kind: 'session', optional: true };

const status: readonly QuestionColumn[] = [
  answered('experiment_name', 'Experiment', 'text'),
  answered('status', 'Status', 'text'),
  answered('total_episodes', 'Episodes (as written)', 'integer'),
  answered('best_reward', 'Best reward', 'decimal'),
  answered('episode_number', 'Episode', 'integer'),
  answered('current_reward', 'Reward', 'decimal'),
  answered('passenger_throughput', 'Passenger throughput', 'decimal', 'passengers/h'),
  answered('avg_waiting_time', 'Waiting time', 'decimal', 's'),
  answered('completed_trips', 'Completed trips', 'integer', 'vehicles'),
  answered('timestamp', 'Logged', 'time'),
  answered('active_vehicles', 'Active vehicles', 'integer', 'vehicles'),
  answered('simulation_time', 'Simulated time', 'integer', 's'),
];

export const latestStatus: Question = {
  id: 'latest-status',
  title: 'Latest status',
  about:
    'The latest episode of each experiment and its logged steps, as the view `real_time_training` of the documentation',
  parameters: [experiment],
  columns: status,
  order: ['-timestamp', 'experiment_name', 'simulation_time'],
  statement: (context, values) => {
    const view = context.find('real_time_training');
    const experiments = context.find('experiments');
    if (view === undefined || experiments === undefined) return null;
    const known = sql`v.experiment_name in (select x.experiment_name from ${tableAs(experiments, 'x')}
      where ${columnsAre(context, experiments, 'x', ['id'], values.experiment)})`;
    return sql`select ${join(status.map((each) => name('v', each.name)))} from ${tableAs(view, 'v')} where ${known}`;
  },
};

const analytics: readonly QuestionColumn[] = [
  answered('experiment_name', 'Experiment', 'text'),
  answered('episodes_completed', 'Episodes', 'integer'),
  answered('avg_reward', 'Mean reward', 'float'),
  answered('best_reward', 'Best reward', 'decimal'),
  answered('avg_passenger_throughput', 'Mean passenger throughput', 'float', 'passengers/h'),
  answered('avg_waiting_time', 'Mean waiting time', 'float', 's'),
  answered('avg_completed_trips', 'Mean completed trips', 'float', 'vehicles'),
  answered('reward_std', 'Deviation of reward', 'float'),
  answered('latest_reward', 'Latest reward', 'decimal'),
  answered('first_reward', 'First reward', 'decimal'),
];

export const performance: Question = {
  id: 'performance',
  title: 'Performance',
  about: 'What each experiment came to, as the view `performance_analytics` of the documentation',
  parameters: [],
  columns: analytics,
  order: ['experiment_name'],
  chart: { kind: 'bar', x: 'experiment_name', y: ['avg_reward'] },
  statement: ({ find }) => {
    const view = find('performance_analytics');
    if (view === undefined) return null;
    return sql`select ${join(analytics.map((each) => name('v', each.name)))} from ${tableAs(view, 'v')}`;
  },
};

export const bestCheckpoints: Question = {
  id: 'best-checkpoints',
  title: 'Best checkpoints',
  about: 'Saved models by their reward in validation',
  parameters: [experiment],
  columns: [
    answered('experiment', 'Experiment', 'text'),
    answered('episode', 'Episode', 'integer'),
    answered('type', 'Type', 'text'),
    answered('validation_reward', 'Validation reward', 'decimal'),
    answered('path', 'Path', 'text'),
    answered('created', 'Created', 'time'),
  ],
  order: ['-validation_reward', 'experiment', 'episode'],
  statement: (context, values) => {
    const checkpoints = context.find('model_checkpoints');
    const experiments = context.find('experiments');
    if (checkpoints === undefined || experiments === undefined) return null;
    const optional = (column: string) =>
      findColumn(checkpoints, column) === undefined ? raw('null') : name('c', column);
    return sql`select e.experiment_name as experiment, c.episode_number as episode, c.checkpoint_type as type,
        c.validation_reward as validation_reward, ${optional('model_path')} as path, ${optional('created_at')} as created
      from ${tableAs(checkpoints, 'c')} join ${tableAs(experiments, 'e')} on e.id = c.experiment_id
      where ${columnsAre(context, checkpoints, 'c', ['experiment_id'], values.experiment)}`;
  },
};

export const latestEpisodes: Question = {
  id: 'latest-episodes',
  title: 'Latest episode of each experiment',
  about: 'How far each experiment has come: its episode of the greatest number',
  parameters: [],
  columns: [
    answered('experiment', 'Experiment', 'text'),
    answered('status', 'Status', 'text'),
    answered('episode', 'Episode', 'integer'),
    answered('episodes', 'Episodes', 'integer'),
    answered('total_reward', 'Total reward', 'float'),
    answered('avg_waiting_time', 'Waiting time', 'float', 's'),
    answered('logged', 'Logged', 'time'),
  ],
  order: ['experiment'],
  statement: (context) => {
    const training = trainingOf(context);
    if (training === null) return null;
    const { line, from } = training;
    const ranked = sql`select ${line} as experiment, e.status as status, t.episode_number as episode,
        ${numberOr(training, 'reward')} as total_reward, ${numberOr(training, 'waiting')} as avg_waiting_time,
        t.timestamp as logged, count(*) over (partition by ${line}) as episodes,
        row_number() over (partition by ${line} order by t.episode_number desc, t.timestamp desc) as place
      from ${from}`;
    return sql`select l.experiment as experiment, l.status as status, l.episode as episode, l.episodes as episodes,
        l.total_reward as total_reward, l.avg_waiting_time as avg_waiting_time, l.logged as logged
      from (${ranked}) l where l.place = 1`;
  },
};

export const evaluations: Question = {
  id: 'evaluations',
  title: 'Trained signals against fixed times',
  about: 'Means over the episodes that were played with trained signals and with fixed times',
  parameters: [experiment],
  columns: [
    answered('experiment', 'Experiment', 'text'),
    answered('signals', 'Signals', 'text'),
    answered('episodes', 'Episodes', 'integer'),
    answered('vehicles', 'Vehicles completed', 'float', 'vehicles'),
    answered('passengers', 'Passengers completed', 'float', 'passengers'),
    answered('waiting', 'Waiting time', 'float', 's'),
    answered('speed', 'Speed', 'float', 'km/h'),
    answered('queue', 'Queue length', 'float', 'vehicles'),
    answered('reward', 'Total reward', 'float'),
  ],
  order: ['experiment', 'signals'],
  chart: { kind: 'bar', x: 'experiment', y: ['waiting'], by: 'signals' },
  statement: (context, values) => {
    const results = context.find('evaluation_results');
    if (results === undefined) return null;
    const mean = (column: string) =>
      findColumn(results, column) === undefined ? raw('null') : sql`avg(${name('r', column)})`;
    return sql`select r.experiment_name as experiment, r.agent_type as signals, count(*) as episodes,
        ${mean('vehicles_completed')} as vehicles, ${mean('passengers_completed')} as passengers,
        ${mean('avg_waiting_time')} as waiting, ${mean('avg_speed')} as speed, ${mean('avg_queue_length')} as queue,
        ${mean('total_reward')} as reward
      from ${tableAs(results, 'r')} where ${columnsAre(context, results, 'r', ['experiment_name'], values.experiment)}
      group by 1, 2`;
  },
};
