import { literal } from '../../../drivers/duckdb/settings.ts';

/** One point of an animal in a wide table: which columns hold it. */
export interface BodyPart {
  readonly name: string;
  /** Number of the individual, or an expression for it. */
  readonly individual: string;
  readonly x: string;
  readonly y: string;
  readonly score: string | null;
}

/** A wide table with a row per point: `kept` columns as they are, and `part`, `individual`, `px`, `py`, `score`. */
export function longBy(parts: readonly BodyPart[], from: string, kept: string): string {
  const each = parts.map(
    ({ name, individual, x, y, score }) =>
      `{part: ${literal(name)}, individual: ${individual}, px: ${x}, py: ${y}, score: ${score ?? 'cast(null as varchar)'}}`,
  );
  return `(select ${kept}, unnest([${each.join(', ')}], recursive := true) from ${from})`;
}
