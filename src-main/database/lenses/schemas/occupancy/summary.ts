import { raw, type Sql, sql } from '../../../sql/sql.ts';
import type { DerivedQuery } from '../../derived/derived-table.ts';
import { greater, HOLD, lesser, seconds } from './source.ts';

/** A silence longer than this, in seconds, is a gap: the project's own default. */
export const GAP = 300;

/**
 * What the readings of each room and day come to, in seconds. A zone's state holds from its reading to its next one, at
 * most for `HOLD`; the room is occupied while any of its zones is on, vacant while something is known and none is, and
 * otherwise unknown: no part of the share. A gap is a time without any reading of the room, as far as it lies in the day.
 *
 * `readings` gives those of a day and of the `HOLD` before it: `room`, `day`, `starts`, `zone`, `occupied` (1 or 0), `t`,
 * `id`, and the time that counts, `low` to `high` (epoch seconds).
 */
export function summary(readings: Sql): DerivedQuery {
  const held = lesser(raw(`coalesce(s.following, s.high)`), sql`s.t + ${seconds(HOLD)}`);
  const quiet = lesser(raw('coalesce(s.next, s.high)'), raw('s.high'));
  const since = greater(raw('s.t'), raw('s.low'));
  // One kind of window for each level and no group: SQLite lets conditions on room and day through these only.
  const ofZones = sql`select r.*, lead(r.t) over (partition by r.room, r.day, r.zone order by r.t, r.id) as following
    from (${readings}) r`;
  const stretches = sql`select s.room, s.day, s.starts, s.occupied, ${since} as since,
      ${lesser(held, raw('s.high'))} as until, ${quiet} - ${since} as quiet
    from (select z.*, lead(z.t) over (partition by z.room, z.day order by z.t, z.id) as next from (${ofZones}) z) s`;
  const before = raw(
    'over (partition by h.room, h.day order by h.since, h.until rows between unbounded preceding and 1 preceding)',
  );
  const covered = sql`select h.*, max(h.until) ${before} as known_until,
      max(case when h.occupied = 1 then h.until end) ${before} as occupied_until
    from (${stretches}) h`;
  const whole = raw('over (partition by c.room, c.day)');
  const sums = sql`select c.room, c.day, c.starts, c.known_until,
      sum(case when c.occupied = 1 then ${uncovered('occupied_until')} else 0e0 end) ${whole} as occupied_seconds,
      sum(${uncovered('known_until')}) ${whole} as known_seconds,
      sum(case when c.quiet > ${seconds(GAP)} then 1 else 0 end) ${whole} as gaps, max(c.quiet) ${whole} as longest_gap
    from (${covered}) c`;
  return {
    query: sql`select a.room, a.day, a.starts, a.occupied_seconds / nullif(a.known_seconds, 0) as occupied_share,
        a.occupied_seconds, a.known_seconds, cast(a.gaps as bigint) as gaps, a.longest_gap
      from (${sums}) a where a.known_until is null and a.known_seconds > 0`,
    columns: [
      { name: 'room', kind: 'text' },
      { name: 'day', kind: 'text' },
      { name: 'starts', kind: 'time' },
      { name: 'occupied_share', kind: 'float' },
      { name: 'occupied_seconds', kind: 'float' },
      { name: 'known_seconds', kind: 'float' },
      { name: 'gaps', kind: 'integer' },
      { name: 'longest_gap', kind: 'float' },
    ],
    key: ['room', 'day'],
  };
}

/** What a stretch adds to those that began before it. */
function uncovered(until: 'known_until' | 'occupied_until'): Sql {
  const end = raw(`c.${until}`);
  return sql`case when c.until <= c.since then 0e0 when ${end} is null or ${end} <= c.since then c.until - c.since
    when ${end} < c.until then c.until - ${end} else 0e0 end`;
}

/** 1 where a boolean is true, else 0. */
export function asNumber(value: Sql): Sql {
  return sql`case when ${value} then 1 else 0 end`;
}
