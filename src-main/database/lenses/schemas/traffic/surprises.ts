import { findColumn } from '#shared/model/catalogue.ts';
import { cellNumber } from '#shared/model/cell.ts';
import { name, raw, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import type { Surprise } from '../../surprises/surprise.ts';
import { trainingOf } from './training.ts';

const SOME = raw('limit 2000');

/** What the documented trigger writes as the number of episodes. */
const greatestNumber: Surprise = {
  id: 'greatest-number-for-count',
  statement: (context) => {
    const training = trainingOf(context);
    if (training === null || findColumn(context.find('experiments')!, 'total_episodes') === undefined) return null;
    const counted = sql`select ${training.experiment} as experiment, max(e.total_episodes) as written, count(*) as counted,
        max(t.episode_number) as greatest
      from ${training.from} group by 1`;
    return sql`select count(*), min(c.experiment), min(c.written), min(c.counted) from (${counted}) c
      where c.written = c.greatest and c.written <> c.counted`;
  },
  sentence: ([count = null, first = null, written = null, counted = null]) => {
    const found = cellNumber(count) ?? 0;
    if (found === 0) return null;
    return found === 1
      ? `Experiment ${String(first)} says it has ${cellNumber(written)} episodes: that is the greatest number, there are ${cellNumber(counted)}`
      : `${found} experiments, ${String(first)} among them, give the greatest number of an episode for how many there are`;
  },
};

/** Numbers start again when a run does. */
const restarted: Surprise = {
  id: 'episodes-twice',
  statement: (context) => {
    const training = trainingOf(context);
    if (training === null) return null;
    const twice = sql`select ${training.line} as line, t.episode_number as episode from ${training.from}
      group by 1, 2 having count(*) > 1`;
    return sql`select count(*), min(d.line) from (${twice}) d`;
  },
  sentence: ([count = null, first = null]) => {
    const found = cellNumber(count) ?? 0;
    if (found === 0) return null;
    const episodes = found === 1 ? '1 episode appears' : `${found} episodes appear`;
    return `${episodes} twice, in ${String(first)} first: the run was restarted`;
  },
};

/** The rows of the second run are there, those of the first that they replaced are not. */
const loggedBackwards: Surprise = {
  id: 'episodes-logged-backwards',
  statement: (context) => {
    const training = trainingOf(context);
    if (training === null || findColumn(training.episodes, 'timestamp') === undefined) return null;
    const ordered = sql`select ${training.line} as line, t.episode_number as number,
        lag(t.episode_number) over (partition by ${training.line} order by t.timestamp, t.episode_number) as earlier
      from ${training.from} where t.timestamp is not null`;
    return sql`select count(*), min(o.line) from (${ordered}) o where o.number < o.earlier`;
  },
  sentence: ([count = null, first = null]) => {
    const found = cellNumber(count) ?? 0;
    if (found === 0) return null;
    return `Numbers of episodes start again ${found === 1 ? 'once' : `${found} times`} by their time, in ${String(first)} first: the run was restarted`;
  },
};

/** The logger keeps the parts of the reward of an episode's last step only. */
const lastStepOnly: Surprise = {
  id: 'reward-of-last-step',
  statement: (context) => {
    const episodes = context.find('training_episodes');
    const column = episodes && findColumn(episodes, 'reward_components');
    if (episodes === undefined || column === undefined) return null;
    const step = context.dialect.jsonText(name('t', 'reward_components'), ['step'], column);
    const some = sql`select ${step} as step from ${tableAs(episodes, 't')} where t.reward_components is not null ${SOME}`;
    return sql`select count(s.step) from (${some}) s`;
  },
  sentence: ([count = null]) =>
    (cellNumber(count) ?? 0) === 0
      ? null
      : 'Parts of the reward are those of the last step of an episode, as its logger writes them, not sums over it',
};

/** No key keeps a step to its episode. */
const stepsWithoutEpisode: Surprise = {
  id: 'steps-without-episode',
  statement: ({ find }) => {
    const [steps, episodes] = [find('training_steps'), find('training_episodes')];
    if (steps === undefined || episodes === undefined) return null;
    const some = sql`select o.experiment_id, o.episode_number from ${tableAs(steps, 'o')} ${SOME}`;
    return sql`select count(*) from (${some}) s where not exists (
      select 1 from ${tableAs(episodes, 't')} where t.experiment_id = s.experiment_id and t.episode_number = s.episode_number)`;
  },
  sentence: ([count = null]) => {
    const found = cellNumber(count) ?? 0;
    return found === 0 ? null : `Of the first 2000 steps, ${found} belong to an episode that is not there`;
  },
};

/** Where nothing was counted, shares of the total were written: the same in every row. */
const estimatedVehicles: Surprise = {
  id: 'vehicles-estimated',
  statement: ({ find }) => {
    const breakdown = find('vehicle_breakdown');
    const wanted = ['cars', 'motorcycles', 'jeepneys'];
    if (breakdown === undefined || wanted.some((each) => findColumn(breakdown, each) === undefined)) return null;
    const share = sql`v.cars * 1e0 / (v.cars + v.motorcycles + v.jeepneys)`;
    const some = sql`select ${share} as share from ${tableAs(breakdown, 'v')}
      where v.cars + v.motorcycles + v.jeepneys >= 100 ${SOME}`;
    return sql`select count(*), max(s.share) - min(s.share) from (${some}) s`;
  },
  sentence: ([count = null, spread = null]) => {
    const rows = cellNumber(count) ?? 0;
    if (rows < 3 || (cellNumber(spread) ?? 1) > 0.02) return null;
    return `Vehicles by type have the same shares in all ${rows} episodes looked at: they were estimated, not counted`;
  },
};

/** What the project's scripts wrote without measuring it. */
const madeUp: Surprise = {
  id: 'baselines-made-up',
  statement: ({ find }) => {
    const tables = ['baseline_comparisons', 'objective_metrics'].flatMap((each) => find(each) ?? []);
    const [first, second] = tables;
    if (first === undefined || findColumn(first, 'd3qn_metrics') !== undefined) return null;
    const rows = (table: typeof first) =>
      sql`(select count(*) from (select 1 as one from ${tableAs(table, 'b')} ${SOME}) s)`;
    return sql`select ${rows(first)}${second === undefined ? raw('') : sql` + ${rows(second)}`}`;
  },
  sentence: ([count = null]) =>
    (cellNumber(count) ?? 0) === 0
      ? null
      : 'Baselines and objectives were not measured: the project’s scripts computed them from training means times a factor, with a fixed p-value',
};

export const documentedSurprises: readonly Surprise[] = [
  greatestNumber,
  restarted,
  loggedBackwards,
  lastStepOnly,
  stepsWithoutEpisode,
];

export const phasesSurprises: readonly Surprise[] = [restarted, loggedBackwards, estimatedVehicles, madeUp];

export const dashboardSurprises: readonly Surprise[] = [restarted, loggedBackwards, estimatedVehicles];
