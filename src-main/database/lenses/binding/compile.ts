import { type ColumnInfo, type ColumnKind, findColumn, hasKeyWithin, type TableInfo } from '#shared/model/catalogue.ts';
import type { Choice, Expression, ExpressionCall, JsonValue, LookUp } from '#shared/model/expression.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { isPlainText } from '../../sql/filter-value.ts';
import { all, constant, join, name, raw, type Sql, sql } from '../../sql/sql.ts';
import { isDerived } from '../derived/derived-table.ts';

/** Where an expression's columns come from: one table under an alias, and the tables that look-ups may reach. */
export interface Place {
  readonly dialect: Dialect;
  readonly table: TableInfo;
  readonly alias: string;
  readonly find: (table: string) => TableInfo | undefined;
}

export interface Compiled {
  readonly sql: Sql;
  /** The engine's type name, as far as known. */
  readonly type: string;
  readonly kind: ColumnKind;
  /** The column, when the expression is nothing but one: comparisons in its own type then keep their index. */
  readonly column: ColumnInfo | null;
}

/** An expression as SQL of the place's engine; `null` where the database lacks what it names. */
export function compile(expression: Expression, place: Place): Compiled | null {
  if (typeof expression === 'string') return columnOf(expression, place);
  if ('lookUp' in expression) return lookUp(expression, place);
  if ('choose' in expression) return choice(expression, place);
  if ('json' in expression) return jsonValue(expression, place);
  if ('call' in expression) return call(expression, place);
  return literal(expression.value, place.dialect);
}

/** `null` where the database lacks one of them. */
export function compileAll(expressions: readonly Expression[], place: Place): readonly Compiled[] | null {
  const compiled = expressions.map((each) => compile(each, place));
  return compiled.includes(null) ? null : (compiled as readonly Compiled[]);
}

/** As text; what only looks like it (enums) is cast too, since engines compare and join it with nothing else. */
export function textOf(part: Compiled, dialect: Dialect): Sql {
  return isPlainText(part) ? part.sql : dialect.text(part.sql);
}

/** A double: numbers as they are, times as epoch seconds, booleans as 0 and 1, text that is no number as NULL. */
export function doubleOf({ sql: value, kind, type, column }: Compiled, dialect: Dialect): Sql {
  if (kind === 'float') return value;
  if (kind === 'decimal') return dialect.decimal(value, { type, kind });
  if (kind === 'time') return dialect.epochSeconds(value);
  if (kind === 'boolean') return toDouble(sql`case when ${value} then 1 when not ${value} then 0 end`);
  if (kind === 'integer') return toDouble(value);
  return column === null ? dialect.doubleOnce(dialect.text(value)) : dialect.double(dialect.text(value));
}

/** A table as `from` takes it. */
export function tableAs(table: TableInfo, alias: string): Sql {
  return isDerived(table)
    ? sql`(${table.query}) ${name(alias)}`
    : sql`${name(table.schema, table.name)} ${name(alias)}`;
}

const toDouble = (value: Sql): Sql => sql`cast(${value} as double precision)`;

const derived = (value: Sql, kind: ColumnKind): Compiled => ({
  sql: value,
  type: kind === 'float' ? 'double precision' : kind,
  kind,
  column: null,
});

function columnOf(column: string, { table, alias }: Place): Compiled | null {
  const found = findColumn(table, column);
  return found === undefined ? null : { sql: name(alias, column), type: found.type, kind: found.kind, column: found };
}

function literal(value: string | number | boolean | null, dialect: Dialect): Compiled {
  if (typeof value === 'number') return derived(toDouble(constant(value)), 'float');
  if (typeof value === 'boolean') return derived(raw(value ? '(1=1)' : '(1=0)'), 'boolean');
  return derived(dialect.text(value === null ? sql`${value}` : constant(value)), 'text');
}

function jsonValue({ json, path, as, item }: JsonValue, place: Place): Compiled | null {
  const column = columnOf(json, place);
  const at = item === undefined ? undefined : compile(item, place);
  if (column === null || at === null) return null;
  const { dialect } = place;
  if (as === 'sum') return derived(dialect.jsonSum(column.sql, path, column), 'float');
  const found = dialect.jsonText(column.sql, path, column);
  const text = at === undefined ? found : dialect.jsonItem(found, doubleOf(at, dialect));
  return as === 'number' ? derived(dialect.doubleOnce(text), 'float') : derived(text, 'text');
}

/** A scalar subquery; limited to one row unless a key says so already, since two would be an error. */
function lookUp({ lookUp: other, where, value }: LookUp, place: Place): Compiled | null {
  const table = place.find(other);
  if (table === undefined) return null;
  const there: Place = { ...place, table, alias: `${place.alias}_${other}` };
  const wanted = compile(value, there);
  const conditions = Object.entries(where).map(([column, is]) => {
    const left = columnOf(column, there);
    const right = compile(is, place);
    return left && right && sql`${left.sql} = ${right.sql}`;
  });
  if (wanted === null || conditions.includes(null)) return null;
  const keys = Object.keys(where);
  const unique = hasKeyWithin(table, keys);
  const subquery = sql`select ${wanted.sql} from ${tableAs(table, there.alias)} where ${all(conditions as Sql[])}`;
  return { ...wanted, column: null, sql: unique ? sql`(${subquery})` : sql`(${subquery} limit 1)` };
}

