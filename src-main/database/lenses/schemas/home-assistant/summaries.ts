import { join, raw, type Sql, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import { lastEnd } from '../../binding/spans.ts';
import type { DerivedTable } from '../../derived/derived-table.ts';
import type { LensContext } from '../../lens-context.ts';
import { ofEntity, type RecorderSource, sourceOf, statesOf, UNKNOWN } from './source.ts';
import { numberOf } from './states.ts';

/**
 * What the states of each entity and day come to, weighted by how long they held. A state holds until the entity's next
 * one or until the recorder stops; `unavailable`, `unknown` and no text at all are no state.
 */
export const daySummaries: DerivedTable = {
  name: 'entity_day_summaries',
  async query(context) {
    const source = await sourceOf(context);
    const days = context.find('entity_days');
    if (source === null || days === undefined) return null;
    const { calendar } = source;
    const opens = sql`select n.entity_id, n.day, d.opens, d.closes, d.starts from ${tableAs(days, 'n')} join ${calendar.days} on d.date = n.day`;
    const rows = join([within(source), carried(source, context, opens), ...stops(source, days)], ' union all ');
    const high = sql`case when s.closes < ${raw(source.end.toExponential())} then s.closes else ${raw(source.end.toExponential())} end`;
    const next = sql`select r.*, lead(r.at) over (partition by r.entity_id, r.day order by r.at, r.rank, r.state_id) as following
      from (${rows}) r`;
    const held = sql`select s.*, coalesce(s.following, ${high}) - s.at as held, case when s.state is null or s.state in ${raw(UNKNOWN)} then 0 else 1 end as known,
        ${numberOf(raw('s.state'), context)} as number from (${next}) s`;
    const whole = raw('over (partition by h.entity_id, h.day)');
    const sum = (value: string, when: string) =>
      sql`sum(case when ${raw(when)} and h.held > 0 then ${raw(value)} end) ${whole}`;
    const sums = sql`select h.entity_id, h.day, h.opens as at, h.rank,
        ${sum('h.held', 'h.known = 1')} as known_seconds, ${sum('h.held', 'h.known = 0')} as unknown_seconds,
        ${sum('h.held', "h.known = 1 and h.state in ('on', 'home', 'open')")} as on_seconds,
        ${sum('h.held * h.number', 'h.number is not null')} as area, ${sum('h.held', 'h.number is not null')} as numeric_seconds,
        min(case when h.held > 0 then h.number end) ${whole} as least, max(case when h.held > 0 then h.number end) ${whole} as greatest
      from (${held}) h`;
    return {
      query: sql`select a.entity_id, a.day, a.at, a.known_seconds, a.unknown_seconds,
          case when a.numeric_seconds is null then coalesce(a.on_seconds, 0) / nullif(a.known_seconds, 0) end as on_share,
          a.area / nullif(a.numeric_seconds, 0) as mean, a.least, a.greatest
        from (${sums}) a where a.rank = 0`,
      columns: [
        { name: 'entity_id', kind: 'text' },
        { name: 'day', kind: 'text' },
        { name: 'at', kind: 'float' },
        { name: 'known_seconds', kind: 'float' },
        { name: 'unknown_seconds', kind: 'float' },
        { name: 'on_share', kind: 'float' },
        { name: 'mean', kind: 'float' },
        { name: 'least', kind: 'float' },
        { name: 'greatest', kind: 'float' },
      ],
      key: ['entity_id', 'day'],
    };
  },
};

/** The states of the day. */
function within(source: RecorderSource): Sql {
  const { times, calendar } = source;
  const { from, entity } = statesOf(source);
  return sql`select ${entity} as entity_id, d.date as day, ${times.seconds('t')} as at, t.state, 2 as rank, t.state_id,
      cast(d.opens as double precision) as opens, cast(d.closes as double precision) as closes
    from ${calendar.days} cross join ${from}
    where ${ofEntity(source)} and ${times.of('t')} >= d.starts and ${times.of('t')} < d.ends`;
}

/** The state that an entity has when the day begins: its last one before, unless the recorder stopped or days are left out since. */
function carried(source: RecorderSource, context: LensContext, opens: Sql): Sql {
  const { dialect } = context;
  const { times, meta, outages } = source;
  const key =
    meta === null
      ? sql`t.entity_id = o.entity_id`
      : sql`t.metadata_id = (select m.metadata_id from ${tableAs(meta, 'm')} where m.entity_id = o.entity_id limit 1)`;
  const stopped = outages.map(
    ({ starts }) => sql`when o.opens > ${raw(starts.toExponential())} then ${raw(starts.toExponential())}`,
  );
  const since =
    stopped.length === 0
      ? raw('1=1')
      : sql`${times.seconds('t')} > case ${join(stopped.toReversed(), ' ')} else -1e18 end`;
  const cut = lastEnd(context, raw('o.entity_id'), raw('o.opens'));
  const seen = cut === null ? since : sql`${since} and ${times.seconds('t')} >= coalesce(${cut}, -1e18)`;
  const last = sql`select t.state from ${tableAs(times.table, 't')} where ${key} and ${times.of('t')} < o.starts and ${seen}
    order by ${times.of('t')} desc, t.state_id desc limit 1`;
  return sql`select o.entity_id, o.day, cast(o.opens as double precision), ${dialect.text(sql`(${last})`)}, 0, 0,
      cast(o.opens as double precision), cast(o.closes as double precision) from (${opens}) o`;
}

/** Where the recorder stopped during a day, nothing is known of any entity. */
function stops({ outages, calendar }: RecorderSource, days: Parameters<typeof tableAs>[0]): readonly Sql[] {
  if (outages.length === 0) return [];
  const list = join(outages.map(({ starts }) => raw(`(${starts.toExponential()})`)));
  return [
    sql`select n.entity_id, n.day, cast(x.starts as double precision), cast(null as text), 1, 0,
        cast(d.opens as double precision), cast(d.closes as double precision)
      from ${tableAs(days, 'n')} join ${calendar.days} on d.date = n.day
      cross join (with x (starts) as (values ${list}) select starts from x) x
      where x.starts >= d.opens and x.starts < d.closes`,
  ];
}
