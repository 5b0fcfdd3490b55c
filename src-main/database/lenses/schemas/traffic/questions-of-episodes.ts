import { raw, type Sql, sql } from '../../../sql/sql.ts';
import type { Question, QuestionParameter } from '../../questions/question.ts';
import { answered } from './columns.ts';
import { type Metric, numberOr, type Training, trainingOf } from './training.ts';

const experiment: QuestionParameter = { id: 'experiment', title: 'Experiment', kind: 'session', optional: true };

const metrics: readonly Metric[] = ['reward', 'loss', 'waiting', 'speed', 'queue', 'throughput', 'trips'];
const metric: QuestionParameter = {
  id: 'metric',
  title: 'Of',
  kind: 'choice',
  choices: metrics,
  default: 'reward',
};

export const progress: Question = {
  id: 'progress',
  title: 'Reward and throughput by episode',
  about: 'How reward and passenger throughput go on from episode to episode',
  parameters: [experiment],
  columns: [
    answered('experiment', 'Experiment', 'text'),
    answered('episode', 'Episode', 'integer'),
    answered('total_reward', 'Total reward', 'float'),
    answered('passenger_throughput', 'Passenger throughput', 'float'),
    answered('avg_loss', 'Loss', 'float'),
    answered('epsilon', 'Epsilon', 'float'),
  ],
  order: ['experiment', 'episode'],
  chart: { kind: 'line', x: 'episode', y: ['total_reward'], by: 'experiment' },
  statement: (context, values) => {
    const training = trainingOf(context);
    if (training === null) return null;
    return sql`select ${training.line} as experiment, t.episode_number as episode,
        ${numberOr(training, 'reward')} as total_reward, ${numberOr(training, 'throughput')} as passenger_throughput,
        ${numberOr(training, 'loss')} as avg_loss, ${numberOr(training, 'epsilon')} as epsilon
      from ${training.from} where ${training.of(values.experiment)}`;
  },
};

/** Line, episode, value and the mean of the last so many values. */
function averaged(training: Training, of: Sql, wanted: string | number | null | undefined, length: number): Sql {
  const before = raw(String(Math.max(0, Math.trunc(length) - 1)));
  const mean = sql`avg(${of}) over (partition by ${training.line} order by t.episode_number rows ${before} preceding)`;
  return sql`select ${training.line} as experiment, t.episode_number as episode, ${of} as value, ${mean} as mean_value
    from ${training.from} where ${training.of(wanted)}`;
}

export const movingAverages: Question = {
  id: 'moving-average',
  title: 'Moving average',
  about: 'The mean over the last episodes, by which the documentation watches convergence',
  parameters: [
    experiment,
    metric,
    { id: 'episodes', title: 'Episodes', kind: 'number', default: 10, minimum: 1, maximum: 10_000, whole: true },
  ],
  columns: [
    answered('experiment', 'Experiment', 'text'),
    answered('episode', 'Episode', 'integer'),
    answered('value', 'Value', 'float'),
    answered('mean_value', 'Mean of the last', 'float'),
  ],
  order: ['experiment', 'episode'],
  chart: { kind: 'line', x: 'episode', y: ['mean_value'], by: 'experiment' },
  statement: (context, values) => {
    const training = trainingOf(context);
    const of = training?.number((values.metric ?? 'reward') as Metric) ?? null;
    return training && of && averaged(training, of, values.experiment, Number(values.episodes ?? 10));
  },
};

export const bestEpisodes: Question = {
  id: 'best-episodes',
  title: 'Best episodes',
  about: 'The episodes with the greatest total reward',
  parameters: [
    experiment,
    { id: 'count', title: 'Episodes', kind: 'number', default: 10, minimum: 1, maximum: 10_000, whole: true },
  ],
  columns: [
    answered('experiment', 'Experiment', 'text'),
    answered('episode', 'Episode', 'integer'),
    answered('total_reward', 'Total reward', 'float'),
    answered('passenger_throughput', 'Passenger throughput', 'float'),
    answered('avg_waiting_time', 'Waiting time', 'float', 's'),
    answered('avg_queue_length', 'Queue length', 'float', 'vehicles'),
  ],
  order: ['-total_reward', 'experiment', 'episode'],
  statement: (context, values) => {
    const training = trainingOf(context);
    if (training === null) return null;
    const reward = numberOr(training, 'reward');
    const best = sql`row_number() over (order by ${reward} desc, ${training.line}, t.episode_number)`;
    return sql`select b.experiment as experiment, b.episode as episode, b.total_reward as total_reward,
        b.passenger_throughput as passenger_throughput, b.avg_waiting_time as avg_waiting_time,
        b.avg_queue_length as avg_queue_length
      from (select ${training.line} as experiment, t.episode_number as episode, ${reward} as total_reward,
          ${numberOr(training, 'throughput')} as passenger_throughput,
          ${numberOr(training, 'waiting')} as avg_waiting_time, ${numberOr(training, 'queue')} as avg_queue_length,
          ${best} as place
        from ${training.from} where ${reward} is not null and ${training.of(values.experiment)}) b
      where b.place <= ${Number(values.count ?? 10)}`;
  },
};

export const convergence: Question = {
  id: 'convergence',
  title: 'Convergence',
  about:
    'The first episode whose moving average of rewards has come a share of the way from where it began to its best',
  parameters: [
    experiment,
    {
      id: 'episodes',
      title: 'Episodes averaged',
      kind: 'number',
      default: 10,
      minimum: 1,
      maximum: 10_000,
      whole: true,
    },
    { id: 'share', title: 'Share', kind: 'number', default: 0.95, minimum: 0, maximum: 1 },
  ],
  columns: [
    answered('experiment', 'Experiment', 'text'),
    answered('episode', 'Converged at episode', 'integer'),
    answered('mean_there', 'Mean reward there', 'float'),
    answered('first_mean', 'First mean', 'float'),
    answered('best_mean', 'Best mean', 'float'),
    answered('episodes', 'Episodes', 'integer'),
  ],
  order: ['experiment'],
  statement: (context, values) => {
    const training = trainingOf(context);
    const reward = training?.number('reward') ?? null;
    if (training === null || reward === null) return null;
    const means = averaged(training, reward, values.experiment, Number(values.episodes ?? 10));
    const share = sql`cast(${Number(values.share ?? 0.95)} as double precision)`;
    return sql`
      with means as (${means}),
        ranges as (
          select m.*, max(m.mean_value) over (partition by m.experiment) as best_mean,
            first_value(m.mean_value) over (partition by m.experiment order by m.episode) as first_mean,
            count(*) over (partition by m.experiment) as episodes
          from means m),
        reached as (
          select r.*, row_number() over (partition by r.experiment order by r.episode) as place
          from ranges r where r.mean_value >= r.first_mean + ${share} * (r.best_mean - r.first_mean))
      select experiment, episode, mean_value as mean_there, first_mean, best_mean, episodes from reached where place = 1`;
  },
};
