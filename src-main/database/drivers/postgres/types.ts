import type { ColumnKind } from '#shared/model/catalogue.ts';
import type { RawRow } from './statement.ts';

/** What the server says about a type. */
export interface PgType {
  readonly oid: number;
  /** As `format_type` writes it. */
  readonly name: string;
  /** `pg_type.typtype`: b base, c composite, d domain, e enum, r range, m multirange, p pseudo. */
  readonly variety: string;
  /** `pg_type.typcategory`; A for arrays. */
  readonly category: string;
  /** Item type of an array, underlying type of a domain; else 0. */
  readonly of: number;
  /** Between the items of an array's text. */
  readonly delimiter: string;
  readonly fields: readonly { readonly name: string; readonly oid: number }[];
}

const columns = `
  t.oid, format_type(t.oid, null), t.typtype, t.typcategory,
  case when t.typtype = 'd' then t.typbasetype when t.typcategory = 'A' then t.typelem else 0 end,
  t.typdelim,
  (select json_agg(json_build_object('name', a.attname, 'oid', a.atttypid::bigint) order by a.attnum)
     from pg_catalog.pg_attribute a where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
       and t.typtype = 'c')`;

/** Every type but the row types of tables (thousands, where there are thousands of tables). */
export const typesSql = `
  select ${columns} from pg_catalog.pg_type t
    left join pg_catalog.pg_type item on item.oid = t.typelem and t.typcategory = 'A'
    left join pg_catalog.pg_class c on c.oid = coalesce(nullif(item.typrelid, 0), t.typrelid)
   where c.oid is null or c.relkind = 'c'`;

/** Types by their numbers, and by those of their arrays. */
export const typesByOidSql = `select ${columns} from pg_catalog.pg_type t where t.oid = any($1::oid[])`;

export function typeOf([oid, name, variety, category, of, delimiter, fields]: RawRow): PgType {
  return {
    oid: Number(oid),
    name: name ?? '',
    variety: variety ?? 'b',
    category: category ?? 'U',
    of: Number(of),
    delimiter: delimiter ?? ',',
    fields: fields === null || fields === undefined ? [] : JSON.parse(fields),
  };
}

const kinds: Readonly<Record<string, ColumnKind>> = {
  boolean: 'boolean',
  smallint: 'integer',
  integer: 'integer',
  bigint: 'integer',
  oid: 'integer',
  numeric: 'decimal',
  real: 'float',
  'double precision': 'float',
  text: 'text',
  'character varying': 'text',
  character: 'text',
  bpchar: 'text',
  name: 'text',
  citext: 'text',
  date: 'time',
  'timestamp without time zone': 'time',
  'timestamp with time zone': 'time',
  json: 'json',
  jsonb: 'json',
  bytea: 'blob',
};

/** What a type holds. Times of day and intervals are no points in time: they are `other`. */
export function kindOf(type: PgType, find: (oid: number) => PgType | undefined): ColumnKind {
  if (type.variety === 'd') return kindOf(find(type.of) ?? { ...type, variety: 'b' }, find);
  if (type.variety === 'e') return 'text';
  if (type.variety === 'c' || type.category === 'A') return 'nested';
  return kinds[plainName(type)] ?? 'other';
}

/** The name without the schema that an extension's type may come with. */
export function plainName({ name }: PgType): string {
  return name.endsWith('.citext') ? 'citext' : name;
}
