import type { ColumnKind } from '#shared/model/catalogue.ts';
import type { Cell } from '#shared/model/cell.ts';
import { isTagged } from '#shared/model/cell.ts';
import type { Sort } from '#shared/model/filter.ts';
import type { ColumnType, Dialect } from '../sql/dialect.ts';
import { columnNamed } from '../sql/filter.ts';
import { join, raw, type Sql, sql } from '../sql/sql.ts';
import type { Relation, RelationColumn } from './relation.ts';

/** One expression rows are ordered by. */
export interface Term {
  readonly by: Sql;
  readonly descending: boolean;
  readonly nullable: boolean;
  /** `null` where nobody said; a value's own type is taken then. */
  readonly type: ColumnType | null;
}

/** What a relation's rows are ordered by: a sort of the person's or its own order first, then its key. */
export interface Order {
  readonly sort: readonly Term[];
  readonly key: readonly Term[];
  /** Whether rows come in this order by themselves. */
  readonly natural: boolean;
}

/**
 * Values order as the engines do: −∞ < finite < +∞ < NaN, and NULL last in either direction. Ties follow the key in the
 * direction of the last sort, so that one index serves both and the reverse order is the exact reverse.
 */
export function orderOf(relation: Relation, sort: readonly Sort[]): Order {
  const chosen = sort.map(({ column, descending }) => sortTerm(columnNamed(relation.columns, column), descending));
  const own = relation.order.map(({ by, descending, nullable, type }) => ({
    by,
    descending,
    nullable: nullable !== false,
    type: type ?? typeOf(relation, by),
  }));
  const terms = chosen.length > 0 ? chosen : own;
  const descending = terms.at(-1)?.descending ?? false;
  const key = (relation.key ?? []).map((by, at) => ({
    ...{ by, descending, nullable: false },
    type: relation.keyTypes?.[at] ?? typeOf(relation, by),
  }));
  const isBare = relation.key === null && chosen.length > 0;
  return {
    sort: isBare ? [...terms, ...tieBreakers(relation, terms, descending)] : withoutKey(terms, key),
    key,
    natural: terms.length === 0 && relation.readsByKey === true,
  };
}

/** The terms that the key behind them does not say again: rows are neither ordered nor remembered by the same twice. */
function withoutKey(terms: readonly Term[], key: readonly Term[]): readonly Term[] {
  const said = ({ by, descending, nullable }: Term) => JSON.stringify([by, descending, nullable]);
  const saysAgain = (from: number) => terms.slice(from).every((term, at) => key[at] && said(term) === said(key[at]));
  const from = terms.findIndex((_, at) => saysAgain(at));
  return from < 0 ? terms : terms.slice(0, from);
}

export function orderBy(terms: readonly Term[], dialect: Dialect): Sql {
  if (terms.length === 0) return raw('');
  const items = terms.map(({ by, descending, nullable }) =>
    nullable ? dialect.nullsLast(by, descending) : sql`${by} ${raw(descending ? 'desc' : 'asc')}`,
  );
  return sql`order by ${join(items)}`;
}

/** The type a value has when nothing else says so; the words mean the same to every engine. */
export function typeOfCell(cell: Cell): ColumnType {
  if (typeof cell === 'boolean') return { type: 'boolean', kind: 'boolean' };
  if (typeof cell === 'number') {
    return Number.isInteger(cell) ? { type: 'bigint', kind: 'integer' } : { type: 'double precision', kind: 'float' };
  }
  return isTagged(cell) ? (typesOfTags[cell.k] ?? TEXT) : TEXT;
}

const TEXT: ColumnType = { type: 'varchar', kind: 'text' };

const typesOfTags: Readonly<Record<string, ColumnType>> = {
  int: { type: 'decimal(38, 0)', kind: 'integer' },
  decimal: { type: 'decimal(38, 10)', kind: 'decimal' },
  float: { type: 'double precision', kind: 'float' },
  date: { type: 'date', kind: 'time' },
  time: { type: 'time', kind: 'time' },
  timestamp: { type: 'timestamp', kind: 'time' },
  timestamptz: { type: 'timestamptz', kind: 'time' },
  interval: { type: 'interval', kind: 'time' },
  uuid: { type: 'uuid', kind: 'other' },
  blob: { type: 'bytea', kind: 'blob' },
};

const textKinds: ReadonlySet<ColumnKind> = new Set(['json', 'nested']);
/** Types no engine can order. */
const unordered = /^(xml|point|line|lseg|box|path|polygon|circle|tsquery|tid|variant|geometry|union)\b/i;

function sortTerm(column: RelationColumn, descending: boolean): Term {
  const nullable = column.nullable !== false;
  if (column.sortBy) return { by: column.sortBy, descending, nullable, type: null };
  const { value, type, kind } = comparable(column);
  return { by: value, descending, nullable, type: { type, kind } };
}

/** A column's value where its type has an order, its text where not (JSON, nested values, shapes). */
export function comparable(column: ColumnType & { readonly value: Sql }): ColumnType & { readonly value: Sql } {
  const { value, type, kind } = column;
  return isOrdered(column) ? { value, type, kind } : { value: sql`cast(${value} as varchar)`, ...TEXT };
}

function isOrdered({ kind, type }: ColumnType): boolean {
  return !textKinds.has(kind) && !unordered.test(type);
}

/** Without a key, rows that tie in every other column are alike, so their order does not matter. */
function tieBreakers(relation: Relation, terms: readonly Term[], descending: boolean): readonly Term[] {
  const taken = new Set(terms.map(({ by }) => JSON.stringify(by)));
  return relation.columns
    .filter((column) => isOrdered(column) && column.kind !== 'blob' && !taken.has(JSON.stringify(column.value)))
    .map((column) => ({ by: column.value, descending, nullable: column.nullable !== false, type: column }));
}

function typeOf(relation: Relation, by: Sql): ColumnType | null {
  const wanted = JSON.stringify(by);
  const at = relation.key?.findIndex((each) => JSON.stringify(each) === wanted) ?? -1;
  return relation.columns.find(({ value }) => JSON.stringify(value) === wanted) ?? relation.keyTypes?.[at] ?? null;
}
