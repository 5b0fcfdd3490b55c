import type { ColumnInfo } from '#shared/model/catalogue.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { all, constant, join, name, raw, type Sql, type SqlInput, sql } from '../../sql/sql.ts';
import { type Compiled, textOf } from './compile.ts';

/**
 * Ids of sessions and episodes are text outside. A single column's id is its value as text; a composite id is a JSON
 * array of texts (and nulls). Inside they are compared in the columns' own types, so that indexes serve.
 */
export function idText(parts: readonly Compiled[], dialect: Dialect): Sql {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return textOf(first, dialect);
  const items = parts.map((part) => sql`coalesce(${jsonString(part, dialect)}, 'null')`);
  return sql`('[' || ${join(items, " || ',' || ")} || ']')`;
}

/**
 * The condition that an id's parts are those of one of the texts; texts that can be no id match nothing. Composite ids are
 * compared as rows, which engines hash or look up; only ids with a NULL part are spelled out.
 */
export function idIn(parts: readonly Compiled[], ids: readonly string[], dialect: Dialect): Sql {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) {
    const known = ids.filter((id) => fits(id, first.column)).map((id) => [id]);
    if (known.length === 0) return raw('1=0');
    if (isMany(known, dialect.mostSpelled.values)) return givenIn(parts, known, dialect);
    const values = known.map(([id]) => bound(id!, first, dialect));
    return dialect.among(comparable(first, dialect), values);
  }
  const known = ids.map(compositeParts).filter((values) => values !== null && possible(values, parts)) as Values[];
  const [partly, wholly] = [known.filter((each) => each.includes(null)), known.filter((each) => !each.includes(null))];
  const cases = [
    ...(wholly.length === 0 ? [] : [rowsIn(parts, wholly as readonly (readonly string[])[], dialect)]),
    ...partly.map((values) => compositeIs(parts, values, dialect)),
  ];
  return anyOf(cases);
}

/** Each column by itself too: what a row is compared with keeps engines from the index of any single column. */
function rowsIn(parts: readonly Compiled[], ids: readonly (readonly string[])[], dialect: Dialect): Sql {
  if (isMany(ids, dialect.mostSpelled.rows)) return givenIn(parts, ids, dialect);
  const rows = ids.map((values) => sql`(${join(values.map((value, at) => bound(value, parts[at]!, dialect)))})`);
  const single = parts.flatMap((part, at) => {
    const values = [...new Set(ids.map((each) => each[at]!))].map((value) => bound(value, part, dialect));
    return part.column === null ? [] : [dialect.among(part.sql, values)];
  });
  return sql`(${all([sql`(${join(parts.map((part) => comparable(part, dialect)))}) in (values ${join(rows)})`, ...single])})`;
}

function isMany(ids: readonly unknown[], mostSpelled: number | null): boolean {
  return mostSpelled !== null && ids.length > mostSpelled;
}

/** One parameter, however many ids there are. */
function givenIn(parts: readonly Compiled[], ids: readonly (readonly string[])[], dialect: Dialect): Sql {
  const names = parts.map((_, at) => `i${at}`);
  const values = parts.map((part, at) => bound(name('given', names[at]!), part, dialect));
  const left = parts.map((part) => comparable(part, dialect));
  return sql`(${join(left)}) in (select ${join(values)} from (${dialect.given(JSON.stringify(ids), names)}) given)`;
}

export function idIs(parts: readonly Compiled[], id: string, dialect: Dialect): Sql {
  const [first] = parts;
  if (parts.length !== 1 || first === undefined) return idIn(parts, [id], dialect);
  return fits(id, first.column) ? sql`${comparable(first, dialect)} = ${bound(id, first, dialect)}` : raw('1=0');
}

/** The condition that the parts of two ids are alike, e.g. of an episode and its steps. */
export function sameId(left: readonly Compiled[], right: readonly Compiled[]): Sql {
  return all(
    left.map((part, index) => {
      const other = right[index]!;
      const optional = left.length > 1 && part.column?.nullable !== false && other.column?.nullable !== false;
      return optional ? sql`${part.sql} is not distinct from ${other.sql}` : sql`${part.sql} = ${other.sql}`;
    }),
  );
}

