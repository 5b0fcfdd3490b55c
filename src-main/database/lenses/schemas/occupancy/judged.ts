import { join, name, raw, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import { nextStart } from '../../binding/spans.ts';
import type { DerivedTable } from '../../derived/derived-table.ts';
import { aroundDay, calendarFor, inDay } from './calendar.ts';
import { HOLD, lesser, recordEnd, seconds, sourceOf } from './source.ts';
import { asNumber } from './summary.ts';

/** The probability from which a room is taken for expected to be occupied. */
const EXPECTED = 0.5;

/** Columns of a prediction that are kept, besides its room, day and id. */
const kept = [
  { name: 'prediction_made_at', kind: 'time' },
  { name: 'prediction_type', kind: 'text' },
  { name: 'horizon_minutes', kind: 'integer' },
  { name: 'probability', kind: 'float' },
  { name: 'expected_vacancy_minutes', kind: 'float' },
  { name: 'confidence', kind: 'float' },
  { name: 'model_version', kind: 'text' },
] as const;

/**
 * Predictions with the day they were made on, and whether the room was occupied when the horizon was over: `happened`, NULL
 * where nothing is known of that moment, for vacancy, and for horizons beyond a day after midnight. One walk over what
 * begins and ends in a room, in order of time, answers for all predictions of a day.
 */
export const judgedPredictions: DerivedTable = {
  name: 'judged_predictions',
  async query(context) {
    const source = await sourceOf(context);
    if (source === null || source.predictions === null) return null;
    const { readings, predictions } = source;
    const written = await calendarFor(context, predictions, source);
    const calendar = await calendarFor(context, readings, source);
    if (written === null || calendar === null) return null;
    const columns = join(kept.map((each) => name('t', each.name)));
    const nothing = join(kept.map(() => raw('null')));
    const due = sql`${predictions.seconds('t')} + coalesce(t.horizon_minutes, 0) * 60e0`;
    const asked = sql`select t.room, d.date as day, ${due} as at, 2 as rank, 0 as change, 0 as known, t.id, ${columns}
      from ${written.days} cross join ${tableAs(predictions.table, 't')} where ${inDay(predictions)}`;
    const rows = sql`select t.room, d.date as day, t.zone, ${asNumber(raw('t.state'))} as occupied, t.id,
        ${readings.seconds('t')} as t, ${recordEnd(context, readings)} as high
      from ${calendar.days} cross join ${tableAs(readings.table, 't')} where ${aroundDay(readings)}`;
    const held = sql`select r.*, lead(r.t) over (partition by r.room, r.day, r.zone order by r.t, r.id) as following
      from (${rows}) r`;
    const ends = lesser(lesser(raw('coalesce(h.following, h.high)'), sql`h.t + ${seconds(HOLD)}`), raw('h.high'));
    const cut = nextStart(context, raw('h.room'), raw('h.t'));
    const until = cut === null ? ends : lesser(ends, sql`coalesce(${cut}, h.high)`);
    const changes = sql`select h.room, h.day, case when k.rank = 1 then h.t else ${until} end as at, k.rank,
        (2 * k.rank - 1) * h.occupied as change, 2 * k.rank - 1 as known, h.id, ${nothing}
      from (${held}) h cross join (select 0 as rank union all select 1) k`;
    const order = raw('over (partition by w.room, w.day order by w.at, w.rank rows unbounded preceding)');
    const walked = sql`select w.*, sum(w.change) ${order} as zones_on, sum(w.known) ${order} as zones_known
      from (${asked} union all ${changes}) w`;
    const happened = sql`case when j.prediction_type <> 'occupancy' or j.horizon_minutes is null or j.zones_known <= 0 then null
      when j.zones_on > 0 then 1 else 0 end`;
    const judged = sql`select j.*, ${happened} as happened from (${walked}) j where j.rank = 2`;
    return {
      query: sql`select q.room, q.day, q.id, ${join(kept.map((each) => name('q', each.name)))}, q.happened,
          case when q.happened is null or q.probability is null then null
            when (q.happened = 1 and q.probability >= ${seconds(EXPECTED)}) or (q.happened = 0 and q.probability < ${seconds(EXPECTED)})
            then 1 else 0 end as correct
        from (${judged}) q`,
      columns: [
        { name: 'room', kind: 'text' },
        { name: 'day', kind: 'text' },
        { name: 'id', kind: 'integer' },
        ...kept,
        { name: 'happened', kind: 'integer' },
        { name: 'correct', kind: 'integer' },
      ],
      key: ['room', 'day', 'id'],
    };
  },
};
