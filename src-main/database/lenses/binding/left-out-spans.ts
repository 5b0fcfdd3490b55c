import { cellNumber } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { Expression } from '#shared/model/lens.ts';
import { raw, type Sql, sql } from '../../sql/sql.ts';
import { type Moments, momentsOf } from '../calendar/moments.ts';
import type { BoundLens } from './bind.ts';
import { type Compiled, compile, compileAll, doubleOf, type Place } from './compile.ts';
import { idIn, idText } from './ids.ts';
import type { Span, Spans } from './spans.ts';
import { ROW, type Uncounted } from './uncounted.ts';

/**
 * The rows of states, moves and expectations that lie within episodes that are left out, where these are stretches of time
 * (the days of a room): such rows name their session and a moment, never the episode.
 */
export async function leftOutSpans(
  lens: BoundLens,
  episodes: readonly string[],
  timeZone: string,
  uncounted: Uncounted,
): Promise<void> {
  const { states } = lens.lens;
  if (states?.episode === undefined || episodes.length === 0) return;
  const spans = await spansOf(lens, states.episode, episodes);
  if (spans.size === 0) return;
  uncounted.spans = spans;
  const { transitions, predictions } = states;
  const leaveOut = async (table: string, time: string, session: readonly Expression[]) => {
    const times = await momentsOf({ ...lens, timeZone }, table, time);
    if (times !== null) uncounted.add(times.table, outside(lens, times, session, spans));
  };
  await leaveOut(states.table, states.time, states.session);
  if (predictions !== undefined) await leaveOut(predictions.table, predictions.made, predictions.session);
  if (transitions === undefined || states.session.length > 1) return;
  await leaveOut(transitions.table, transitions.time, [transitions.from]);
  await leaveOut(transitions.table, transitions.time, [transitions.to]);
}

/** By session; those that touch are one. */
async function spansOf(
  { connection, dialect, episode }: BoundLens,
  { from, to }: { readonly from: Expression; readonly to: Expression },
  ids: readonly string[],
): Promise<Spans> {
  const spans = new Map<string, Span[]>();
  const [first, last] = episode === null ? [] : [compile(from, episode.place), compile(to, episode.place)];
  if (!episode?.parent || !first || !last) return spans;
  const start = doubleOf(first, dialect);
  const { rows } =
    await connection.rows(sql`select ${idText(episode.parent, dialect)}, ${start}, ${doubleOf(last, dialect)}
    from ${episode.from} where ${idIn(episode.id, ids, dialect)} order by 1, 2`);
  for (const [session = null, opens = null, closes = null] of rows) {
    const [since, until] = [cellNumber(opens), cellNumber(closes)];
    if (session === null || since === undefined || until === undefined) continue;
    const known = spans.get(cellToText(session)) ?? [];
    spans.set(cellToText(session), known);
    const before = known.at(-1);
    if (before !== undefined && since <= before[1]) known[known.length - 1] = [before[0], Math.max(before[1], until)];
    else known.push([since, until]);
  }
  return spans;
}

function outside(
  { dialect, find }: BoundLens,
  times: Moments,
  session: readonly Expression[],
  spans: Spans,
): Sql | null {
  const place: Place = { dialect, table: times.table, alias: ROW, find };
  const parts: readonly Compiled[] | null = compileAll(session, place);
  if (parts === null) return null;
  const at = times.of(ROW);
  const each = [...spans].map(([id, own]) => {
    const within = own.map(([from, to]) => sql`(${at} >= ${times.at(from * 1000)} and ${at} < ${times.at(to * 1000)})`);
    return sql`(${idIn(parts, [id], dialect)} and ${eitherOf(within)})`;
  });
  return sql`not ${eitherOf(each)}`;
}

/** In halves of halves: a chain of thousands is deeper than engines go. */
function eitherOf(conditions: readonly Sql[]): Sql {
  const [first = raw('1=0')] = conditions;
  if (conditions.length <= 1) return sql`(${first})`;
  const middle = conditions.length >> 1;
  return sql`(${eitherOf(conditions.slice(0, middle))} or ${eitherOf(conditions.slice(middle))})`;
}
