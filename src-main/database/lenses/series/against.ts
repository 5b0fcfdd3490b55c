import type { M4Group } from '../../queries/m4.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { all, join, name, raw, type Sql, sql } from '../../sql/sql.ts';
import { positions } from '../levels/per-episode.ts';
import type { StepRows } from './running-sums.ts';

/**
 * The points of one measure against another: of each line and time that both have, the mean of their finite values. NULL
 * where one has none. `rows` and `others` have the same lines.
 */
export function againstMeasure(rows: StepRows, others: StepRows, dialect: Dialect): StepRows {
  const { group } = rows;
  const lines = (group?.parts ?? []).map((_, at) => `line${at}`);
  const same = [
    sql`p.t = q.t`,
    ...lines.map((column) => sql`${name('p', column)} is not distinct from ${name('q', column)}`),
  ];
  const columns = [
    ...lines.map((column) => name('p', column)),
    sql`${name('q', 'v')} as ${name('x')}`,
    sql`${name('p', 'v')} as ${name('y')}`,
  ];
  return {
    from: sql`(select ${join(columns)} from (${meansOf(rows, dialect)}) p join (${meansOf(others, dialect)}) q on ${all(same)}) ${raw(PAIRS)}`,
    where: [],
    computed: true,
    x: name(PAIRS, 'x'),
    y: name(PAIRS, 'y'),
    group: group && { ...group, parts: lines.map((column) => name(PAIRS, column)) },
  };
}

/** How many points of each line have no finite x, and are therefore nowhere; by line, and its key as `m4` has it. */
export function withoutX({ from, x, group }: StepRows, dialect: Dialect): Sql {
  const lacking = sql`${x} is null or not (${dialect.isFinite(x)})`;
  return sql`select ${keyOf(group)}, count(*) from ${from} where ${lacking} group by 1`;
}

const PAIRS = 'pairs';

function keyOf(group: M4Group | null): Sql {
  return group === null ? raw('cast(null as varchar)') : group.text(group.parts);
}

function meansOf({ from, where, x, y, group }: StepRows, dialect: Dialect): Sql {
  const parts = (group?.parts ?? []).map((part, at) => sql`${part} as ${raw(`line${at}`)}`);
  const mean = sql`avg(case when ${dialect.isFinite(y)} then ${y} end) as v`;
  const columns = [...parts, sql`${x} as t`, mean];
  return sql`select ${join(columns)} from ${from} where ${all(where)} group by ${positions(parts.length + 1)}`;
}
