import type { PixelGrid } from '#shared/model/m4.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { type Sql, sql } from '../../sql/sql.ts';
import { pixel } from './steps.ts';

/**
 * Pixel columns where an aggregate gives another column's value at an extreme (DuckDB's `arg_min`). It takes any of
 * several rows that tie, so the two smallest and largest values come along to tell. Where they do tie, and it matters, a
 * second look at the rows decides: first by a value that ties, which is quick to see, and only then by its pixel.
 */
export function argumentColumns(dialect: Dialect, grid: PixelGrid, steps: Sql): Sql {
  const at = pixel(grid, dialect);
  return sql`with reduced as materialized (
  select line, pixel, sum(n) as n, sum(finite) as finite, count(y) as steps,
    min(place, 2) as first_x, arg_min(y, place) as first_y, max(place, 2) as last_x, arg_max(y, place) as last_y,
    min(y, 2) as low_y, arg_min(place, y) as low_x, max(y, 2) as high_y, arg_max(place, y) as high_x
  from (select *, case when y is not null then x end as place, ${at} as pixel from (${steps}) as steps) as placed
  group by line, pixel
), tied as (
  select line, pixel,
    case when first_x[1] = first_x[2] then first_x[1] end as x0, case when last_x[1] = last_x[2] then last_x[1] end as x1,
    case when low_y[1] = low_y[2] and low_y[1] <> first_y then low_y[1] end as y0,
    case when high_y[1] = high_y[2] and high_y[1] <> first_y then high_y[1] end as y1
  from reduced
), near as (
  select line, x, y, ${at} as pixel from (${steps}) as steps
  where y in (select y0 from tied where y0 is not null union all select y1 from tied where y1 is not null)
    or y is not null and x in (select x0 from tied where x0 is not null union all select x1 from tied where x1 is not null)
), settled as (
  select tied.line, tied.pixel, min(y) filter (x = x0) as first_y, max(y) filter (x = x1) as last_y,
    min(x) filter (y = y0) as low_x, min(x) filter (y = y1) as high_x
  from near join tied on tied.pixel = near.pixel and tied.line is not distinct from near.line
  where x = x0 or x = x1 or y = y0 or y = y1 group by 1, 2
)
select reduced.line, reduced.pixel, n, finite, steps,
  first_x[1], coalesce(settled.first_y, reduced.first_y), last_x[1], coalesce(settled.last_y, reduced.last_y),
  coalesce(settled.low_x, case when low_y[1] = reduced.first_y then first_x[1] else reduced.low_x end), low_y[1],
  coalesce(settled.high_x, case when high_y[1] = reduced.first_y then first_x[1] else reduced.high_x end), high_y[1]
from reduced left join settled on settled.pixel = reduced.pixel and settled.line is not distinct from reduced.line`;
}
