import { sql } from '../../sql/sql.ts';
import { doubleOf, tableAs } from '../binding/compile.ts';
import type { BoundMeasure } from './measures.ts';
import type { BoundProperties, Property } from './properties.ts';

/** A numeric property as a measure of steps. One whose id is a measure of the lens already is the one that is stored. */
export function propertyMeasure(
  { place, property, number, of, step, properties }: BoundProperties,
  { id, title, unit }: Property,
  taken: ReadonlySet<string>,
): BoundMeasure {
  const { dialect } = place;
  const stored = taken.has(id);
  const is = dialect.castTo(sql`${id}`, property);
  return {
    spec: {
      id: stored ? `property:${id}` : id,
      title: stored ? `${title} (stored)` : title,
      unit: unit ?? undefined,
      level: 'step',
      reduce: 'mean',
      rollUp: false,
    },
    formula: `${properties.table}.${properties.number} where ${properties.property} = '${id}'`,
    value: doubleOf(number, dialect),
    plain: number.column !== null,
    join: sql`join ${tableAs(place.table, place.alias)} on ${of.sql} = ${step.sql} and ${property.sql} = ${is}`,
  };
}
