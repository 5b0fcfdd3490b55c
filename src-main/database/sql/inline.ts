import type { Dialect } from './dialect.ts';
import type { Sql, SqlValue } from './sql.ts';

/** A statement with its values written into it, to be read and run by people. Ours never run this way. */
export function inline(query: Sql, dialect: Dialect): string {
  return query.parts
    .map((part) => {
      if (part.kind === 'text') return part.text;
      return part.kind === 'name' ? dialect.quote(part.name) : literal(part.value);
    })
    .join('');
}

function literal(value: SqlValue): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  return typeof value !== 'boolean' && value < 0 ? `(${value})` : String(value);
}
