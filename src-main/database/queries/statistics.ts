import { cellNumber } from '#shared/model/cell.ts';
import type { Condition } from '#shared/model/filter.ts';
import type { ColumnStatistics } from '#shared/model/page.ts';
import type { Connection, QueryOptions, Rows } from '../drivers/driver.ts';
import type { Dialect } from '../sql/dialect.ts';
import { columnNamed, conditionsOf } from '../sql/filter.ts';
import { all, join, raw, type Sql, sql } from '../sql/sql.ts';
import { alias } from './alias.ts';
import { cutCell } from './cut-cell.ts';
import { type Distribution, distributionOf } from './distribution.ts';
import { filteredRows } from './filtered.ts';
import { comparable } from './order.ts';
import { defaultCut, project } from './projection.ts';
import type { Relation, RelationColumn } from './relation.ts';

/** The column of a relation and the rows of it that statistics are about. */
export interface Sample {
  readonly dialect: Dialect;
  readonly column: RelationColumn;
  readonly from: Sql;
  readonly where: readonly Sql[];
  ask(query: Sql): Promise<Rows['rows']>;
}

/**
 * What is known of one column over the rows that pass the conditions, in four passes at most: counts and extremes; the
 * most frequent values; how many there are; bins with their moments. Extremes, mean, deviation and bins are those of the finite values.
 */
export async function statistics(
  connection: Connection,
  relation: Relation,
  request: { readonly column: string; readonly conditions?: readonly Condition[] | undefined },
  options: QueryOptions = {},
): Promise<ColumnStatistics> {
  const { dialect } = connection;
  const { conditions } = request;
  const sample: Sample = {
    dialect,
    column: columnNamed(relation.columns, request.column),
    from: relation.from,
    where: [...relation.where, ...conditionsOf(dialect, relation.columns, { conditions })],
    ask: async (query) => (await filteredRows(connection, query, { relation, conditions }, options)).rows,
  };
  const counts = await countsOf(sample);
  const frequent = await frequentOf(sample);
  const spread = counts.range ? await distributionOf(sample, counts.range) : nothingSpread;
  const { rows, nulls, notFinite, min, max } = counts;
  return { rows, nulls, notFinite, min, max, ...frequent, ...spread };
}

interface Counts extends Pick<ColumnStatistics, 'rows' | 'nulls' | 'notFinite' | 'min' | 'max'> {
  /** Finite extremes as numbers; `null` for other kinds and without any. */
  readonly range: readonly [number, number] | null;
}

const numbers = new Set(['integer', 'decimal', 'float']);
const ordered = new Set(['integer', 'decimal', 'float', 'text', 'time']);

/** A number as one that its engine has arithmetic for: decimals as doubles. */
export function asNumber(column: RelationColumn, dialect: Dialect): Sql {
  return column.kind === 'decimal' ? dialect.decimal(column.value, column) : column.value;
}

const nothingSpread: Distribution = { mean: null, deviation: null, histogram: [] };

async function countsOf({ dialect, column, from, where, ask }: Sample): Promise<Counts> {
  const { value, kind } = column;
  const numeric = numbers.has(kind);
  const finite = numeric ? sql`case when ${dialect.isFinite(asNumber(column, dialect))} then ${value} end` : value;
  const extremes = ordered.has(kind) ? sql`min(${finite}), max(${finite})` : raw('null, null');
  const query = sql`select count(*), count(${value}), count(${finite}), ${extremes} from ${from} where ${all(where)}`;
  const [row = []] = await ask(query);
  const [total, present, usable] = row.map((cell) => cellNumber(cell) ?? 0) as [number, number, number];
  const [min = null, max = null] = row.slice(3).map((cell) => cutCell(cell, defaultCut));
  const range = numeric && min !== null ? ([cellNumber(min)!, cellNumber(max)!] as const) : null;
  return { rows: total, nulls: total - present, notFinite: present - usable, min, max, range };
}

/** The ten most frequent values, and how many there are: apart, so that the engine need not hold all groups at once. */
async function frequentOf(sample: Sample): Promise<Pick<ColumnStatistics, 'distinct' | 'top'>> {
  const { dialect, column, from, where, ask } = sample;
  const present = all([...where, sql`${column.value} is not null`]);
  const value = alias('value', 0);
  const shown = project(dialect, [{ ...comparable(column), value }], { limits: defaultCut, prefix: 'cell' });
  const groups = sql`select ${comparable(column).value} as ${value}, count(*) as n from ${from} where ${present} group by 1`;
  const top = await ask(sql`select ${join(shown.select)}, n from (
  select * from (${groups}) as groups order by n desc, ${value} limit 10
) as frequent`);
  const [distinct] = await ask(sql`select count(*) from (${groups}) as groups`);
  const width = shown.select.length;
  return {
    distinct: cellNumber(distinct?.[0] ?? null) ?? 0,
    top: top.map((row) => ({ value: shown.read(row, 0)[0] ?? null, count: cellNumber(row[width] ?? null) ?? 0 })),
  };
}
