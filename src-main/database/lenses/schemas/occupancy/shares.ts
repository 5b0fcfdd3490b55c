import { raw, type Sql, sql } from '../../../sql/sql.ts';
import { greater, HOLD, lesser, seconds } from './source.ts';

/**
 * For how long something is known of a room, and for how long it was occupied, by room and day: `room`, `day`, `occupied`,
 * `known` (seconds). A zone's state holds from its reading to its next one, at most for `HOLD`; the room is occupied
 * while any of its zones is on, vacant while something is known and none is, and otherwise unknown.
 *
 * `source` gives the readings of a day and of the `HOLD` before it: `room`, `day`, `zone`, `occupied` (1 or 0), `t`, `id`, and the
 * time that counts, `low` to `high` (epoch seconds).
 */
export function shares(source: Sql): Sql {
  const until = lesser(
    lesser(raw(`coalesce(s.following, s.t + ${HOLD}e0)`), sql`s.t + ${seconds(HOLD)}`),
    raw('s.high'),
  );
  const held = sql`select s.room, s.day, s.occupied, ${greater(raw('s.t'), raw('s.low'))} as since, ${until} as until
    from (select r.room, r.day, r.occupied, r.t, r.low, r.high,
      lead(r.t) over (partition by r.room, r.day, r.zone order by r.t, r.id) as following from (${source}) r) s`;
  const before = raw(
    'over (partition by h.room, h.day order by h.since, h.until rows between unbounded preceding and 1 preceding)',
  );
  const covered = sql`select h.room, h.day, h.occupied, h.since, h.until, max(h.until) ${before} as known_until,
      max(case when h.occupied = 1 then h.until end) ${before} as occupied_until
    from (${held}) h where h.until > h.since`;
  return sql`select c.room, c.day,
      coalesce(sum(case when c.occupied = 1 then ${uncovered('occupied_until')} end), 0e0) as occupied,
      sum(${uncovered('known_until')}) as known
    from (${covered}) c group by c.room, c.day`;
}

/** What a stretch adds to those that began before it. */
function uncovered(until: 'known_until' | 'occupied_until'): Sql {
  const end = raw(`c.${until}`);
  return sql`case when ${end} is null or ${end} <= c.since then c.until - c.since when ${end} < c.until then c.until - ${end} else 0e0 end`;
}

/** 1 where a boolean is true, else 0. */
export function asNumber(value: Sql): Sql {
  return sql`case when ${value} then 1 else 0 end`;
}
