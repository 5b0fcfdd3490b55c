import type { ColumnKind } from '#shared/model/catalogue.ts';
import type { Engine } from '#shared/model/source.ts';
import type { Sql, SqlValue } from './sql.ts';

/**
 * What differs between the engines' SQL: quoting, parameters and the few functions that queries need. Everything outside
 * a dialect is the same for all three.
 */
export interface Dialect {
  readonly engine: Engine;
  quote(name: string): string;
  /** Placeholder of the n-th parameter, from 1. */
  placeholder(position: number): string;

  /** A bound text turned into the column's own type, so that comparisons keep their index: `cast(? as bigint)`. */
  castTo(value: Sql, column: { readonly type: string; readonly kind: ColumnKind }): Sql;
  text(value: Sql): Sql;
  /** A double, or NULL where the text is no number. */
  double(value: Sql): Sql;
  /** True for finite numbers; false for NaN and ±∞ (and NULL stays NULL or false). */
  isFinite(value: Sql): Sql;
  /** Whether text contains another, ignoring case; both sides are text. */
  containsText(value: Sql, part: Sql): Sql;
  matches(value: Sql, pattern: Sql): Sql;
  /** A value of a JSON column as text. `path` holds keys; digits index arrays. */
  jsonText(value: Sql, path: readonly string[]): Sql;
  /** Epoch seconds of a date or timestamp, as a double. */
  epochSeconds(value: Sql): Sql;
  sqrt(value: Sql): Sql;
  floor(value: Sql): Sql;
  /** The first `limit` characters (bytes for blobs, items for lists) of a possibly large value, and its whole size. */
  cut(value: Sql, kind: ColumnKind, limit: number): { readonly head: Sql; readonly size: Sql };
  /** A sort key under which the numbers inside text sort as numbers (`episode-10` after `episode-9`). */
  naturalKey(value: Sql): Sql;
  /** Sample standard deviation as an aggregate. */
  deviation(value: Sql): Sql;
  /** `order by` suffix that puts NULLs last in either direction. */
  nullsLast(value: Sql, descending: boolean): Sql;
  /** What identifies a row of a table without a primary key (`rowid`, `ctid`), or `null` (views, WITHOUT ROWID). */
  readonly rowId: Sql | null;
}

export interface Rendered {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** A fragment as text and parameters for its engine. */
export function render(query: Sql, dialect: Dialect): Rendered {
  const values: SqlValue[] = [];
  const text = query.parts
    .map((part) => {
      if (part.kind === 'text') return part.text;
      if (part.kind === 'name') return dialect.quote(part.name);
      values.push(part.value);
      return dialect.placeholder(values.length);
    })
    .join('');
  return { text, values };
}
