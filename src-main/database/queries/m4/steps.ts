import type { PixelGrid } from '#shared/model/m4.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { all, join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { M4Input, M4Question } from './input.ts';

/**
 * The points of all lines as a query with the columns `line` (text), `x`, `y` (NULL where not finite), `n` (rows the point
 * stands for) and `finite` (those of them with a finite value). `sorted` has rows whose means are taken read or sorted by line
 * and x, where an engine would else guess that it can keep a table of all of them.
 */
export function stepsOf(dialect: Dialect, question: M4Input, conditions: readonly Sql[], sorted = false): Sql {
  const { from, where, aggregate } = question;
  const x = double(question.x);
  const y = dialect.finite(question.y);
  const kept = all([...where, dialect.isFinite(x), ...conditions]);
  if (aggregate === undefined) {
    return sql`select ${lineOf(question)} as line, ${x} as x, ${y} as y, 1 as n, case when ${dialect.isFinite(question.y)} then 1 else 0 end as finite from ${from} where ${kept}`;
  }
  const rest = sql`${y} as y from ${from} where ${kept}`;
  return dialect.typed ? byStored(question, rest, sorted) : byMade(question, rest);
}

/** Means of rows that are grouped by what is stored: an index has them in that order, and it is quicker to compare. */
function byStored({ group, x }: M4Input, rest: Sql, sorted: boolean): Sql {
  const parts = group?.parts ?? [];
  const keys = parts.map((_, at) => raw(`k${at}`));
  const stored = join([...parts.map((part, at) => sql`${part} as ${keys[at]!}`), sql`${x} as x`]);
  const line = group === null ? NO_LINE : group.text(keys);
  const order = sorted ? sql` order by ${join([...parts, x])}` : raw('');
  return sql`select ${line} as line, ${double(raw('s.x'))} as x, ${OF_DOUBLES}
  from (select ${stored}, ${rest}${order}) s group by ${join([...keys, raw('s.x')])}`;
}

/** The same by the text and the double that are made of it: in one column 5 may be stored as 5 and as '5'. */
function byMade(question: M4Input, rest: Sql): Sql {
  return sql`select line, x, ${MEANS}
  from (select ${lineOf(question)} as line, ${double(question.x)} as x, ${rest}) s group by 1, 2`;
}

const COUNTS = 'count(*) as n, count(s.y) as finite';
const MEANS = raw(`avg(s.y) as y, ${COUNTS}`);
/** Postgres's `avg` keeps a sum of squares too. */
const OF_DOUBLES = raw(`sum(s.y) / nullif(count(s.y), 0) as y, ${COUNTS}`);

/** The key of a row's line, as text. */
export function lineOf({ group }: Pick<M4Input, 'group'>): Sql {
  return group === null ? NO_LINE : group.text(group.parts);
}

const NO_LINE = raw('cast(null as varchar)');

/** The x that are looked at first: the range and its margins; none without a range. */
export function windowOf({ x, range, grid, margin, since = grid.from - margin }: M4Question): readonly Sql[] {
  return range === undefined ? [] : [atLeast(x, since), atMost(x, grid.to + margin)];
}

/**
 * Bounds are given as integers and, where they are none, as doubles too: an index over integers and one over doubles both
 * find theirs.
 */
export function atLeast(x: Sql, bound: number): Sql {
  return bounded(x, '>=', bound, Math.floor(bound));
}

export function atMost(x: Sql, bound: number): Sql {
  return bounded(x, '<=', bound, Math.ceil(bound));
}

export function less(x: Sql, bound: number): Sql {
  return bounded(x, '<', bound, Math.ceil(bound));
}

function bounded(x: Sql, op: '>=' | '<=' | '<', bound: number, rounded: number): Sql {
  const exact = sql`${x} ${raw(op)} ${bound}`;
  if (!Number.isSafeInteger(rounded)) return exact;
  const whole = sql`${x} ${raw(op)} ${BigInt(rounded)}`;
  return rounded === bound ? whole : all([whole, exact]);
}

export function double(value: Sql): Sql {
  return sql`cast(${value} as double precision)`;
}

/** Only the rows of some lines. */
export function ofLines(question: Pick<M4Input, 'group'>, keys: readonly (string | null)[]): readonly Sql[] {
  const known = keys.filter((key) => key !== null);
  if (question.group === null || known.length === 0) return [];
  const line = lineOf(question);
  const among = sql`${line} in (${join(known.map((key) => sql`${key}`))})`;
  return [known.length === keys.length ? among : sql`(${among} or ${line} is null)`];
}

/** Pixel column of the column `x` of a query, as `pixelOf` computes it. */
export function pixel({ from, to, pixels }: PixelGrid, dialect: Dialect): Sql {
  const inside =
    to > from
      ? sql`${dialect.floor(sql`(x - ${constant(from)}) / ${constant(to - from)} * ${constant(pixels)}`)}`
      : raw('0');
  return sql`case when x < ${constant(from)} then -1 when x > ${constant(to)} then ${integer(pixels)} when x = ${constant(to)} then ${integer(pixels - 1)} else ${inside} end`;
}

/** Written out, because it is computed for every row: a parameter's type would have to be guessed. */
export function constant(value: number): Sql {
  return sql`cast(${raw(String(value))} as double precision)`;
}

function integer(value: number): Sql {
  return raw(String(value));
}
