import {
  type ColumnType,
  type Cut,
  type CutLimits,
  castLiteral,
  correlationOf,
  type Dialect,
  digits,
  type JsonEntries,
} from '../dialect.ts';
import { join, name, raw, type Sql, sql, constant as word } from '../sql.ts';

/** DuckDB's SQL. Times are read in UTC, which the driver sets for every instance. */
export const duckdbDialect: Dialect = {
  engine: 'duckdb',
  typed: true,
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  placeholder: (position) => `$${position}`,
  constant,

  castTo,
  literal: (cell, column) => castLiteral(isEnum(column) ? castToEnum : castTo, cell, column),
  text: (value) => sql`cast(${value} as varchar)`,
  among: (value, some) =>
    sql`(${join(
      some.map((each) => sql`${value} = ${each}`),
      ' or ',
    )})`,
  // Of a list, DuckDB makes a join: twice as slow as comparing with each of a few. Given as rows, the join passes over the
  // parts of a table where none of them can be, and the plan of the statement is not as long as the list.
  mostSpelled: { values: 20, rows: 20 },
  double: (value) => sql`try_cast(${value} as double)`,
  doubleOnce: (value) => sql`try_cast(${value} as double)`,
  decimal: (value) => sql`cast(${value} as double precision)`,
  isFiniteDecimal: (value) => sql`(${value} is not null)`,
  isFinite: (value) => sql`isfinite(${value})`,
  finite: (value) => sql`case when isfinite(${value}) then cast(${value} as double precision) end`,
  containsText: (value, part) => sql`contains(lower(${value}), lower(${part}))`,
  lower: (value) => sql`lower(${value})`,
  matches: (value, pattern) => sql`regexp_matches(${value}, ${pattern})`,
  jsonText: (value, path) => sql`json_extract_string(try_cast(${value} as json), ${word(jsonPointer(path))})`,
  jsonItem: (array, index) => sql`json_extract_string(${array}, cast(${index} as bigint))`,
  moment: (seconds) => sql`make_timestamptz(cast(round(${seconds} * 1e6) as bigint))`,
  jsonSum,
  jsonEntries,
  position: (value, part) => sql`strpos(${value}, ${part})`,
  epochSeconds: (value) => sql`epoch(try_cast(${value} as timestamp))`,
  sqrt: (value) => sql`sqrt(${value})`,
  floor: (value) => sql`floor(${value})`,
  cut,
  given: (rows, columns) => {
    const texts = columns.map((column, at) => sql`r.row[${digits(at + 1)}] as ${name(column)}`);
    return sql`select ${join(texts)} from (select unnest(from_json(cast(${rows} as json), '[["VARCHAR"]]')) as row) r`;
  },
  wholeNumber: (value) => sql`cast(${value} as bigint)`,
  inOneText: null,
  unsorted: null,
  joined: (value, different) => sql`string_agg(${raw(different === undefined ? '' : 'distinct ')}${value}, ',')`,
  list: (numbers) => sql`[${join(numbers)}]`,
  pairs: (list, alias) => {
    const at = name(alias, 'at');
    return {
      join: sql`cross join lateral (select unnest(range(1, len(${list}) + 1, 2)) as at) ${name(alias)}`,
      number: sql`((${at} + 1) // 2)`,
      first: sql`list_extract(${list}, ${at})`,
      second: sql`list_extract(${list}, ${at} + 1)`,
    };
  },
  naturalKey: (value) => sql`regexp_replace(${padDigits(value)}, '0*(\\d{20,})', '\\1', 'g')`,
  deviation: (value) => sql`stddev_samp(${value})`,
  quantile: (value, share) => sql`quantile_cont(${value}, ${raw(String(share))})`,
  correlation: correlationOf,
  digest: (x, y) => [sql`sum(hash(${x}, ${y}))`],
  // Of a limit it knows, DuckDB makes a second scan of the whole table for the rows' other columns (100 ms at 100 M rows).
  firstRows: (count) => sql`(select ${digits(count)})`,
  nullsLast: (value, descending) => sql`${value} ${raw(descending ? 'desc' : 'asc')} nulls last`,
  reduction: 'rows',
  mark: (values, salt) => sql`(hash(${join(values)}, ${digits(salt)}) >> 11)`,
  computedOnce: raw(''),
  onePass: null,
  plan: null,
  rowId: { by: raw('rowid'), type: { type: 'BIGINT', kind: 'integer' }, inOrder: true, blocks: null },
};

