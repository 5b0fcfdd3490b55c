/** What `catalogueSql` answers: one row of six JSON texts. */
export interface RawTable {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  /** `pg_class.relkind`. */
  readonly kind: string;
  readonly rows: number | null;
  readonly comment: string | null;
  /** Whether the user may read all of it, or (`some`) only some columns. */
  readonly readable: 'all' | 'some' | 'none';
  /** Whether `ctid` names a row: not where several tables answer (partitions, children). */
  readonly rowId: boolean;
}

/** The columns of a table, each at the same place of all lists, in any order. */
export interface RawColumns {
  readonly table: number;
  readonly numbers: readonly number[];
  readonly names: readonly string[];
  readonly types: readonly number[];
  /** What a type is limited to, as the engine writes it: the 20 of a `varchar(20)`. */
  readonly limits: readonly number[];
  readonly nullable: readonly boolean[];
}

/** What a type with a limit is called. */
export interface RawType {
  readonly type: number;
  readonly limit: number;
  readonly name: string;
}

/** What few columns have. */
export interface RawDetail {
  readonly table: number;
  readonly number: number;
  readonly default: string | null;
  readonly comment: string | null;
  readonly generated: boolean;
}

export interface RawConstraint {
  readonly table: number;
  /** `pg_constraint.contype`: p primary key, u unique, f foreign key. */
  readonly kind: 'p' | 'u' | 'f';
  readonly columns: readonly string[];
  readonly schema: string | null;
  readonly target: string | null;
  readonly targetColumns: readonly string[] | null;
}

export interface RawIndex {
  readonly table: number;
  readonly name: string;
  readonly columns: readonly string[];
  readonly unique: boolean;
}

/**
 * Tables, views and the like outside the system's schemas that the user can see; partitions count as part of their table.
 * A row count is what the last ANALYZE or VACUUM saw, summed over partitions.
 */
const tables = `
  select c.oid, c.relkind, c.relhassubclass, c.relnamespace, c.relname, n.nspname,
    case when c.relkind in ('v', 'f') then null
         when c.relkind = 'p' then (
           select sum(nullif(greatest(part.reltuples, 0), 0))
             from pg_catalog.pg_partition_tree(c.oid) tree join pg_catalog.pg_class part on part.oid = tree.relid
            where tree.isleaf)
         when c.reltuples < 0 or (c.reltuples = 0 and c.relpages = 0) then null
         else c.reltuples end as estimate,
    case when pg_catalog.has_table_privilege(c.oid, 'SELECT') then 'all'
         when pg_catalog.has_any_column_privilege(c.oid, 'SELECT') then 'some'
         else 'none' end as readable
  from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
   and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
   and pg_catalog.has_schema_privilege(n.oid, 'USAGE')`;

/** Columns of a table by their numbers, in the order of the numbers. */
const namesOf = (table: string, numbers: string): string => `(
  select json_agg(a.attname order by part.at)
    from unnest(${numbers}) with ordinality part(number, at)
    join pg_catalog.pg_attribute a on a.attrelid = ${table} and a.attnum = part.number)`;

const attributes = `
  select a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull, a.attgenerated
  from t join pg_catalog.pg_attribute a on a.attrelid = t.oid
 where a.attnum > 0 and not a.attisdropped
   and (t.readable <> 'some' or pg_catalog.has_column_privilege(t.oid, a.attnum, 'SELECT'))`;

/**
 * The whole catalogue in one statement. Of 40,000 columns, a list for each table and what a type is called but once take
 * half the time of a row for each column; and rows become JSON as they are, because `json_build_object` looks the types of
 * its arguments up for every row. Column numbers of an index are 0 for expressions, which
 * keep their text.
 */
export const catalogueSql = `
with t as materialized (${tables}), a as materialized (${attributes})
select
  (select json_agg(r) from (
     select t.oid::bigint as id, t.nspname as schema, t.relname as name, t.relkind as kind, t.estimate as rows,
       d.description as comment, t.readable,
       t.relkind in ('r', 'm') and not t.relhassubclass and t.readable = 'all' as "rowId"
     from t left join pg_catalog.pg_description d
       on d.objoid = t.oid and d.classoid = 'pg_catalog.pg_class'::regclass and d.objsubid = 0
     order by t.nspname, t.relname) r),
  (select json_agg(r) from (
     select attrelid::bigint as table, array_agg(attnum) as numbers, array_agg(attname) as names,
       array_agg(atttypid::bigint) as types, array_agg(atttypmod) as limits, array_agg(not attnotnull) as nullable
     from a group by attrelid) r),
  (select json_agg(r) from (
     select atttypid::bigint as type, atttypmod as limit, pg_catalog.format_type(atttypid, atttypmod) as name
     from (select distinct atttypid, atttypmod from a) types) r),
  (select json_agg(r) from (
     select a.attrelid::bigint as table, a.attnum as number,
       case when a.attgenerated = '' then pg_catalog.pg_get_expr(e.adbin, e.adrelid) end as default,
       d.description as comment, a.attgenerated <> '' as generated
     from a left join pg_catalog.pg_attrdef e on e.adrelid = a.attrelid and e.adnum = a.attnum
     left join pg_catalog.pg_description d
       on d.objoid = a.attrelid and d.classoid = 'pg_catalog.pg_class'::regclass and d.objsubid = a.attnum
    where e.oid is not null or d.description is not null) r),
  (select json_agg(r) from (
     select c.conrelid::bigint as table, c.contype as kind, ${namesOf('c.conrelid', 'c.conkey')} as columns,
       fn.nspname as schema, f.relname as target, ${namesOf('c.confrelid', 'c.confkey')} as "targetColumns"
     from t join pg_catalog.pg_constraint c on c.conrelid = t.oid
     left join pg_catalog.pg_class f on f.oid = c.confrelid
     left join pg_catalog.pg_namespace fn on fn.oid = f.relnamespace
    where c.contype in ('p', 'u', 'f')
    order by c.conrelid, c.conname) r),
  (select json_agg(r) from (
     select i.indrelid::bigint as table, c.relname as name, i.indisunique as unique, (
         select json_agg(coalesce(a.attname, pg_catalog.pg_get_indexdef(i.indexrelid, part.at::int, true)) order by part.at)
           from unnest(i.indkey::int2[]) with ordinality part(number, at)
           left join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = part.number and part.number <> 0
          where part.at <= i.indnkeyatts) as columns
     from t join pg_catalog.pg_index i on i.indrelid = t.oid
     join pg_catalog.pg_class c on c.oid = i.indexrelid
    order by i.indrelid, c.relname) r)`;
