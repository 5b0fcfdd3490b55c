import { findColumn, type TableInfo } from '#shared/model/catalogue.ts';
import { name, raw, type Sql } from '../../sql/sql.ts';
import type { Compiled } from '../binding/compile.ts';
import { idIs } from '../binding/ids.ts';
import type { LensContext } from '../lens-context.ts';

/**
 * The condition that columns of a table (under an alias) are those of an id of the lens: one column, or the parts of a
 * composite id in their order. Without an id every row fits; an id that cannot be one fits none. Throws nothing.
 */
export function columnsAre(
  { dialect }: Pick<LensContext, 'dialect'>,
  table: TableInfo,
  alias: string,
  columns: readonly string[],
  id: string | number | null | undefined,
): Sql {
  if (id === null || id === undefined) return raw('1=1');
  const parts = columns.flatMap((column): readonly Compiled[] => {
    const found = findColumn(table, column);
    return found === undefined ? [] : [{ sql: name(alias, column), type: found.type, kind: found.kind, column: found }];
  });
  return parts.length < columns.length ? raw('1=0') : idIs(parts, String(id), dialect);
}
