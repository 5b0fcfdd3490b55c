import type { ColumnKind } from '#shared/model/catalogue.ts';

const kinds: readonly (readonly [RegExp, ColumnKind])[] = [
  [/\[\]$|^(STRUCT|MAP|UNION|LIST)/i, 'nested'],
  [/^BOOL/i, 'boolean'],
  [/^U?(TINY|SMALL|BIG|HUGE)?INT(?!ERVAL)/i, 'integer'],
  [/^(DECIMAL|NUMERIC)/i, 'decimal'],
  [/^(DOUBLE|FLOAT|REAL)/i, 'float'],
  [/^(DATE|TIME|INTERVAL)/i, 'time'],
  [/^JSON/i, 'json'],
  [/^(BLOB|BYTEA)/i, 'blob'],
  [/^(VARCHAR|TEXT|CHAR|UUID|ENUM)/i, 'text'],
];

/** What a column of a preview holds, by DuckDB's name of its type. */
export function kindOfType(type: string): ColumnKind {
  return kinds.find(([pattern]) => pattern.test(type))?.[1] ?? 'other';
}
