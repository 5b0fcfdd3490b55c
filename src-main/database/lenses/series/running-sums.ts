import type { M4Input } from '../../queries/m4.ts';
import { all, join, name, sql } from '../../sql/sql.ts';
import type { BoundSteps } from '../binding/bind.ts';
import type { Compiled } from '../binding/compile.ts';

/** Rows to draw, whichever part of time is looked at. */
export type StepRows = Pick<M4Input, 'from' | 'where' | 'unjoined' | 'computed' | 'x' | 'y' | 'group' | 'each'>;

/**
 * The same rows with the sum of all finite values up to each of them, of an episode and (where there are several) an
 * agent. Whatever looks at a part of time has to look at these, or the sum would begin there.
 */
export function runningSums(steps: BoundSteps, { from, where, x, y, group }: StepRows): StepRows {
  const { episode, agent, agentType, time, within, place } = steps;
  const parts = [...episode, ...(agentType === null ? [] : [agentType]), ...(agent === null ? [] : [agent])];
  const over = sql`partition by ${join(parts.map((part) => part.sql))} order by ${join([time, ...within].map((part) => part.sql))}`;
  const finite = sql`case when ${place.dialect.isFinite(y)} then ${y} end`;
  const lines = (group?.parts ?? []).map((part, at) => ({ part, column: `line${at}` }));
  const columns = [
    sql`${x} as ${name(TIME)}`,
    sql`sum(${finite}) over (${over} rows unbounded preceding) as ${name('y')}`,
    ...lines.map(({ part, column }) => sql`${part} as ${name(column)}`),
  ];
  return {
    from: sql`(select ${join(columns)} from ${from} where ${all(where)}) ${name(SUMS)}`,
    where: [],
    computed: true,
    x: name(SUMS, TIME),
    y: name(SUMS, 'y'),
    group: group && { ...group, parts: lines.map(({ column }) => name(SUMS, column)) },
  };
}

/** The time of `runningSums`. */
export function timeOfSums({ time }: BoundSteps): Compiled {
  const whole = time.kind === 'integer';
  return {
    sql: name(SUMS, TIME),
    kind: whole ? 'integer' : 'float',
    type: whole ? time.type : 'double precision',
    column: null,
  };
}

export const SUMS = 'sums';
export const TIME = 'x';