/** The same between two queries of ours: composite ids as text where parts may be NULL, which every engine can hash. */
export function sameKey(left: readonly Compiled[], right: readonly Compiled[], dialect: Dialect): Sql {
  const known = [...left, ...right].every(({ column }) => column?.nullable === false);
  return left.length === 1 || known ? sameId(left, right) : sql`${idText(left, dialect)} = ${idText(right, dialect)}`;
}

/** The parts of a composite id. */
type Values = readonly (string | null)[];

function possible(values: Values, parts: readonly Compiled[]): boolean {
  return (
    values.length === parts.length && values.every((value, at) => value === null || fits(value, parts[at]!.column))
  );
}

function compositeIs(parts: readonly Compiled[], values: Values, dialect: Dialect): Sql {
  return all(
    parts.map((part, at) => {
      const value = values[at] ?? null;
      if (value === null) return sql`${part.sql} is null`;
      return sql`${comparable(part, dialect)} = ${bound(value, part, dialect)}`;
    }),
  );
}

/** Conditions joined by OR as a balanced tree: engines limit how deep an expression may be. */
function anyOf(conditions: readonly Sql[]): Sql {
  const [first] = conditions;
  if (first === undefined) return raw('1=0');
  if (conditions.length === 1) return first;
  const middle = conditions.length >> 1;
  return sql`(${anyOf(conditions.slice(0, middle))} or ${anyOf(conditions.slice(middle))})`;
}

function compositeParts(id: string): Values | null {
  try {
    const parsed: unknown = JSON.parse(id);
    const valid = Array.isArray(parsed) && parsed.every((each) => each === null || typeof each === 'string');
    return valid ? parsed : null;
  } catch {
    return null;
  }
}

/** What is no plain column is compared as text, which is what the id was made from. */
function comparable(part: Compiled, dialect: Dialect): Sql {
  return part.column === null ? textOf(part, dialect) : part.sql;
}

function bound(value: SqlInput, part: Compiled, dialect: Dialect): Sql {
  return part.column === null ? dialect.text(sql`${value}`) : dialect.castTo(sql`${value}`, part.column);
}

function jsonString(part: Compiled, dialect: Dialect): Sql {
  const text = textOf(part, dialect);
  if (part.kind === 'integer' || isUuid(part)) return sql`'"' || ${text} || '"'`;
  const escapes = [
    ['\\', '\\\\'],
    ['"', '\\"'],
    ['\n', '\\n'],
    ['\r', '\\r'],
    ['\t', '\\t'],
  ] as const;
  const escaped = escapes.reduce(
    (inner, [from, to]) => sql`replace(${inner}, ${constant(from)}, ${constant(to)})`,
    text,
  );
  return sql`'"' || ${escaped} || '"'`;
}

function isUuid({ type }: Pick<Compiled, 'type'>): boolean {
  return /^uuid$/i.test(type);
}

/** Whether a text can be a value of the column; engines would fail on the cast where it cannot. */
function fits(text: string, column: ColumnInfo | null): boolean {
  if (column === null) return true;
  if (column.kind === 'integer') return /^-?\d{1,39}$/.test(text) && inRange(BigInt(text), column.type.toLowerCase());
  if (column.kind === 'float' || column.kind === 'decimal') return text.trim() !== '' && !Number.isNaN(Number(text));
  if (column.kind === 'boolean') return /^(true|false|[01])$/.test(text);
  if (isUuid(column)) return /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i.test(text);
  return true;
}

function inRange(value: bigint, type: string): boolean {
  const bits = /^(tinyint|int1)\b/.test(type)
    ? 8n
    : /^(smallint|int2)\b/.test(type)
      ? 16n
      : /^(integer|int4|int)\b/.test(type)
        ? 32n
        : /huge|u/.test(type)
          ? 128n
          : 64n;
  const limit = 1n << (bits - 1n);
  return value >= -limit && value < limit;
}
