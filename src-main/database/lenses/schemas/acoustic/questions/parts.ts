import { findColumn, type TableInfo } from '#shared/model/catalogue.ts';
import { all, name, raw, type Sql, sql } from '../../../../sql/sql.ts';
import { tableAs } from '../../../binding/compile.ts';
import type { LensContext } from '../../../lens-context.ts';
import { columnsAre } from '../../../questions/columns-are.ts';
import type { Question, QuestionParameter, QuestionValues } from '../../../questions/question.ts';

/** Whose recordings, of which knee, in which manoeuvre: what most questions may be narrowed to. */
export const narrowed: readonly QuestionParameter[] = [
  { id: 'participant', title: 'Participant', kind: 'session', optional: true },
  { id: 'study', title: 'Study', kind: 'choice', optional: true, choices: ['AOA', 'preOA', 'SMoCK'] },
  { id: 'knee', title: 'Knee', kind: 'choice', optional: true, choices: ['left', 'right'] },
  { id: 'manoeuvre', title: 'Manoeuvre', kind: 'choice', optional: true, choices: ['walk', 'sts', 'fe'] },
];

export const recording: QuestionParameter = { id: 'recording', title: 'Recording', kind: 'episode', optional: true };

/** Recordings `r` of enrolments `n`, and the condition that they are those asked for; `null` where there are none. */
export function recordingsFor(
  context: LensContext,
  values: QuestionValues,
): { readonly from: Sql; readonly where: Sql } | null {
  const [recordings, enrolments] = [context.find('recordings'), context.find('enrolments')];
  if (recordings === undefined || enrolments === undefined) return null;
  const is = (column: Sql, id: string) =>
    values[id] == null ? raw('1=1') : sql`${column} = ${context.dialect.text(sql`${String(values[id])}`)}`;
  return {
    from: sql`${tableAs(recordings, 'r')} join ${tableAs(enrolments, 'n')} on n.id = r.enrolment`,
    where: all([
      columnsAre(context, recordings, 'r', ['enrolment'], values['participant'] ?? null),
      columnsAre(context, recordings, 'r', ['audio', 'recording_pass'], values['recording'] ?? null),
      is(raw('n.study'), 'study'),
      is(raw('r.knee'), 'knee'),
      is(raw('r.maneuver'), 'manoeuvre'),
    ]),
  };
}

/** The rows of a table that belong to a recording. */
export function sameRecording(alias: string, audio = 'audio_processing_id'): Sql {
  return sql`${name(alias, audio)} = r.audio and ${name(alias, 'recording_pass')} = r.recording_pass`;
}

/** The first of some columns that a layout has, or NULL. */
export function firstOf(table: TableInfo, alias: string, columns: readonly string[], type = 'double precision'): Sql {
  const found = columns.find((column) => findColumn(table, column) !== undefined);
  return found === undefined ? sql`cast(null as ${raw(type)})` : name(alias, found);
}

/** How many of the rows have a flag set. */
export function countOf(flag: Sql): Sql {
  return sql`sum(case when ${flag} then 1 else 0 end)`;
}

export const participantColumns: Question['columns'] = [
  { name: 'study', title: 'Study', kind: 'text' },
  { name: 'number', title: 'Number', kind: 'integer' },
];