/** Text compares as text (an ENUM too, whose cast would fail for a word it does not know); blobs come as `\x…`. */
function castTo(value: Sql, column: ColumnType): Sql {
  if (column.kind === 'text' || column.kind === 'json') return sql`cast(${value} as varchar)`;
  if (column.kind === 'blob') return sql`from_hex(replace(cast(${value} as varchar), '\\x', ''))`;
  return sql`cast(${value} as ${raw(column.type)})`;
}

/** An ENUM is ordered by its own list, so its values have to compare as what they are. */
function castToEnum(value: Sql, { type }: ColumnType): Sql {
  return sql`cast(${value} as ${raw(type)})`;
}

function isEnum({ type }: ColumnType): boolean {
  return /^enum\b/i.test(type);
}

/** A number with an exponent is a double from the start; without one it would be a decimal first. */
function constant(value: string | number): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? `(${value.toExponential()})` : null;
  return value.includes('\0') ? null : `'${value.replaceAll("'", "''")}'`;
}

/** JSON Pointer finds array items and digit keys alike. */
function jsonPointer(path: readonly string[]): string {
  return path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function jsonSum(value: Sql, path: readonly string[]): Sql {
  const json = sql`try_cast(${value} as json)`;
  const found = sql`json_extract_string(json_extract(${json}, ${word(jsonPointer(path))}), '$.*')`;
  const sum = sql`list_sum(list_transform(${found}, lambda each: try_cast(each as double)))`;
  return sql`case when json_type(${json}, ${word(jsonPointer(path))}) = 'OBJECT' then coalesce(${sum}, 0e0) end`;
}

function jsonEntries(value: Sql, alias: string): JsonEntries {
  const key = name(alias, 'key');
  const json = sql`try_cast(${value} as json)`;
  const at = sql`'/' || replace(replace(${key}, '~', '~0'), '/', '~1')`;
  return {
    join: sql`left join lateral (select unnest(json_keys(${json})) as key) ${name(alias)} on true`,
    key,
    value: sql`json_extract(${json}, ${at})`,
    column: { type: 'JSON', kind: 'json' },
    text: sql`json_extract_string(${json}, ${at})`,
  };
}

/** Twenty zeros before every run of digits; what is too much is taken away again. */
function padDigits(value: Sql): Sql {
  return sql`regexp_replace(cast(${value} as varchar), '(\\d+)', '00000000000000000000\\1', 'g')`;
}

/** Lists are measured in items first; what else is nested, by its text. */
function cut(value: Sql, column: ColumnType, limits: CutLimits): Cut | null {
  const { kind, type } = column;
  if (kind === 'blob') {
    return { value: sql`${value}[1:${digits(limits.bytes + 1)}]`, size: sql`octet_length(${value})`, head: null };
  }
  const text = kind === 'text' ? value : sql`cast(${value} as varchar)`;
  const size = sql`length(${text})`;
  if (kind === 'json' || (kind === 'text' && !isEnum(column))) {
    return { value: sql`left(${text}, ${digits(limits.characters + 1)})`, size, head: null };
  }
  if (kind !== 'nested' && !(kind === 'other' && mayBeLarge.test(type))) return null;
  const long = sql`${size} > ${digits(limits.characters * NESTED_ROOM)}`;
  const large = type.endsWith(']') ? sql`(len(${value}) > ${digits(limits.items)} or ${long})` : long;
  return {
    value: sql`case when ${large} then null else ${value} end`,
    size: sql`case when ${large} then ${size} end`,
    head: sql`case when ${large} then left(${text}, ${digits(limits.characters)}) end`,
  };
}

/** Of types that are neither text nor nested; a UUID, for one, is always small. */
const mayBeLarge = /^(bit|varint|bignum|variant|geometry|union|unknown)\b|^$/i;

/** A nested value is drawn as a tree, so it may be longer than a text before it is cut. */
const NESTED_ROOM = 10;
