import { findColumn } from '#shared/model/catalogue.ts';
import { cellNumber } from '#shared/model/cell.ts';
import { name, raw, type Sql, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import type { LensContext } from '../../lens-context.ts';
import type { Surprise } from '../../surprises/surprise.ts';

/** Rows of a table that is one row per run or trial. */
function some({ find }: LensContext, table: string, columns: readonly string[], select: Sql, where: Sql): Sql | null {
  const found = find(table);
  if (found === undefined || columns.some((column) => findColumn(found, column) === undefined)) return null;
  return sql`select ${select} from ${tableAs(found, 'r')} where ${where}`;
}

function counted(
  row: Parameters<Surprise['sentence']>[0],
  one: string,
  many: (count: number) => string,
): string | null {
  const count = cellNumber(row[0] ?? null) ?? 0;
  return count === 0 ? null : count === 1 ? one : many(count);
}

/** Rows of a column that hold a state, since engines compare their own kinds of text. */
const isState = ({ dialect }: LensContext, column: string, state: string): Sql =>
  sql`${dialect.text(name('r', column))} = ${dialect.text(sql`${state}`)}`;

export const mlflowSurprises: readonly Surprise[] = [
  {
    id: 'runs-never-ended',
    statement: (context) =>
      some(
        context,
        'runs',
        ['status', 'end_time'],
        raw('count(*)'),
        sql`${isState(context, 'status', 'RUNNING')} and r.end_time is null`,
      ),
    sentence: (row) =>
      counted(
        row,
        'One run says that it is still running: it may have been cut off',
        (count) => `${count} runs say that they are still running: some may have been cut off`,
      ),
  },
  {
    id: 'runs-failed',
    statement: (context) => some(context, 'runs', ['status'], raw('count(*)'), isState(context, 'status', 'FAILED')),
    sentence: (row) => counted(row, 'One run failed', (count) => `${count} runs failed`),
  },
];

export const optunaSurprises: readonly Surprise[] = [
  {
    id: 'trials-failed',
    statement: (context) => some(context, 'trials', ['state'], raw('count(*)'), isState(context, 'state', 'FAIL')),
    sentence: (row) =>
      counted(row, 'One trial failed and has no value', (count) => `${count} trials failed and have no value`),
  },
  {
    id: 'trials-running',
    statement: (context) => some(context, 'trials', ['state'], raw('count(*)'), isState(context, 'state', 'RUNNING')),
    sentence: (row) =>
      counted(
        row,
        'One trial says that it is still running: it may have been cut off',
        (count) => `${count} trials say that they are still running: some may have been cut off`,
      ),
  },
];

/** Steps or iterations that a run has more than once: it was restarted from before them. */
function repeatedSteps(table: string, run: string, step: string, word: string): Surprise {
  return {
    id: `${word}-twice`,
    statement: ({ find, dialect }) => {
      const found = find(table);
      if (found === undefined || [run, step].some((column) => findColumn(found, column) === undefined)) return null;
      const id = dialect.text(name('r', run));
      const groups = sql`select ${id} as run from ${tableAs(found, 'r')}
        group by ${name('r', run)}, ${name('r', step)} having count(*) > 1`;
      return sql`select count(*), count(distinct t.run), min(t.run) from (${groups}) t`;
    },
    sentence: ([count = null, runs = null, first = null]) => {
      const [found, of] = [cellNumber(count) ?? 0, cellNumber(runs) ?? 0];
      if (found === 0) return null;
      const others = of > 1 ? ` and ${of - 1} other ${of === 2 ? 'run' : 'runs'}` : '';
      return `${found} ${found === 1 ? word : `${word}s`} of ${String(first)}${others} ${found === 1 ? 'is' : 'are'} there more than once: the run was resumed or restarted`;
    },
  };
}

export const trackioSurprises: readonly Surprise[] = [repeatedSteps('metrics', 'run_name', 'step', 'step')];
export const raySurprises: readonly Surprise[] = [
  repeatedSteps('ray_results', 'run', 'training_iteration', 'iteration'),
];
export const sb3Surprises: readonly Surprise[] = [
  repeatedSteps('sb3_progress', 'run', 'time/total_timesteps', 'row of progress'),
];

export const lerobotSurprises: readonly Surprise[] = [
  {
    id: 'episodes-without-frames',
    statement: ({ find }) => {
      const [episodes, frames] = [find('lerobot_episodes'), find('lerobot_frames')];
      if (episodes === undefined || frames === undefined) return null;
      const there = sql`select distinct f.dataset, f.episode_index from ${tableAs(frames, 'f')}`;
      return sql`select count(*), (select count(*) from ${tableAs(episodes, 'a')}) from ${tableAs(episodes, 'e')}
        left join (${there}) t on t.dataset = e.dataset and t.episode_index = e.episode_index where t.dataset is null`;
    },
    sentence: ([missing = null, all = null]) => {
      const found = cellNumber(missing) ?? 0;
      return found === 0
        ? null
        : `${found} of ${cellNumber(all)} episodes have no frames here: their files are not in the folder`;
    },
  },
];
