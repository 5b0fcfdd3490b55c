import type { Expression } from '#shared/model/lens.ts';
import type { Coverage } from '#shared/model/lens-coverage.ts';
import type { OrderTerm } from '../../queries/relation.ts';
import { all, join, name, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundLevel } from '../binding/bind.ts';
import { type Compiled, compile, compileAll, doubleOf, textOf } from '../binding/compile.ts';
import { idText, sameId } from '../binding/ids.ts';
import { naturalOrder } from '../levels/levels.ts';
import type { BoundRecords } from '../records/bind-records.ts';

type Column = Coverage['columns'][number];

/** The coverage of a lens whose names were found in a database. */
export interface BoundCoverage {
  readonly coverage: Coverage;
  readonly columns: readonly Column[];
  readonly faults: readonly string[];
  readonly records: readonly BoundRecords[];
  /** Whether what episodes are made of is something else. */
  readonly sources: boolean;
  /**
   * A row per episode, and one per session without any: `g` group, `s` and `sl` session and label, `e` and `el` episode and
   * label, `c0`… columns, `state`, `f0`… faults as 0 or 1, `source`, `steps`, `r0`… counts of records.
   */
  readonly rows: Sql;
  readonly group: Sql;
  /** What rows are ordered by inside the query that makes them. */
  readonly order: Sql;
}

/** `null` where the lens declares none, or the database lacks both levels or every column of it. */
export function bindCoverage(lens: BoundLens): BoundCoverage | null {
  const { session, episode, dialect } = lens;
  const { coverage } = lens.lens;
  if (coverage === undefined || session === null || episode === null || episode.parent === null) return null;
  const own = (expression: Expression) => compile(expression, episode.place);
  const columns = coverage.columns.flatMap((column) => pair(column, own(column.by)));
  if (columns.length === 0) return null;
  const faults = coverage.faults.flatMap((fault) => pair(fault, own(fault.value)));
  const records = coverage.records.flatMap((id) => lens.records.filter((each) => each.records.id === id));
  const source = coverage.source === undefined ? null : compileAll(coverage.source.by, episode.place);
  const state = coverage.state && own(coverage.state.by);
  const by = coverage.group && compile(coverage.group.by, session.place);
  const group = by ? textOf(by, dialect) : NONE;
  const steps = countsOf(lens.steps?.from, lens.steps?.episode, 'steps', lens);
  const counted = records.map(({ from, parent }, at) => countsOf(from, parent, `r${at}`, lens));
  const id = idText(episode.id, dialect);
  const count = (alias: string) => sql`coalesce(${name(alias, 'n')}, 0) as ${name(alias)}`;
  const selected = [
    sql`${group} as g, ${idText(session.id, dialect)} as s, ${textOf(session.label, dialect)} as sl`,
    sql`case when ${present(episode)} then ${id} end as e, ${textOf(episode.label, dialect)} as el`,
    ...columns.map(([, value], at) => sql`${textOf(value, dialect)} as ${name(`c${at}`)}`),
    sql`${state ? textOf(state, dialect) : NONE} as state`,
    ...faults.map(
      ([, value], at) => sql`case when ${doubleOf(value, dialect)} <> 0 then 1 else 0 end as ${name(`f${at}`)}`,
    ),
    sql`case when ${present(episode)} then ${source === null ? id : idText(source, dialect)} end as source`,
    ...[steps === null ? raw('0 as steps') : count('steps'), ...counted.map((_, at) => count(`r${at}`))],
  ];
  const joins = [steps, ...counted].flatMap((each) => (each === null ? [] : [each(id)]));
  return {
    ...{ coverage, columns: columns.map(([column]) => column), faults: faults.map(([{ title }]) => title), records },
    ...{ sources: source !== null, group },
    rows: sql`select ${join(selected)} from ${session.from}
      left join ${episode.from} on ${sameId(session.id, episode.parent)} ${join(joins, ' ')}`,
    order: orderOf([...naturalOrder(session, dialect), ...naturalOrder(episode, dialect)], lens),
  };
}

const NONE = raw('cast(null as varchar)');

function pair<T>(named: T, compiled: Compiled | null): readonly (readonly [T, Compiled])[] {
  return compiled === null ? [] : [[named, compiled]];
}

/** Ends with the ids, so that the same rows always come in the same order. */
export function orderOf(terms: readonly OrderTerm[], { session, episode, dialect }: BoundLens): Sql {
  const ids = [...(session?.id ?? []), ...(episode?.id ?? [])].map((part) => dialect.nullsLast(part.sql, false));
  return sql`order by ${join([...terms.map(({ by, descending }) => dialect.nullsLast(by, descending)), ...ids])}`;
}

/** Whether a session has an episode in a row at all. */
function present({ id }: BoundLevel): Sql {
  return all(id.map((part) => sql`${part.sql} is not null`));
}

/** Counts rows by the episode they are of, to be joined to an episode's id. */
function countsOf(
  from: Sql | undefined,
  episode: readonly Compiled[] | undefined,
  alias: string,
  { dialect }: BoundLens,
): ((id: Sql) => Sql) | null {
  if (from === undefined || episode === undefined) return null;
  const counted = sql`(select ${idText(episode, dialect)} as id, count(*) as n from ${from} group by 1)`;
  return (id) => sql`left join ${counted} ${name(alias)} on ${name(alias, 'id')} = ${id}`;
}
