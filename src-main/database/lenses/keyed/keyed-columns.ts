import { hasKeyWithin } from '#shared/model/catalogue.ts';
import type { KeyedRows } from '#shared/model/lens.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import type { RelationColumn } from '../../queries/relation.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { all, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundLevel } from '../binding/bind.ts';
import { textOf } from '../binding/compile.ts';
import { idIn, sameId } from '../binding/ids.ts';
import { someIds } from '../measures/looked-at.ts';
import type { BoundRows } from './bind-rows.ts';
import { commonest, inOrder, keysIn, keysOf } from './keys.ts';

/** A key as a column of a list. */
export interface KeyedColumn {
  readonly column: AnswerColumn;
  readonly rows: BoundRows;
  readonly key: string;
}

/** The columns that keyed rows add to a list: all keys there are, or the commonest of some episodes from both ends. */
export async function keyedColumns(
  lens: BoundLens,
  level: BoundLevel,
  rows: BoundRows,
  parents: readonly string[],
  options: QueryOptions,
): Promise<readonly KeyedColumn[]> {
  const most = rows.rows.columns;
  if (most === 0) return [];
  const { aside, named } = rows.rows;
  const known = await keysOf(lens, level, rows, { ids: [], parents }, options);
  const all = known.filter((key) => key in named || !aside.some((start) => key.startsWith(start)));
  const keys = all.length <= most ? all : await commonOf(lens, level, rows, parents, all, options);
  const ids = await someIds(lens, level, parents, LOOKED_AT, options);
  const words = await textKeys(lens, rows, ids, options);
  return inOrder(keys).map((key) => ({ column: columnOf(rows, key, words.has(key)), rows, key }));
}

async function commonOf(
  lens: BoundLens,
  level: BoundLevel,
  rows: BoundRows,
  parents: readonly string[],
  known: readonly string[],
  options: QueryOptions,
): Promise<readonly string[]> {
  const ids = await someIds(lens, level, parents, LOOKED_AT, options);
  const wanted = new Set(known);
  const common = await commonest(lens, rows, ids, options);
  const { columns, named } = rows.rows;
  const own = known.filter((key) => key in named);
  return [...own, ...common.filter((key) => wanted.has(key) && !(key in named))].slice(
    0,
    Math.max(columns, own.length),
  );
}

/** Sessions or episodes from either end whose keys tell which are common. */
const LOOKED_AT = 20;

export function titleOf({ named, title }: KeyedRows, key: string): string {
  return named[key] ?? (title === undefined ? key : `${title}: ${key}`);
}

function columnOf({ rows }: BoundRows, key: string, isText: boolean): AnswerColumn {
  return {
    name: `${rows.id}/${key}`,
    title: titleOf(rows, key),
    type: isText ? 'text' : 'double precision',
    kind: isText ? 'text' : 'float',
    unit: null,
  };
}

/** Which keys have a text that is no number, in some sessions or episodes: all of them would be too many to ask. */
export async function textKeys(
  { connection, dialect }: BoundLens,
  { key, from, of, own }: BoundRows,
  ids: readonly string[],
  options: QueryOptions,
): Promise<ReadonlySet<string>> {
  if (own === null || ids.length === 0) return new Set();
  const { rows } = await connection.rows(
    sql`select distinct ${textOf(key, dialect)} from ${from} where ${all([idIn(of, ids, dialect), isText(own, dialect)])}`,
    options,
  );
  return new Set(rows.map(([each]) => String(each)));
}

/** The keys that some episodes have and whose values there are all numbers, found in one pass. */
export async function numberKeys(
  { connection, dialect }: BoundLens,
  { key, from, of, own }: BoundRows,
  ids: readonly string[],
  options: QueryOptions,
): Promise<readonly string[]> {
  const texts = own === null ? sql`0` : sql`max(case when ${isText(own, dialect)} then 1 else 0 end)`;
  const { rows } = await connection.rows(
    sql`select ${textOf(key, dialect)} from ${from} where ${idIn(of, ids, dialect)} group by 1 having ${texts} = 0`,
    options,
  );
  return keysIn(rows);
}

function isText(value: Sql, dialect: Dialect): Sql {
  return sql`${value} is not null and ${dialect.double(value)} is null`;
}

/** A key's value for each row of a list. */
export function keyedValue(level: BoundLevel, rows: BoundRows, key: string, isText: boolean): Sql {
  const value = isText ? rows.text : rows.number;
  const one = raw(isUnique(rows) ? '' : 'limit 1');
  return sql`(select ${value} from ${rows.from} where ${all(rowIs(level, rows, key))} ${one})`;
}

/** A key's number for each of a list that is read whole: joined, which is faster than looking each up. */
export function keyedJoin(
  level: BoundLevel,
  rows: BoundRows,
  key: string,
): { readonly value: Sql; readonly join: Sql } {
  if (!isUnique(rows)) return { value: keyedValue(level, rows, key, false), join: raw('') };
  return { value: rows.number, join: sql`left join ${rows.from} on ${all(rowIs(level, rows, key))}` };
}

function rowIs({ id }: BoundLevel, { of, key: column, place }: BoundRows, key: string): readonly Sql[] {
  return [sameId(of, id), sql`${column.sql} = ${place.dialect.castTo(sql`${key}`, column)}`];
}

/** Whether a key of the table keeps one from having two values. */
function isUnique({ of, key, place }: BoundRows): boolean {
  const names = [...of, key].map(({ column }) => column?.name);
  return hasKeyWithin(place.table, names);
}

/** As a column that a list can be sorted and filtered by. */
export function relationColumn(level: BoundLevel, { column, rows, key }: KeyedColumn): RelationColumn {
  const isText = column.kind === 'text';
  const value = keyedValue(level, rows, key, isText);
  return { ...column, value, ...(isText ? { sortBy: rows.place.dialect.naturalKey(value) } : {}) };
}
