import { raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundStates } from './bind-states.ts';
import type { Changes } from './changes.ts';
import type { Part } from './parts.ts';

/** Rows as whole numbers in one text, where an engine takes longer to hand out each row. */
export interface PackedStates {
  /** Rows of a piece, about, and the seconds that it may be long. */
  readonly rows: number;
  readonly seconds: number;
  /** A row's moment since the beginning of the piece, its part and its state in one whole number; NULL of another part. */
  value(part: Sql, from: number): Sql;
  /** What makes one text of a query with a column `n`. */
  together(rows: Sql): Sql;
  read(text: string, from: number): Changes;
}

/** Doubles of these epoch seconds (from January 2004 to February 2106) are multiples of this part of a second. */
const FINE = 2 ** 22;
const FINE_FROM = 2 ** 30;
const FINE_TO = 2 ** 32;

/** A text of about 4 MB. */
const ROWS = 250_000;

/** Off, on, unknown and nothing. */
const STATES = 4;

/** `null` where rows stream as they are, and for times that would be rounded. */
export function packedStates({ times, state, context }: BoundStates, parts: readonly Part[]): PackedStates | null {
  const { inOneText, wholeNumber } = context.dialect;
  const [first, last] = times.extent ?? [0, 0];
  if (inOneText === null || first < FINE_FROM || last >= FINE_TO) return null;
  const kinds = STATES * parts.length;
  const code = sql`case ${state} when 0 then 0 when 1 then 1 when 2 then 2 else 3 end`;
  return {
    rows: ROWS,
    seconds: Math.floor(Number.MAX_SAFE_INTEGER / FINE / kinds),
    value: (part, from) =>
      sql`${wholeNumber(sql`(${times.seconds('t')} - ${raw(from.toExponential())}) * ${raw(FINE.toExponential())}`)} * ${raw(String(kinds))} + ${part} * ${raw(String(STATES))} + ${code}`,
    together: inOneText,
    read: (text, from) => readText(text, kinds, from),
  };
}

function readText(text: string, kinds: number, from: number): Changes {
  // As JSON, the runtime's own code reads the numbers, four times as fast as ours.
  const values = JSON.parse(`[${text}]`) as number[];
  const rows = values.length;
  const [part, at, state] = [new Float64Array(rows), new Float64Array(rows), new Float64Array(rows)];
  for (let row = 0; row < rows; row++) {
    const value = values[row]!;
    // The remainder of numbers this large takes ten times as long as a division.
    let moment = Math.floor(value / kinds);
    if (moment * kinds > value) moment -= 1;
    const kind = value - moment * kinds;
    const code = kind & (STATES - 1);
    at[row] = from + moment / FINE;
    part[row] = kind >> 2;
    state[row] = code === 3 ? Number.NaN : code;
  }
  return { part, at, state };
}
