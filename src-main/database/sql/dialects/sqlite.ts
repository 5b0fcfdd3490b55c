import { type Cell, isTagged } from '#shared/model/cell.ts';
import { Failure } from '#shared/model/failure.ts';
import { type ColumnType, type Cut, type CutLimits, type Dialect, digits, type JsonEntries } from '../dialect.ts';
import { join, name, raw, type Sql, sql } from '../sql.ts';

/**
 * SQLite's SQL. Any cell may hold any type, so every function here looks at the value's own type first. The functions
 * named `starling_…` are registered by the driver.
 */
export const sqliteDialect: Dialect = {
  engine: 'sqlite',
  typed: false,
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  placeholder: () => '?',
  constant: () => null,

  castTo,
  literal,
  text: (value) => sql`cast(${value} as text)`,
  among: (value, some) => sql`${value} in (${join(some)})`,
  mostSpelled: { values: null, rows: null },
  double,
  doubleOnce: double,
  decimal: (value) => sql`cast(${value} as double precision)`,
  // The sign strips a column's affinity, which would turn the bounds into text; text is never between two numbers.
  isFiniteDecimal: finiteNumber,
  isFinite: finiteNumber,
  finite: (value) => sql`case when ${finiteNumber(value)} then cast(${value} as double precision) end`,
  containsText,
  lower: (value, part) => (isAscii(part) ? sql`lower(${value})` : sql`starling_lower(${value})`),
  matches: (value, pattern) => sql`starling_matches(${value}, ${pattern})`,
  jsonText,
  jsonSum,
  jsonEntries,
  position: (value, part) => sql`instr(${value}, ${part})`,
  jsonItem: (array, index) => jsonAt(array, sql`('$[' || cast(${index} as integer) || ']')`),
  moment: (seconds) => sql`strftime('%Y-%m-%d %H:%M:%fZ', ${seconds}, 'unixepoch')`,
  epochSeconds,
  sqrt: (value) => sql`sqrt(${value})`,
  floor: (value) => sql`floor(${value})`,
  cut,
  // The limit makes it a table of its own, which can have an index; `json_each` would be read through for every row.
  given: (rows, columns) => {
    const texts = columns.map((column, at) => sql`r.value ->> ${digits(at)} as ${name(column)}`);
    return sql`select ${join(texts)} from json_each(${rows}) r limit -1 offset 0`;
  },
  wholeNumber: (value) => sql`cast(${value} as integer)`,
  inOneText: (rows) => sql`select group_concat(r.n) from (${rows}) r`,
  joined: (value, different) => sql`group_concat(${raw(different === undefined ? '' : 'distinct ')}${value})`,
  unsorted: (value) => sql`+${value}`,
  list: (numbers) => sql`json_array(${join(numbers)})`,
  pairs: (list, alias) => {
    const at = name(alias, 'key');
    const json = sql`case when json_valid(${list}) then ${list} end`;
    return {
      join: sql`join json_each(${json}) ${name(alias)} on ${at} % 2 = 0`,
      number: sql`(${at} / 2 + 1)`,
      first: name(alias, 'value'),
      second: sql`json_extract(${json}, '$[' || (${at} + 1) || ']')`,
    };
  },
  naturalKey: (value) => sql`starling_natural(${value})`,
  deviation: (value) => sql`starling_deviation(${value})`,
  quantile: (value, share) => sql`starling_quantile(${value}, ${raw(String(share))})`,
  correlation: (one, other) => sql`starling_correlation(${one}, ${other})`,
  // Compensated sums, by its order of reading: nothing shorter than a function of ours tells more, in ten times the time.
  // The first is of values below 1, so that none of any size hides what becomes of the others.
  digest: (x, y) => [sql`total(${y} / (1 + abs(${y})))`, sql`total(${y} * ${x})`, sql`total(${x})`],
  firstRows: null,
  nullsLast: (value, descending) => sql`${value} ${raw(descending ? 'desc' : 'asc')} nulls last`,
  reduction: 'function',
  computedOnce: raw(''),
  onePass: {
    // A limit keeps the query from being merged into the one around it, which would compute a value wherever it is named.
    ordered: (keys) => sql`order by ${keys} limit -1 offset 0`,
    alike: (values) =>
      join(
        values.map((value) => sql`coalesce(${value}, char(30))`),
        ' || char(31) || ',
      ),
  },
  plan: {
    of: (query) => sql`explain query plan ${query}`,
    inOrder: (plan) => !plan.some((row) => String(row[3]).startsWith('USE TEMP B-TREE')),
    mostLooks: 2000,
  },
  rowId: { by: raw('_rowid_'), type: { type: 'INTEGER', kind: 'integer' }, inOrder: true, blocks: null },
};

/** The sign keeps a column's affinity out of the comparison: text is greater than any number. */
function finiteNumber(value: Sql): Sql {
  return sql`(+${value} between -1.7976931348623157e308 and 1.7976931348623157e308)`;
}

/** A number where the text is one, else the text itself: a column of numbers may hold text, and is compared by it. */
function castTo(value: Sql, column: ColumnType): Sql {
  switch (column.kind) {
    case 'text':
    case 'json':
      return sql`cast(${value} as text)`;
    case 'blob':
      return sql`coalesce(unhex(replace(${value}, '\\x', '')), ${value})`;
    case 'boolean':
      return sql`case lower(${value}) when 'true' then 1 when 'false' then 0 else coalesce(starling_number(${value}), ${value}) end`;
    default:
      return sql`coalesce(starling_number(${value}), ${value})`;
  }
}

