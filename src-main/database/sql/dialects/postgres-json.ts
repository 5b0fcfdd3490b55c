import { raw, type Sql, sql } from '../sql.ts';

/**
 * Whether a text is JSON that Postgres takes: casting what is not would fail the whole statement. Needs Postgres 16, or
 * takes the long way: strings, then other scalars, then arrays and objects from the inside out become one character each,
 * until a single one is left.
 */
export type IsJson = (text: Sql) => Sql;

export const isJson: IsJson = (text) => sql`pg_input_is_valid(${text}, 'jsonb')`;

export const isJsonBefore16: IsJson = (text) => {
  let reduced = sql`regexp_replace(regexp_replace(${text}, ${STRING}, ${STRING_MARK}, 'g'), ${SCALAR}, ${MARK}, 'g')`;
  for (let depth = 0; depth < DEEPEST; depth++) reduced = sql`regexp_replace(${reduced}, ${NESTED}, ${MARK}, 'g')`;
  return sql`(${text} !~ ${`[${STRING_MARK}${MARK}]`} and ${reduced} ~ ${`^${SPACE}${ANY}${SPACE}$`})`;
};

/**
 * A value of a text as text. Casting to `jsonb` takes three times as long as looking through `json`, which does not take
 * every escape apart, nor does it look at them before; needs Postgres 16.
 */
export function textInJson(text: Sql, path: Sql): Sql {
  return sql`(case
    when ${text} is json and strpos(${text}, '\\u') = 0 then cast(${text} as json) #>> ${path}
    else ${valueInJson(text, path, '#>>', isJson)} end)`;
}

/**
 * A value of a text as text (`#>>`) or JSON (`#>`). What Python writes for numbers that JSON lacks is read as the words it
 * is.
 */
export function valueInJson(text: Sql, path: Sql, operator: '#>>' | '#>', valid: IsJson): Sql {
  const repaired = sql`regexp_replace(${text}, ${PYTHON_NUMBER}, ${'\\1"\\2"'}, 'g')`;
  return sql`(case
    when ${valid(text)} then cast(${text} as jsonb) ${raw(operator)} ${path}
    when ${text} ~ 'NaN|Infinity' and ${valid(repaired)} then cast(${repaired} as jsonb) ${raw(operator)} ${path} end)`;
}

const PYTHON_NUMBER = String.raw`([\[,:]\s*)(NaN|-?Infinity)(?=\s*[\],}])`;

/** Levels of nesting that are looked into. */
const DEEPEST = 16;

/** What stands for a string, and for any other value. */
const [STRING_MARK, MARK] = ['\u0001', '\u0002'];
const ANY = `[${STRING_MARK}${MARK}]`;
const SPACE = String.raw`[ \t\r\n]*`;

/** Surrogates in pairs, and no zero character: Postgres takes neither. */
const ESCAPE = String.raw`\\(["\\/bfnrt]|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u(?!0000|[dD][89a-fA-F])[0-9a-fA-F]{4})`;
const STRING = `"([^"\\\\\\u0001-\\u001f]|${ESCAPE})*"`;
const SCALAR = String.raw`true|false|null|-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d{1,4})?`;
const ITEMS = `${SPACE}(${ANY}${SPACE}(,${SPACE}${ANY}${SPACE})*)?`;
const PAIR = `${STRING_MARK}${SPACE}:${SPACE}${ANY}${SPACE}`;
const PAIRS = `${SPACE}(${PAIR}(,${SPACE}${PAIR})*)?`;
const NESTED = `\\[${ITEMS}\\]|\\{${PAIRS}\\}`;
