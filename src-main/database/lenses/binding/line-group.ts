import type { M4Group } from '../../queries/m4.ts';
import type { Sql } from '../../sql/sql.ts';
import type { Compiled } from './compile.ts';

/** Lines told apart by some values; `text` makes a line's key of them. */
export function lineGroup(parts: readonly Compiled[], text: (parts: readonly Compiled[]) => Sql): M4Group {
  return {
    parts: parts.map((part) => part.sql),
    text: (values) => text(parts.map((part, at) => ({ ...part, sql: values[at] ?? part.sql }))),
  };
}
