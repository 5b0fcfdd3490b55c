import { hasKeyWithin } from '#shared/model/catalogue.ts';
import type { Cell } from '#shared/model/cell.ts';
import type { PageRequest } from '#shared/model/filter.ts';
import type { AnswerColumn, Page } from '#shared/model/page.ts';
import type { Connection, QueryOptions } from '../../drivers/driver.ts';
import { type PageOptions, page } from '../../queries/page.ts';
import type { Relation } from '../../queries/relation.ts';
import { join, raw, type Sql, sql } from '../../sql/sql.ts';
import { type Compiled, tableAs } from '../binding/compile.ts';
import type { BoundProperties, Property } from './properties.ts';

/** A property as a column of the trajectory's table. */
export interface PropertyColumn {
  readonly column: AnswerColumn;
  readonly property: string;
  readonly value: Compiled;
}

export function propertyColumns(
  { number, text }: BoundProperties,
  properties: readonly Property[],
  taken: ReadonlySet<string>,
): readonly PropertyColumn[] {
  return properties.flatMap(({ id, title, unit, numeric }) => {
    const value = numeric ? number : text;
    if (value === null) return [];
    const named = taken.has(id) ? `property:${id}` : id;
    return [{ column: { name: named, title, unit, type: value.type, kind: value.kind }, property: id, value }];
  });
}

/**
 * A page of steps with their properties. As a rule these are looked up for the rows of the page alone; only where they
 * are sorted, filtered or searched by does the engine need them for every step.
 */
export async function pageWithProperties(
  connection: Connection,
  bound: BoundProperties,
  relation: Relation,
  columns: readonly PropertyColumn[],
  request: PageRequest,
  options: PageOptions,
): Promise<Page> {
  const step = relation.columns.findIndex(({ name }) => name === bound.step.column?.name);
  if (step < 0 || asksFor(request, columns)) {
    return page(connection, withProperties(bound, relation, columns), request, options);
  }
  const found = await page(connection, relation, request, options);
  const values = await valuesOf(
    connection,
    bound,
    columns,
    found.rows.map((row) => row[step] ?? null),
    options,
  );
  return {
    ...found,
    columns: [...found.columns, ...columns.map(({ column }) => column)],
    rows: found.rows.map((row) => [
      ...row,
      ...columns.map(({ property }) => values.get(keyOf(row[step] ?? null, property)) ?? null),
    ]),
  };
}

function asksFor({ sort, conditions, search }: PageRequest, columns: readonly PropertyColumn[]): boolean {
  const names = new Set(columns.map(({ column }) => column.name));
  return (
    sort.some(({ column }) => names.has(column)) ||
    conditions.some(({ column }) => names.has(column)) ||
    (search.trim() !== '' && columns.some(({ value }) => value.kind === 'text'))
  );
}

function withProperties(bound: BoundProperties, relation: Relation, columns: readonly PropertyColumn[]): Relation {
  const { place, of, step } = bound;
  const from = tableAs(place.table, place.alias);
  const more = columns.map(({ column, property, value }) => {
    const is = propertyIs(bound, property);
    return {
      ...column,
      value: sql`(select ${value.sql} from ${from} where ${of.sql} = ${step.sql} and ${is}${atMostOne(bound)})`,
    };
  });
  return { ...relation, columns: [...relation.columns, ...more] };
}

/** Two rows of one property would be an error; a key rules them out. */
function atMostOne({ place, of, property }: BoundProperties): Sql {
  const names = [of.column?.name, property.column?.name];
  return hasKeyWithin(place.table, names) ? raw('') : raw(' limit 1');
}

/** Values by step and property. */
async function valuesOf(
  connection: Connection,
  bound: BoundProperties,
  columns: readonly PropertyColumn[],
  steps: readonly Cell[],
  options: QueryOptions,
): Promise<ReadonlyMap<string, Cell>> {
  const { place, property, number, text, of } = bound;
  const known = steps.filter((each) => each !== null);
  if (known.length === 0 || columns.length === 0) return new Map();
  const wanted = columns.map((each) => place.dialect.castTo(sql`${each.property}`, property));
  const ids = known.map((each) => place.dialect.literal(each, of));
  const { rows } = await connection.rows(
    sql`select ${of.sql}, ${property.sql}, ${number.sql}, ${text?.sql ?? raw('null')}
      from ${tableAs(place.table, place.alias)} where ${of.sql} in (${join(ids)}) and ${property.sql} in (${join(wanted)})`,
    options,
  );
  const texts = new Set(columns.filter(({ value }) => value === text).map((each) => each.property));
  return new Map(
    rows.map(([step = null, id = null, asNumber = null, asText = null]) => [
      keyOf(step, String(id)),
      texts.has(String(id)) ? asText : asNumber,
    ]),
  );
}

function propertyIs({ property, place }: BoundProperties, id: string): Sql {
  return sql`${property.sql} = ${place.dialect.castTo(sql`${id}`, property)}`;
}

function keyOf(step: Cell, property: string): string {
  return JSON.stringify([step, property]);
}
