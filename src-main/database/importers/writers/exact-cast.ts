import { isNested, plainType } from '../types.ts';

/** Raised in the engine when a value would change on its way. */
export const doesNotFit = 'starling: does not fit';

/**
 * DuckDB's expression that turns a value of one of its types into another without changing it: where it would, the
 * statement fails with {@link doesNotFit}.
 */
export function exactCast(value: string, from: string, to: string): string {
  const { cast, fits } = judgedCast(value, from, to);
  return fits === null ? cast : `case when ${fits} then ${cast} else error('${doesNotFit}') end`;
}

/** The same in two: a cast that never fails, and a condition under which it changes nothing (`null` where it never does). */
export function judgedCast(value: string, from: string, to: string): { readonly cast: string; fits: string | null } {
  const [source, target] = [plainType(from), plainType(to)];
  if (source === target) return { cast: value, fits: null };
  if (target === 'VARCHAR')
    return { cast: isNested(source) ? `cast(to_json(${value}) as varchar)` : `cast(${value} as varchar)`, fits: null };
  if (isWidening(source, target)) return { cast: `cast(${value} as ${to})`, fits: null };
  const cast = `try_cast(${value} as ${to})`;
  return { cast, fits: `cast(${cast} as ${from}) is not distinct from ${value}` };
}

const wholeNumbers = ['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'HUGEINT'];
const naturalNumbers = ['UTINYINT', 'USMALLINT', 'UINTEGER', 'UBIGINT', 'UHUGEINT'];
/** Integers that a double holds all of. */
const held = ['TINYINT', 'SMALLINT', 'INTEGER', 'UTINYINT', 'USMALLINT', 'UINTEGER'];
const times = ['DATE', 'TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP'];

function isWidening(from: string, to: string): boolean {
  const [whole, natural] = [wholeNumbers.indexOf(to), naturalNumbers.indexOf(to)];
  if (whole >= 0) {
    if (from === 'BOOLEAN') return true;
    if (naturalNumbers.includes(from)) return naturalNumbers.indexOf(from) < whole;
    return wholeNumbers.includes(from) && wholeNumbers.indexOf(from) <= whole;
  }
  if (natural >= 0) return naturalNumbers.includes(from) && naturalNumbers.indexOf(from) <= natural;
  if (to === 'DOUBLE') return from === 'FLOAT' || held.includes(from);
  if (to === 'TIMESTAMP') return times.includes(from);
  return to === 'JSON' && isNested(from);
}
