import { cellToText } from '#shared/model/cell-text.ts';
import {
  type BlockOrder,
  type ColumnType,
  type Cut,
  type CutLimits,
  castLiteral,
  correlationOf,
  type Dialect,
  digits,
} from '../dialect.ts';
import { join, name, raw, type Sql, sql } from '../sql.ts';
import { type IsJson, isJson, isJsonBefore16, textInJson, valueInJson } from './postgres-json.ts';

/** `ctid` is block and line, as `(12,3)`. A scan may start in the middle or be shared by workers, so its order is none. */
const blocks: BlockOrder = {
  count: ({ schema, name }) =>
    sql`pg_relation_size(cast(format('%I.%I', cast(${schema} as text), cast(${name} as text)) as regclass)) / cast(current_setting('block_size') as bigint)`,
  start: (block) => raw(`cast('(${Math.trunc(block)},0)' as tid)`),
  blockOf: (rowId) => Number(/^\((\d+),/.exec(cellToText(rowId))?.[1] ?? 0),
};

/**
 * Postgres's SQL. Numbers are bound as `integer`, `bigint` or `double precision`, text without a type, so that Postgres
 * infers it from what stands beside it. Times are read in UTC, which the driver sets for every transaction.
 */
export const postgresDialect: Dialect = {
  engine: 'postgres',
  typed: true,
  quote: (name) => `"${name.replaceAll('"', '""')}"`,
  placeholder: (position) => `$${position}`,
  constant: () => null,

  castTo,
  literal: (cell, column) => castLiteral(castTo, cell, column),
  text: (value) => sql`cast(${value} as text)`,
  among: (value, some) => sql`${value} in (${join(some)})`,
  // Each row is a parameter or more, all of which are planned with; a list of values is one comparison.
  mostSpelled: { values: null, rows: 20 },
  double,
  // A plain query within a query would be taken apart again.
  doubleOnce: (value) => sql`(select ${double(raw('f.t'))} from (select ${value} as t offset 0) f)`,
  decimal,
  isFiniteDecimal: (value) => sql`(abs(${value}) <= 1.7976931348623158e308)`,
  isFinite: (value) => sql`(abs(cast(${value} as double precision)) < 'Infinity')`,
  // A value that stands in a condition and behind it is computed twice.
  finite: (value) => sql`nullif(nullif(nullif(cast(${value} as double precision), 'NaN'), 'Infinity'), '-Infinity')`,
  containsText: (value, part) => sql`strpos(lower(${value}), lower(${part})) > 0`,
  lower: (value) => sql`lower(${value})`,
  matches: (value, pattern) => sql`${value} ~ ${pattern}`,
  jsonText: jsonTextBy(textInJson),
  jsonSum: jsonSumIf(isJson),
  jsonEntries: jsonEntriesIf(isJson),
  position: (value, part) => sql`strpos(${value}, ${part})`,
  jsonItem: (array, index) => sql`(cast(${array} as jsonb) ->> cast(${index} as integer))`,
  moment: (seconds) => sql`to_timestamp(${seconds})`,
  epochSeconds: (value) => sql`date_part('epoch', cast(${value} as timestamptz))`,
  sqrt: (value) => sql`sqrt(cast(${value} as double precision))`,
  floor: (value) => sql`floor(${value})`,
  cut,
  given: (rows, columns) => {
    const texts = columns.map((column, at) => sql`r.value ->> ${digits(at)} as ${name(column)}`);
    return sql`select ${join(texts)} from json_array_elements(cast(cast(${rows} as text) as json)) r`;
  },
  wholeNumber: (value) => sql`cast(${value} as bigint)`,
  inOneText: (rows) => sql`select string_agg(cast(r.n as text), ',') from (${rows} offset 0) r`,
  unsorted: null,
  joined: (value, different) => sql`string_agg(${raw(different === undefined ? '' : 'distinct ')}${value}, ',')`,
  list: (numbers) => sql`array[${join(numbers)}]`,
  pairs: (list, alias) => {
    const at = sql`${name(alias)}.at`;
    return {
      join: sql`cross join lateral generate_series(1, cardinality(${list}), 2) as ${name(alias)} (at)`,
      number: sql`((${at} + 1) / 2)`,
      first: sql`(${list})[${at}]`,
      second: sql`(${list})[${at} + 1]`,
    };
  },
  naturalKey: (value) => sql`(regexp_replace(${padDigits(value)}, '0*(\\d{20,})', '\\1', 'g') collate "C")`,
  deviation: (value) => sql`stddev_samp(cast(${value} as double precision))`,
  quantile: (value, share) => sql`percentile_cont(${raw(String(share))}) within group (order by ${value})`,
  correlation: correlationOf,
  digest: (x, y) => [sql`sum(hashfloat8extended(coalesce(${y}, 'NaN'), hashfloat8extended(${x}, 0)))`],
  firstRows: null,
  nullsLast: (value, descending) => sql`${value} ${raw(descending ? 'desc' : 'asc')} nulls last`,
  reduction: 'pairs',
  mark: (values, salt) =>
    sql`(hashtextextended(cast(row(${join(values)}) as text), ${digits(salt)}) & 9007199254740991)`,
  computedOnce: raw('offset 0'),
  onePass: null,
  plan: {
    of: (query) => sql`explain ${query}`,
    // Without a condition it walks along the whole index until it comes upon a row that is meant.
    inOrder: (plan) => {
      const steps = plan.map(([step]) => String(step));
      return (
        steps.some((step) => step.includes('Index Cond:')) && !steps.some((step) => /\b(Sort|Bitmap)\b/.test(step))
      );
    },
    // Each is a round trip.
    mostLooks: 64,
  },
  rowId: { by: raw('ctid'), type: { type: 'tid', kind: 'other' }, inOrder: false, blocks },
};

/** The dialect for a server of this version (`server_version_num`). */
export function postgresDialectOf(version: number): Dialect {
  if (version >= 160_000) return postgresDialect;
  const json = isJsonBefore16;
  const jsonText = jsonTextBy((text, path) => valueInJson(text, path, '#>>', json));
  return { ...postgresDialect, jsonText, jsonSum: jsonSumIf(json), jsonEntries: jsonEntriesIf(json) };
}

/** A `jsonb` column holds nothing but JSON; of everything else each value is looked at first. */
function jsonTextBy(inText: (text: Sql, path: Sql) => Sql): Dialect['jsonText'] {
  return (value, path, column) => {
    const keys = sql`cast(${textArray(path)} as text[])`;
    if (column?.type === 'jsonb') return sql`(${value} #>> ${keys})`;
    return inText(sql`cast(${value} as text)`, keys);
  };
}

function jsonSumIf(valid: IsJson): Dialect['jsonSum'] {
  return (value, path, column) => {
    const keys = sql`cast(${textArray(path)} as text[])`;
    const text = sql`cast(${value} as text)`;
    const found = column?.type === 'jsonb' ? sql`(${value} #> ${keys})` : valueInJson(text, keys, '#>', valid);
    const object = sql`select case when jsonb_typeof(f.v) = 'object' then f.v end as v from (select ${found} as v) f`;
    return sql`(select case when count(o.v) > 0 then coalesce(sum(${double(raw('n.value'))}), 0e0) end
      from (${object}) o left join lateral jsonb_each_text(o.v) n on true)`;
  };
}

function jsonEntriesIf(valid: IsJson): Dialect['jsonEntries'] {
  return (value, alias, column) => {
    const text = sql`cast(${value} as text)`;
    const json = column?.type === 'jsonb' ? value : valueInJson(text, raw("cast('{}' as text[])"), '#>', valid);
    const object = sql`select case when jsonb_typeof(f.v) = 'object' then f.v end as v from (select ${json} as v) f`;
    const found = name(alias, 'value');
    return {
      join: sql`left join lateral (select e.key, e.value from (${object}) o, jsonb_each(o.v) e) ${name(alias)} on true`,
      key: name(alias, 'key'),
      value: found,
      column: { type: 'jsonb', kind: 'json' },
      text: sql`(${found} #>> '{}')`,
    };
  };
}

/** `character(3)` without its length is a single character, and `bit(3)` a single bit; these are of any length. */
const unlimited: Readonly<Record<string, string>> = { character: 'bpchar', bit: 'bit varying' };

/**
 * A length or precision is left out: casting to `varchar(3)` or `numeric(5, 2)` would change the value, and then equal what it is not.
 * A `json` column has no equality, so its value stays text.
 */
function castTo(value: Sql, column: ColumnType): Sql {
  const type = column.type.replace(/\(\d+(,-?\d+)?\)/, '');
  return sql`cast(${value} as ${raw(type === 'json' ? 'text' : (unlimited[type] ?? type))})`;
}

/** Text of a number that, where it is short, is none beyond all doubles. */
const USUAL = String.raw`^\s*(nan|[+-]?inf(inity)?|[+-]?(\d+\.?\d*|\.\d+)(e[+-]?[01]?\d?\d)?)\s*$`;

/** Text of any number that a `numeric` can hold. */
const NUMBER = String.raw`^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?\s*$`;

function double(value: Sql): Sql {
  const text = sql`cast(${value} as text)`;
  const other = wide(sql`cast(${text} as numeric)`);
  return sql`case when octet_length(${text}) < 60 and ${text} ~* ${USUAL} then cast(${text} as double precision) when ${text} ~* ${NUMBER} then ${other} end`;
}

/** A type that says how many digits it holds, and not more than three hundred, holds nothing beyond a double but NaN. */
function decimal(value: Sql, { type }: ColumnType): Sql {
  return /^numeric\([12]?\d?\d(,[12]?\d?\d)?\)$/.test(type) ? sql`cast(${value} as double precision)` : wide(value);
}

/** Casting fails for what rounds to ∞ or 0; the bounds are where a double's own range ends. */
function wide(value: Sql): Sql {
  return sql`case when abs(${value}) between 2.4703282292062328e-324 and 1.7976931348623158e308 then cast(${value} as double precision) when ${value} = 'NaN' then 'NaN' when ${value} > 1 then 'Infinity' when ${value} < -1 then '-Infinity' when ${value} is not null then 0e0 end`;
}

/** A text array as one parameter, in the engine's own notation. */
function textArray(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** Twenty zeros before every run of digits; what is too much is taken away again. */
function padDigits(value: Sql): Sql {
  return sql`regexp_replace(cast(${value} as text), '(\\d+)', '00000000000000000000\\1', 'g')`;
}

/** A size in bytes is known without unpacking the value, so it is looked at first. */
function cut(value: Sql, column: ColumnType, limits: CutLimits): Cut | null {
  const { kind, type } = column;
  if (kind === 'blob') {
    const first = sql`substring(${value} from 1 for ${digits(limits.bytes + 1)})`;
    return { value: first, size: sql`octet_length(${value})`, head: null };
  }
  if (!['text', 'json', 'nested', 'other'].includes(kind) || small.has(type)) return null;
  const text = sql`cast(${value} as text)`;
  const size = sql`length(${text})`;
  if (kind === 'json' || isText.test(type)) {
    return { value: sql`left(${text}, ${digits(limits.characters + 1)})`, size, head: null };
  }
  const room = digits(limits.characters * NESTED_ROOM);
  const long = sql`(octet_length(${text}) > ${room} and ${size} > ${room})`;
  const large = type.endsWith('[]') ? sql`(cardinality(${value}) > ${digits(limits.items)} or ${long})` : long;
  return {
    value: sql`case when ${large} then null else ${value} end`,
    size: sql`case when ${large} then ${size} end`,
    head: sql`case when ${large} then left(${text}, ${digits(limits.characters)}) end`,
  };
}

/** Types whose values are text and nothing else. */
const isText = /^(text|character varying|character|citext)\b(?!.*\[\])/;

/** A nested value is drawn as a tree, so it may be longer than a text before it is cut. */
const NESTED_ROOM = 10;

/** Types whose values are never large. */
const small: ReadonlySet<string> = new Set([
  ...['uuid', 'interval', 'time without time zone', 'time with time zone', 'money', 'inet', 'cidr', 'macaddr'],
  ...['oid', 'xid', 'tid', 'name', 'point', 'box', 'circle', 'pg_lsn'],
]);
