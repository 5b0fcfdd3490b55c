import type { SqliteValue } from './handle.ts';
import { linesFunction, stepsFunction } from './lines-function.ts';
import { correlationFunction, quantileFunction } from './moments.ts';
import { smoothFunction } from './smooth-function.ts';

/**
 * What our SQL needs and SQLite lacks, registered on every connection, in either library. All are deterministic, so
 * SQLite computes a call on parameters once per statement.
 */
interface Registry {
  function(name: string, options: Options, run: (...values: SqliteValue[]) => SqliteValue): unknown;
  aggregate<State>(name: string, options: AggregateOptions<State>): unknown;
}

/** `useBigIntArguments` is what `node:sqlite` needs where better-sqlite3 takes the database's own default. */
interface Options {
  deterministic: boolean;
  directOnly: boolean;
  useBigIntArguments: boolean;
}

interface AggregateOptions<State> extends Options {
  start: () => State;
  step: (state: State, ...values: SqliteValue[]) => State;
  result: (state: State) => SqliteValue;
}

export function registerFunctions(database: unknown): void {
  const registry = database as Registry;
  const options = { deterministic: true, directOnly: true, useBigIntArguments: true };
  registry.function('starling_number', options, (text) => numberOf(text ?? null));
  registry.function('starling_matches', options, (text, pattern) => matches(text ?? null, pattern ?? null));
  registry.function('starling_contains', options, (text, part) => contains(text ?? null, part ?? null));
  registry.function('starling_lower', options, (text) => (text == null ? null : String(text).toLowerCase()));
  const natural = remembering(naturalKey);
  registry.function('starling_natural', options, (text) => natural(text ?? null));
  registry.aggregate('starling_deviation', {
    ...options,
    start: () => ({ count: 0, mean: 0, squares: 0 }),
    step: (moments: Moments, value) => addValue(moments, value ?? null),
    result: ({ count, squares }) => (count < 2 || Number.isNaN(squares) ? null : Math.sqrt(squares / (count - 1))),
  });
  registry.aggregate('starling_quantile', { ...options, ...quantileFunction });
  registry.aggregate('starling_correlation', { ...options, ...correlationFunction });
  registry.aggregate('starling_lines', { ...options, ...linesFunction });
  registry.aggregate('starling_steps', { ...options, ...stepsFunction });
  registry.aggregate('starling_smooth', { ...options, ...smoothFunction });
}

const INTEGER = /^\s*[+-]?\d+\s*$/;
const REAL = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;
const INFINITE = /^\s*([+-]?)inf(inity)?\s*$/i;
const INT64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

/** The number a text stands for, exact where it is a 64-bit integer; NULL where it is none. */
export function numberOf(value: SqliteValue): SqliteValue {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  if (typeof value !== 'string') return null;
  if (INTEGER.test(value)) {
    const exact = BigInt(value.trim().replace(/^\+/, ''));
    return exact >= INT64.min && exact <= INT64.max ? exact : Number(exact);
  }
  if (REAL.test(value)) return Number(value);
  const infinite = INFINITE.exec(value);
  return infinite === null ? null : infinite[1] === '-' ? -Infinity : Infinity;
}

let lastPattern: { readonly text: string; readonly expression: RegExp } | null = null;

/** 1 where the regular expression (JavaScript's) is found in the text. Throws the parser's words for a bad one. */
function matches(text: SqliteValue, pattern: SqliteValue): SqliteValue {
  if (text === null || typeof pattern !== 'string') return null;
  if (lastPattern?.text !== pattern) lastPattern = { text: pattern, expression: new RegExp(pattern, 'u') };
  return lastPattern.expression.test(String(text)) ? 1n : 0n;
}

/** Contains, ignoring case in every script; SQLite's own `lower` knows ASCII only. */
function contains(text: SqliteValue, part: SqliteValue): SqliteValue {
  if (text === null || part === null) return null;
  return String(text).toLowerCase().includes(String(part).toLowerCase()) ? 1n : 0n;
}

/** Digits get their count in front, so that binary order of the key is natural order of the text: `9` → `019`, `10` → `0210`. */
export function naturalKey(value: SqliteValue): SqliteValue {
  if (typeof value !== 'string') return value;
  return value.replace(/\d+/g, (digits) => {
    const plain = digits.replace(/^0+(?=\d)/, '');
    return String(plain.length).padStart(3, '0') + plain;
  });
}

/** Rows that lie together share their parent's name: the last texts need no second look. */
function remembering(of: (value: SqliteValue) => SqliteValue): (value: SqliteValue) => SqliteValue {
  const known = new Map<SqliteValue, SqliteValue>();
  return (value) => {
    const found = known.get(value);
    if (found !== undefined) return found;
    const made = of(value);
    if (known.size >= 256) known.clear();
    known.set(value, made);
    return made;
  };
}

/** Welford's running moments: as exact as one pass gets. */
interface Moments {
  count: number;
  mean: number;
  squares: number;
}

function addValue(moments: Moments, value: SqliteValue): Moments {
  if (typeof value !== 'number' && typeof value !== 'bigint') return moments;
  const number = Number(value);
  moments.count += 1;
  const before = number - moments.mean;
  moments.mean += before / moments.count;
  moments.squares += before * (number - moments.mean);
  return moments;
}
