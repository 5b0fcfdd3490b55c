import type { Cell } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { PageRequest } from '#shared/model/filter.ts';
import type { Page } from '#shared/model/page.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { page } from '../../queries/page.ts';
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

/** A page of a list with its keyed columns, most of which are looked up for the rows of the page alone. */
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
  const there = new Map(found.columns.map(({ name }, at) => [name, at]));
  const ids = found.rows.map(([id]) => String(id));
  const values = new Map<string, Cell>();
  const rest = columns.filter(({ column }) => !there.has(column.name));
  for (const [rows, some] of Map.groupBy(rest, (each) => each.rows)) {
    for (const [key, value] of await valuesOf(lens, rows, some, ids, options)) values.set(key, value);
  }
  const own = relation.columns.length;
  return {
    ...found,
    columns: [...found.columns.slice(0, own), ...columns.map(({ column }) => column)],
    rows: found.rows.map((row, at) => [
      ...row.slice(0, own),
      ...columns.map(({ column: { name } }) => {
        const place = there.get(name);
        return (place === undefined ? values.get(cellOf(ids[at]!, name)) : row[place]) ?? null;
      }),
    ]),
  };
}

/** By id and column. Long texts are cut as everywhere in a list. */
async function valuesOf(
  { connection, dialect }: BoundLens,
  rows: BoundRows,
  columns: readonly KeyedColumn[],
  ids: readonly string[],
  options: QueryOptions,
): Promise<ReadonlyMap<string, Cell>> {
  if (ids.length === 0) return new Map();
  const keys = columns.map(({ key }) => dialect.castTo(sql`${key}`, rows.key));
  const where = [idIn(rows.of, ids, dialect), sql`${rows.key.sql} in (${join(keys)})`];
  const relation = rowsRelation(rows, where, [text('id', idText(rows.of, dialect))]);
  const { rows: found } = await page(connection, relation, { limit: ids.length * keys.length }, options);
  const byKey = new Map(columns.map((each) => [each.key, each.column]));
  return new Map(
    found.flatMap(([id = null, key = null, number = null, words = null]) => {
      const column = byKey.get(String(key));
      return column === undefined
        ? []
        : [
            [
              cellOf(String(id), column.name),
              column.kind === 'text' ? (words ?? textOfNumber(number)) : number,
            ] as const,
          ];
    }),
  );
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

function textOfNumber(number: Cell): Cell {
  return number === null ? null : cellToText(number);
}

function cellOf(id: string, column: string): string {
  return JSON.stringify([id, column]);
}
