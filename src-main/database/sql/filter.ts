import { Failure } from '#shared/model/failure.ts';
import type { Condition } from '#shared/model/filter.ts';
import type { ColumnType, Dialect } from './dialect.ts';
import { filterValue } from './filter-value.ts';
import { all, join, raw, type Sql, sql } from './sql.ts';

/** What a condition can be about. */
export interface FilterColumn extends ColumnType {
  readonly name: string;
  readonly value: Sql;
}

/** The column of that name. Throws a Failure when there is none. */
export function columnNamed<T extends { readonly name: string }>(columns: readonly T[], name: string): T {
  const column = columns.find((each) => each.name === name);
  if (!column) throw new Failure('BAD_INPUT', `There is no column “${name}” here. Load the list again.`);
  return column;
}

/**
 * Conditions as SQL. NULL passes `null` only. NaN passes `not finite`, `=` and `in` (as NaN) and `!=`: it is neither
 * smaller nor larger than a number, on any engine. `contains`, `starts`, `ends` and the search ignore case; `matches` is
 * the engine's regular expression and heeds it.
 */
export function conditionsOf(
  dialect: Dialect,
  columns: readonly FilterColumn[],
  filter: { readonly conditions?: readonly Condition[] | undefined; readonly search?: string | undefined },
): readonly Sql[] {
  const conditions = filter.conditions ?? [];
  const search = filter.search?.trim() ?? '';
  return [
    ...conditions.map((condition) => conditionOf(dialect, columnNamed(columns, condition.column), condition)),
    ...(search === '' ? [] : [searchOf(dialect, columns, search)]),
  ];
}

function conditionOf(dialect: Dialect, column: FilterColumn, { op, values }: Condition): Sql {
  const { value } = column;
  const one = () => valueAt(column, values, 0);
  switch (op) {
    case 'null':
      return sql`${value} is null`;
    case 'not null':
      return sql`${value} is not null`;
    case 'not finite':
      return notFinite(dialect, column);
    case 'between':
      return all([compare(dialect, column, '>=', one()), compare(dialect, column, '<=', valueAt(column, values, 1))]);
    case 'in':
      return anyOf(dialect, column, values);
    case 'contains':
    case 'starts':
    case 'ends':
    case 'matches':
      return textCondition(dialect, column, op, one());
    default:
      return compare(dialect, column, op, one());
  }
}

type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

function compare(dialect: Dialect, column: FilterColumn, op: Comparison, text: string): Sql {
  const { left, right } = filterValue(dialect, column, text);
  const comparison = sql`${left} ${raw(op === '!=' ? '<>' : op)} ${right}`;
  return (op === '>' || op === '>=') && column.kind === 'float'
    ? sql`(${comparison} and ${left} <= ${dialect.literal({ k: 'float', t: 'Infinity' }, column)})`
    : comparison;
}

function anyOf(dialect: Dialect, column: FilterColumn, values: readonly string[]): Sql {
  if (values.length === 0) return raw('1=0');
  const sides = values.map((text) => filterValue(dialect, column, text));
  return sql`${sides[0]!.left} in (${join(sides.map(({ right }) => right))})`;
}

/** NaN and ±∞ of floats and decimals (Postgres has them there too); other kinds have none. */
function notFinite(dialect: Dialect, { kind, value }: FilterColumn): Sql {
  if (kind !== 'float' && kind !== 'decimal') return raw('1=0');
  return sql`${value} is not null and not ${dialect.isFinite(value)}`;
}

function textCondition(
  dialect: Dialect,
  column: FilterColumn,
  op: 'contains' | 'starts' | 'ends' | 'matches',
  part: string,
): Sql {
  if (column.kind === 'blob') {
    throw new Failure('BAD_INPUT', `“${column.name}” holds bytes, which are no text. Compare them with = instead.`);
  }
  const text = dialect.text(column.value);
  if (op === 'matches') return dialect.matches(text, bound(dialect, part));
  if (op === 'contains') return dialect.containsText(text, bound(dialect, part));
  const folded = dialect.lower(text, part);
  const wanted = dialect.lower(bound(dialect, part), part);
  if (op === 'starts') return sql`substr(${folded}, 1, length(${wanted})) = ${wanted}`;
  const start = sql`length(${folded}) - length(${wanted}) + 1`;
  return sql`length(${folded}) >= length(${wanted}) and substr(${folded}, ${start}) = ${wanted}`;
}

/** Text looked for in every column that reads as text. */
function searchOf(dialect: Dialect, columns: readonly FilterColumn[], search: string): Sql {
  const readable = columns.filter(({ kind }) => kind === 'text' || kind === 'json' || kind === 'other');
  if (readable.length === 0) return raw('1=0');
  const hits = readable.map(({ value }) => dialect.containsText(dialect.text(value), bound(dialect, search)));
  return join(hits, ' or ');
}

function bound(dialect: Dialect, text: string): Sql {
  return dialect.castTo(sql`${text}`, { type: 'varchar', kind: 'text' });
}

function valueAt(column: FilterColumn, values: readonly string[], at: number): string {
  const text = values[at];
  if (text === undefined) throw new Failure('BAD_INPUT', `The filter on “${column.name}” lacks a value. Fill it in.`);
  return text;
}
