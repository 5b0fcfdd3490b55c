import type { ColumnKind } from '#shared/model/catalogue.ts';
import type { Cell } from '#shared/model/cell.ts';

/** A row as every engine gives it: SQLite has no booleans of its own. */
export function tidy(row: readonly Cell[], columns: readonly { readonly kind: ColumnKind }[]): readonly Cell[] {
  return row.map((value, at) =>
    columns[at]?.kind === 'boolean' && (value === 0 || value === 1) ? value === 1 : value,
  );
}
