import { name, raw, type Sql, sql } from '../../sql/sql.ts';
import { tableAs } from '../binding/compile.ts';
import type { LensContext } from '../lens-context.ts';
import type { Moments } from './moments.ts';

/**
 * `value`, `first`, `last`: the first and last time of each value of a column, as they are stored. Where an index has the
 * column and then the time, it leads from one value to the next.
 */
export function firstAndLast({ dialect }: LensContext, { table, column }: Moments, of: string): Sql {
  const rows = tableAs(table, 't');
  const value = name('t', of);
  const time = name('t', column.name);
  const indexed = table.indexes.some(({ columns }) => columns[0] === of && columns[1] === column.name);
  if (dialect.engine === 'duckdb' || !indexed) {
    return sql`select ${value} as value, min(${time}) as first, max(${time}) as last
      from ${rows} where ${value} is not null group by ${value}`;
  }
  const end = (word: 'min' | 'max') => sql`(select ${raw(word)}(${time}) from ${rows} where ${value} = n.value)`;
  return sql`select n.value, ${end('min')} as first, ${end('max')} as last from (
      with recursive each_value (value) as (
        select min(${value}) from ${rows}
        union all
        select (select min(${value}) from ${rows} where ${value} > each_value.value)
        from each_value where each_value.value is not null)
      select value from each_value where value is not null) n`;
}
