import { cellNumber } from '#shared/model/cell.ts';
import { join, name, raw, type Sql, sql } from '../../sql/sql.ts';
import { tableAs } from '../binding/compile.ts';
import type { LensContext } from '../lens-context.ts';
import { type Day, daysBetween, offsetsBetween } from './days.ts';
import type { Moments } from './moments.ts';

/** The days of the people's time zone in which a database has rows, as a table that statements can join. */
export interface Calendar {
  /**
   * A table `d` of `date`, `weekday`, `opens`, `closes`, `earlier`, `starts`, `ends`: `opens` and `closes` in epoch seconds, the others
   * to be compared with the times that the calendar was made for; `earlier` lies `reach` before
   * `starts`, and `later` as long behind `ends`.
   */
  readonly days: Sql;
}

export interface CalendarOptions {
  /** Seconds from `earlier` to `starts`, and from `ends` to `later`. */
  readonly reach?: number | undefined;
}

/** Days that follow the last row, for a database that is being written to while it is open. */
const AHEAD = 31 * 86_400_000;

/** More days than this in a row are a wrong clock rather than data; then only those with rows are listed. */
const MOST_DAYS = 4000;

/** A calendar over all of some times, written for the first of them; `null` where there are no rows. */
export async function calendarOf(
  context: LensContext,
  times: readonly Moments[],
  { reach = 0 }: CalendarOptions = {},
): Promise<Calendar | null> {
  const [written] = times;
  const days = await daysOf(context, times);
  if (written === undefined || days.length === 0) return null;
  const rows = days.map(({ date, starts, ends }) => {
    const numbers = raw(`'${date}', '${weekday(date)}', ${starts / 1000}, ${ends / 1000}`);
    const moments = [starts - reach * 1000, starts, ends, ends + reach * 1000].map((moment) => written.written(moment));
    return sql`(${numbers}, ${join(moments)})`;
  });
  const columns = join(COLUMNS.map((each) => name(each)));
  const shown = COLUMNS.map((each, at) => (at < 4 ? name(each) : sql`${written.as(name(each))} as ${name(each)}`));
  return { days: sql`(with d (${columns}) as (values ${join(rows)}) select ${join(shown)} from d) d` };
}

const COLUMNS = ['date', 'weekday', 'opens', 'closes', 'earlier', 'starts', 'ends', 'later'] as const;

async function daysOf(context: LensContext, times: readonly Moments[]): Promise<readonly Day[]> {
  const extents = times.flatMap(({ extent }) => (extent === null ? [] : [extent]));
  if (extents.length === 0) return daysBetween(0, -1, context.timeZone);
  const first = Math.min(...extents.map(([each]) => each)) * 1000;
  const last = Math.max(...extents.map(([, each]) => each)) * 1000;
  if (last - first <= MOST_DAYS * 86_400_000) return daysBetween(first, last + AHEAD, context.timeZone);
  const found = new Map<string, Day>();
  for (const each of times) {
    for (const start of await daysWithRows(context, each)) {
      for (const day of daysBetween(start, start + 86_399_999, context.timeZone)) found.set(day.date, day);
    }
  }
  return [...found.values()].sort((a, b) => a.starts - b.starts);
}

/** The first moments, in epoch milliseconds, of the UTC days that have rows. */
async function daysWithRows({ connection, dialect }: LensContext, { table, column }: Moments) {
  const day = dialect.floor(sql`${dialect.epochSeconds(name('t', column.name))} / 86400`);
  const { rows } = await connection.rows(sql`select distinct ${day} from ${tableAs(table, 't')}`);
  return rows.flatMap(([number = null]) => {
    const value = cellNumber(number);
    return value === undefined ? [] : [value * 86_400_000];
  });
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function weekday(date: string): string {
  return WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]!;
}

/** How many seconds the clocks of the people's time zone are ahead of UTC at some epoch seconds within the times. */
export function aheadOf({ timeZone }: LensContext, { extent }: Moments, at: Sql): Sql {
  const [first, last] = extent ?? [0, 0];
  const [start, ...changes] = offsetsBetween(first * 1000, last * 1000 + AHEAD, timeZone);
  const whens = changes
    .toReversed()
    .map(({ from, ahead }) => sql`when ${at} >= ${raw(String(from / 1000))} then ${raw(String(ahead / 1000))}`);
  const before = raw(String((start?.ahead ?? 0) / 1000));
  return whens.length === 0 ? before : sql`case ${join(whens, ' ')} else ${before} end`;
}
