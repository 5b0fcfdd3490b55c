import { findColumn } from '#shared/model/catalogue.ts';
import { cellNumber } from '#shared/model/cell.ts';
import { name, raw, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import type { Moments } from '../../calendar/moments.ts';
import type { LensContext } from '../../lens-context.ts';

/** A time in which the recorder did not run, in epoch seconds: nothing is known, until an entity writes a state again. */
export interface Outage {
  readonly starts: number;
  readonly ends: number;
}

/** How many of the newest runs are looked at. */
const MOST_RUNS = 2000;

/**
 * What lies between the recorder's runs. A run that was not closed has the start of the next as its end, or none: it
 * ended with its last state.
 */
export async function outagesOf(context: LensContext, times: Moments): Promise<readonly Outage[]> {
  const { connection, dialect } = context;
  const table = context.find('recorder_runs');
  if (table === undefined || !['start', 'end'].every((column) => findColumn(table, column))) return [];
  const [start, end] = ['start', 'end'].map((column) => dialect.epochSeconds(name('r', column)));
  const { rows } = await connection.rows(
    sql`select ${start!}, ${end!}, case when r.closed_incorrect then 1 else 0 end from ${tableAs(table, 'r')}
      order by ${name('r', 'start')} desc limit ${raw(String(MOST_RUNS))}`,
  );
  const runs = rows
    .map(([from = null, to = null, broken]) => ({ from: cellNumber(from), to: cellNumber(to), broken: broken === 1 }))
    .flatMap(({ from, ...run }) => (from === undefined ? [] : [{ from, ...run }]))
    .toSorted((a, b) => a.from - b.from);
  const outages: Outage[] = [];
  for (const [index, next] of runs.slice(1).entries()) {
    const run = runs[index]!;
    const closed = run.broken || run.to === undefined ? await lastStateBefore(context, times, next.from) : run.to;
    const starts = Math.max(run.from, closed ?? run.from);
    if (next.from > starts) outages.push({ starts, ends: next.from });
  }
  return outages;
}

async function lastStateBefore({ connection }: LensContext, times: Moments, moment: number) {
  const { rows } = await connection.rows(
    sql`select ${times.seconds('t')} from ${tableAs(times.table, 't')} where ${times.of('t')} < ${times.at(moment * 1000)}
      order by ${times.of('t')} desc limit 1`,
  );
  return cellNumber(rows[0]?.[0] ?? null);
}
