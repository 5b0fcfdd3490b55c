import type { TableInfo } from '#shared/model/catalogue.ts';
import { all, raw, type Sql, sql } from '../../../../sql/sql.ts';
import { tableAs } from '../../../binding/compile.ts';
import { daysBetween } from '../../../calendar/days.ts';
import type { LensContext } from '../../../lens-context.ts';
import { columnsAre } from '../../../questions/columns-are.ts';
import type { QuestionParameter, QuestionValues } from '../../../questions/question.ts';

export const room: QuestionParameter = { id: 'room', title: 'Room', kind: 'session', optional: true };
export const from: QuestionParameter = { id: 'from', title: 'From', kind: 'time', optional: true };
export const to: QuestionParameter = { id: 'to', title: 'Until', kind: 'time', optional: true };

/** That a row `t` of a table is of the room, or of any where none is given. */
export function ofRoom(context: LensContext, table: TableInfo, values: QuestionValues, column = 'room'): Sql {
  return columnsAre(context, table, 't', [column], values['room']);
}

/** That a time lies in `[from, to)`. */
export function between({ dialect }: LensContext, time: Sql, values: QuestionValues): Sql {
  const at = dialect.epochSeconds(time);
  const seconds = (value: unknown) => raw((Date.parse(String(value)) / 1000).toExponential());
  return all([
    ...(values['from'] == null ? [] : [sql`${at} >= ${seconds(values['from'])}`]),
    ...(values['to'] == null ? [] : [sql`${at} < ${seconds(values['to'])}`]),
  ]);
}

/** The statement over a table of the lens; `null` where the database lacks it. */
export function over(context: LensContext, table: string, statement: (table: TableInfo, from: Sql) => Sql): Sql | null {
  const found = context.find(table);
  return found === undefined ? null : statement(found, tableAs(found, 't'));
}

/** A whole number of a person's, which was checked. */
export function whole(value: unknown): Sql {
  return raw(String(Math.trunc(Number(value))));
}

/** That a time and the day beside it are not before another. The day too: conditions on it reach the tables beneath. */
export function sinceDay({ timeZone, dialect }: LensContext, column: string, since: unknown): Sql {
  if (since == null) return raw('1=1');
  const moment = Date.parse(String(since));
  const day = daysBetween(moment, moment, timeZone)[0]!.date;
  return sql`t.day >= ${dialect.text(sql`${day}`)} and ${dialect.epochSeconds(raw(column))} >= ${raw((moment / 1000).toExponential())}`;
}
