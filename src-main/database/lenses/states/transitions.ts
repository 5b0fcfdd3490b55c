import { cellNumber } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { Moves, TransitionsAnswer } from '#shared/model/states.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { raw, sql } from '../../sql/sql.ts';
import { compile, doubleOf, type Place, tableAs, textOf } from '../binding/compile.ts';
import { aheadOf } from '../calendar/calendar.ts';
import { momentsOf } from '../calendar/moments.ts';
import type { BoundStates } from './bind-states.ts';

interface Range {
  readonly from: number;
  readonly to: number;
}

/** How often one went from where to where, by the hour that clocks showed, and how long it took. */
export async function readTransitions(
  { states, context, place: { find } }: BoundStates,
  { from, to }: Range,
  options: QueryOptions,
): Promise<TransitionsAnswer> {
  const { transitions } = states;
  const { dialect, connection } = context;
  const times = transitions && (await momentsOf(context, transitions.table, transitions.time));
  if (!transitions || !times) return { moves: [], count: 0 };
  const place: Place = { dialect, table: times.table, alias: 't', find };
  const [source, target] = [compile(transitions.from, place), compile(transitions.to, place)];
  const took = transitions.seconds === undefined ? null : compile(transitions.seconds, place);
  if (target === null) return { moves: [], count: 0 };
  const at = times.seconds('t');
  const seconds = took === null ? raw('cast(null as double precision)') : doubleOf(took, dialect);
  const rows = sql`select ${source === null ? raw('null') : textOf(source, dialect)} as source, ${textOf(target, dialect)} as target,
      ${dialect.floor(sql`(${at} + ${aheadOf(context, times, at)}) / 3600`)} as hours, ${seconds} as took
    from ${tableAs(times.table, 't')}
    where ${times.of('t')} >= ${times.at(Math.floor(from) * 1000)} and ${times.of('t')} < ${times.at(Math.ceil(to) * 1000)}
      and ${at} >= ${raw(from.toExponential())} and ${at} < ${raw(to.toExponential())}`;
  const hour = sql`r.hours - 24 * ${dialect.floor(raw('r.hours / 24e0'))}`;
  const { rows: found } = await connection.rows(
    sql`select r.source, r.target, ${hour}, count(*), count(r.took), sum(r.took), min(r.took), max(r.took)
      from (${rows}) r where r.target is not null group by 1, 2, 3 order by 1, 2, 3`,
    options,
  );
  const moves = found.map(([source = null, target = null, ...numbers]): Moves => {
    const [hour, count, timed, sum, least, greatest] = numbers.map((cell) =>
      cell === null ? null : (cellNumber(cell) ?? null),
    );
    return {
      ...{ from: source === null ? null : cellToText(source), to: target === null ? '' : cellToText(target) },
      ...{ hour: hour ?? 0, count: count ?? 0, timed: timed ?? 0, seconds: sum ?? 0 },
      ...{ least: least ?? null, greatest: greatest ?? null },
    };
  });
  return { moves, count: moves.reduce((sum, each) => sum + each.count, 0) };
}