function double(value: Sql): Sql {
  return sql`case when typeof(${value}) in ('text', 'blob') then cast(starling_number(${value}) as real) else ${value} + 0.0 end`;
}

/** SQLite's `lower` knows ASCII only, which is enough (and much faster) when the part looked for is ASCII. */
function containsText(value: Sql, part: Sql): Sql {
  const ascii = part.parts.every((each) => each.kind !== 'value' || isAscii(String(each.value)));
  return ascii ? sql`instr(lower(${value}), lower(${part})) > 0` : sql`starling_contains(${value}, ${part})`;
}

function isAscii(text: string): boolean {
  return !/[^ -~]/.test(text);
}

/** Digits are tried as an array's index first, then as a key. */
function jsonText(value: Sql, path: readonly string[]): Sql {
  const keys = `$${path.map((key) => `.${JSON.stringify(key)}`).join('')}`;
  const indexed = `$${path.map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${JSON.stringify(key)}`)).join('')}`;
  const found =
    keys === indexed
      ? jsonAt(value, sql`${keys}`)
      : sql`coalesce(${jsonAt(value, sql`${indexed}`)}, ${jsonAt(value, sql`${keys}`)})`;
  return sql`case when ${isJson(value)} then ${found} end`;
}

/** What Python writes for numbers that JSON lacks is taken too. */
function isJson(value: Sql): Sql {
  const pythons = sql`json_valid(${value}, 2) and (instr(${value}, 'NaN') or instr(${value}, 'Infinity'))`;
  return sql`(json_valid(${value}) or ${pythons})`;
}

function jsonSum(value: Sql, path: readonly string[]): Sql {
  const at = `$${path.map((key) => `.${JSON.stringify(key)}`).join('')}`;
  const numbers = sql`select total(e.value) from json_each(${value}, ${at}) e where e.type in ('integer', 'real')`;
  return sql`case when json_valid(${value}) then case when json_type(${value}, ${at}) = 'object' then (${numbers}) end end`;
}

function jsonEntries(value: Sql, alias: string): JsonEntries {
  const object = sql`case when ${isJson(value)} then case when json_type(${value}) = 'object' then ${value} end end`;
  const [key, found, type] = [name(alias, 'key'), name(alias, 'value'), name(alias, 'type')];
  // Of a fraction every digit, as below; a key with these is no path.
  const plain = sql`instr(${key}, '"') = 0 and instr(${key}, '\\') = 0`;
  const fraction = sql`case when ${plain} then ${value} -> ${name(alias, 'fullkey')} else cast(${found} as text) end`;
  return {
    join: sql`left join json_each(${object}) ${name(alias)} on true`,
    key,
    value: sql`case when ${type} = 'object' then ${found} end`,
    column: { type: 'text', kind: 'json' },
    text: sql`case ${type} when 'true' then 'true' when 'false' then 'false' when 'real' then ${fraction} else cast(${found} as text) end`,
  };
}

/** Numbers keep every digit that is written; the function that finds a value keeps fifteen. */
function jsonAt(value: Sql, path: Sql): Sql {
  return sql`case json_type(${value}, ${path}) when 'true' then 'true' when 'false' then 'false' when 'real' then ${value} -> ${path} else cast(json_extract(${value}, ${path}) as text) end`;
}

/**
 * ISO 8601 text (UTC unless it says otherwise; every digit of the fraction counts, which is read apart because some
 * versions round it up into the next second), or a number of seconds, milliseconds,
 * microseconds or nanoseconds since 1970, told apart by size.
 */
function epochSeconds(value: Sql): Sql {
  const fraction = sql`cast('0' || substr(${value}, 20) as real)`;
  const whole = sql`unixepoch(substr(${value}, 1, 19) || ltrim(substr(${value}, 20), '.0123456789'))`;
  return sql`case
    when typeof(${value}) = 'text' and ${value} glob '[0-9][0-9][0-9][0-9]-*' then ${whole} + ${fraction}
    when typeof(${value}) in ('text', 'blob') then cast(starling_number(${value}) as real)
    when abs(${value}) >= 1e17 then ${value} / 1e9
    when abs(${value}) >= 1e14 then ${value} / 1e6
    when abs(${value}) >= 1e11 then ${value} / 1e3
    else ${value} + 0.0 end`;
}

/** Any column may hold text and blobs; only these are ever cut. */
function cut(value: Sql, _column: ColumnType, limits: CutLimits): Cut {
  // An empty blob has no first bytes: `substr` makes it NULL.
  return {
    value: sql`case typeof(${value}) when 'text' then substr(${value}, 1, ${digits(limits.characters + 1)}) when 'blob' then coalesce(substr(${value}, 1, ${digits(limits.bytes + 1)}), ${value}) else ${value} end`,
    size: sql`case when typeof(${value}) in ('text', 'blob') then length(${value}) end`,
    head: null,
  };
}

/** The value's own type decides, not the column's; a parameter has no affinity, so it compares as what it is. */
function literal(cell: Cell): Sql {
  if (!isTagged(cell)) return Number.isSafeInteger(cell) ? sql`${BigInt(cell as number)}` : sql`${cell}`;
  if (cell.k === 'blob') return sql`unhex(${cell.hex})`;
  if (cell.k === 'int') return sql`${BigInt(cell.t)}`;
  if (cell.k === 'float') return sql`${Number(cell.t)}`;
  if ('t' in cell) return sql`${cell.t}`;
  throw new Failure('INTERNAL', 'A nested value cannot be compared. Sort or filter by another column.');
}