function choice({ choose, when, cases, otherwise }: Choice, place: Place): Compiled | null {
  const chosen = compile(choose, place);
  if (chosen === null) return otherwise === undefined ? null : compile(otherwise, place);
  const { dialect } = place;
  const text = textOf(chosen, dialect);
  const results = cases.map(([, then]) => literal(then, dialect));
  const whens = cases.map(([match], index) => {
    const wanted = dialect.text(constant(match));
    const end = sql`substr(${text}, length(${text}) - ${raw(String([...match].length - 1))})`;
    return sql`when ${when === 'is' ? wanted : sql`${end} = ${wanted}`} then ${results[index]!.sql}`;
  });
  const last = otherwise === undefined ? null : compile(otherwise, place);
  const end = last === null ? raw('') : sql` else ${last.sql}`;
  // Named once, what is chosen by is computed once.
  const subject = when === 'is' ? sql`${text} ` : raw('');
  return derived(sql`case ${subject}${join(whens, ' ')}${end} end`, results[0]?.kind ?? 'text');
}

/** Calls that go on with the parts that exist. */
const forgiving: readonly ExpressionCall[] = ['coalesce', 'hypot'];

function call(
  { call: what, of }: { readonly call: ExpressionCall; readonly of: readonly Expression[] },
  place: Place,
): Compiled | null {
  const compiled = of.map((each) => compile(each, place));
  const parts = compiled.filter((each) => each !== null);
  if (parts.length === 0 || (parts.length < of.length && !forgiving.includes(what))) return null;
  return calls[what](parts as [Compiled, ...Compiled[]], place.dialect);
}

/** Postgres fails on a product that is too large or too small for a double, where the others give ∞ and 0. */
function square(value: Sql, { engine }: Dialect): Sql {
  if (engine !== 'postgres') return sql`${value} * ${value}`;
  return sql`case when abs(${value}) < 1e-150 then 0e0 when abs(${value}) > 1e150 then abs(${value}) * 'Infinity' else ${value} * ${value} end`;
}

/** The largest double, a digit short so that every way of writing it down counts. */
const LARGEST = raw('1.797693134862315e308');

type Call = (parts: readonly [Compiled, ...Compiled[]], dialect: Dialect) => Compiled;

const arithmetic =
  (operator: '+' | '-' | '*'): Call =>
  (parts, dialect) =>
    derived(
      sql`(${join(
        parts.map((each) => doubleOf(each, dialect)),
        ` ${operator} `,
      )})`,
      'float',
    );

const calls: Readonly<Record<ExpressionCall, Call>> = {
  add: arithmetic('+'),
  sub: arithmetic('-'),
  mul: arithmetic('*'),
  div: (parts, dialect) => {
    const [first, ...rest] = parts.map((each) => doubleOf(each, dialect));
    const divisors = rest.map((each) => sql`nullif(${each}, 0)`);
    return derived(sql`(${join([first!, ...divisors], ' / ')})`, 'float');
  },
  hypot: (parts, dialect) => {
    const numbers = parts.map((each) => doubleOf(each, dialect));
    const squares = numbers.map((each) => sql`coalesce(${square(each, dialect)}, 0e0)`);
    const known = numbers.map((each) => sql`${each} is not null`);
    return derived(sql`case when ${join(known, ' or ')} then ${dialect.sqrt(join(squares, ' + '))} end`, 'float');
  },
  abs: ([part], dialect) => derived(sql`abs(${doubleOf(part, dialect)})`, 'float'),
  coalesce: (parts, dialect) => {
    const [first] = parts;
    if (parts.length === 1) return first;
    const alike = parts.every(({ kind }) => kind === first.kind);
    const values = parts.map((each) => (alike ? each.sql : textOf(each, dialect)));
    return { ...(alike ? first : derived(first.sql, 'text')), sql: sql`coalesce(${join(values)})`, column: null };
  },
  concat: (parts, dialect) =>
    derived(
      sql`(${join(
        parts.map((each) => sql`coalesce(${textOf(each, dialect)}, '')`),
        ' || ',
      )})`,
      'text',
    ),
  replace: (parts, dialect) => derived(sql`replace(${join(parts.map((each) => textOf(each, dialect)))})`, 'text'),
  after: (parts, dialect) => {
    const [text, mark] = parts.map((each) => textOf(each, dialect)) as [Sql, Sql];
    const end = dialect.text(constant('\n'));
    const rest = sql`(substr(${text}, ${dialect.position(text, mark)} + length(${mark})) || ${end})`;
    const line = sql`substr(${rest}, 1, ${dialect.position(rest, end)} - 1)`;
    return derived(sql`case when ${dialect.position(text, mark)} > 0 then ${line} end`, 'text');
  },
  number: ([part], dialect) => derived(doubleOf(part, dialect), 'float'),
  text: ([part], dialect) => derived(textOf(part, dialect), 'text'),
  seconds: ([part], dialect) => derived(dialect.epochSeconds(part.sql), 'float'),
  moment: ([part], dialect) => ({ ...derived(dialect.moment(doubleOf(part, dialect)), 'time'), type: 'timestamp' }),
  unless: ([first, flag = first], dialect) => {
    const is = flag.kind === 'boolean' ? flag.sql : sql`${doubleOf(flag, dialect)} <> 0`;
    return { ...first, column: null, sql: sql`case when ${is} then null else ${first.sql} end` };
  },
  infinite: ([part], dialect) => {
    const value = doubleOf(part, dialect);
    const [up, down] = [dialect.double(sql`'Infinity'`), dialect.double(sql`'-Infinity'`)];
    return derived(
      sql`case when ${value} >= ${LARGEST} then ${up} when ${value} <= -${LARGEST} then ${down} else ${value} end`,
      'float',
    );
  },
};
