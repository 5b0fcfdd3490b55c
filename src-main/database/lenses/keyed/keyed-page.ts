import { type Cell, cellNumber, floatCell, isTagged } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { PageRequest } from '#shared/model/filter.ts';
import type { Page } from '#shared/model/page.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { cutCell } from '../../queries/cut-cell.ts';
import { page } from '../../queries/page.ts';
import { defaultCut } from '../../queries/projection.ts';
import type { Relation, RelationColumn } from '../../queries/relation.ts';
import { join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundLevel } from '../binding/bind.ts';
import { textOf } from '../binding/compile.ts';
import { idIn, idText } from '../binding/ids.ts';
import type { BoundRows } from './bind-rows.ts';
import { type KeyedColumn, relationColumn } from './keyed-columns.ts';

/** The list as far as a request sorts, filters or searches it: keys it does not ask for are no part of it. */
export function askedFor(
  relation: Relation,
  level: BoundLevel,
  columns: readonly KeyedColumn[],
  { sort = [], conditions = [], search = '' }: Partial<PageRequest>,
): Relation {
  const names = new Set([...sort, ...conditions].map(({ column }) => column));
  const asked = columns.filter(
    ({ column }) => names.has(column.name) || (search.trim() !== '' && column.kind === 'text'),
  );
  return { ...relation, columns: [...relation.columns, ...asked.map((each) => relationColumn(level, each))] };
}

/** A page of a list with its keyed columns, whose values are looked up for the rows of the page alone. */
export async function keyedPage(
  lens: BoundLens,
  level: BoundLevel,
  relation: Relation,
  columns: readonly KeyedColumn[],
  request: PageRequest,
  options: QueryOptions,
): Promise<Page> {
  const whole = askedFor(relation, level, columns, request);
  const found = await page(lens.connection, whole, request, options);
  const ids = found.rows.map(([id]) => String(id));
  const values = new Map<BoundRows, Values>();
  for (const [rows, some] of Map.groupBy(columns, (each) => each.rows)) {
    values.set(rows, await valuesOf(lens, rows, some, ids, options));
  }
  const own = relation.columns.length;
  return {
    ...found,
    columns: [...found.columns.slice(0, own), ...columns.map(({ column }) => column)],
    rows: found.rows.map((row, at) => [
      ...row.slice(0, own),
      ...columns.map((each) => shown(each, values.get(each.rows)?.get(ids[at]!)?.get(each.key) ?? null)),
    ]),
  };
}

/** As they are stored, by id and key. */
type Values = ReadonlyMap<string, ReadonlyMap<string, Cell>>;

/** Long texts are cut as everywhere in a list; how long they are is asked only where there are any. */
async function valuesOf(
  lens: BoundLens,
  rows: BoundRows,
  columns: readonly KeyedColumn[],
  ids: readonly string[],
  options: QueryOptions,
): Promise<Values> {
  const values = new Map<string, Map<string, Cell>>(ids.map((id) => [id, new Map()]));
  if (ids.length === 0) return values;
  const { dialect } = lens;
  const { own, stored } = rows;
  const cut = own && dialect.cut(own, TEXT, defaultCut);
  const select = [...(stored === null ? [] : [stored]), ...(own === null ? [] : [cut?.value ?? own])];
  let long = false;
  for (const [id, key, first = null, second = null] of await ask(lens, rows, columns, ids, select, options)) {
    const value = second ?? first;
    long ||= typeof value === 'string' && value.length > defaultCut.characters;
    values.get(String(id))?.set(String(key), value);
  }
  if (!long || cut === null) return values;
  for (const [id, key, size = null] of await ask(lens, rows, columns, ids, [cut.size], options)) {
    const some = values.get(String(id));
    some?.set(String(key), cutCell(some.get(String(key)) ?? null, defaultCut, cellNumber(size)));
  }
  return values;
}

/** Id, key and some values of keyed rows. */
async function ask(
  { connection, dialect }: BoundLens,
  { of, from, key }: BoundRows,
  columns: readonly KeyedColumn[],
  ids: readonly string[],
  select: readonly Sql[],
  options: QueryOptions,
): Promise<readonly (readonly Cell[])[]> {
  const keys = columns.map((each) => dialect.castTo(sql`${each.key}`, key));
  const query = sql`select ${join([idText(of, dialect), textOf(key, dialect), ...select])} from ${from}
    where ${idIn(of, ids, dialect)} and ${key.sql} in (${join(keys)})`;
  return (await connection.rows(query, options)).rows;
}

const TEXT = { type: 'text', kind: 'text' } as const;

/** In a column of numbers, texts that are none stay what they are. */
function shown({ column }: KeyedColumn, value: Cell): Cell {
  if (typeof value === 'string') return column.kind === 'text' ? value : numberOrText(value);
  const isNumber = value !== null && !(isTagged(value) && value.k === 'cut');
  return isNumber && column.kind === 'text' ? cellToText(value) : value;
}

function numberOrText(text: string): Cell {
  if (/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text)) return floatCell(Number(text));
  const [, sign, word] = /^\s*([+-]?)(nan|inf(?:inity)?)\s*$/i.exec(text) ?? [];
  if (word === undefined) return text;
  return floatCell(word.toLowerCase() === 'nan' ? Number.NaN : sign === '-' ? -Infinity : Infinity);
}

/** Key, number and text (NULL where the row has none of its own) of some keyed rows. */
export function rowsRelation(
  { from, key, number, own, place }: BoundRows,
  where: readonly Sql[],
  first: readonly RelationColumn[],
): Relation {
  const double = { name: 'number', title: 'Number', type: 'double precision', kind: 'float', unit: null } as const;
  const columns = [
    ...first,
    text('key', textOf(key, place.dialect)),
    { ...double, value: number },
    text('text', own ?? raw('cast(null as varchar)')),
  ];
  return { from, where, columns, key: null, order: [] };
}

function text(name: string, value: Sql): RelationColumn {
  return { name, title: name, type: 'text', kind: 'text', unit: null, value };
}
