import type { TableInfo } from '#shared/model/catalogue.ts';
import { join, raw, type Sql, sql } from '../../../../sql/sql.ts';
import { tableAs } from '../../../binding/compile.ts';
import type { LensContext } from '../../../lens-context.ts';
import type { Question, QuestionValues } from '../../../questions/question.ts';
import { firstOf, narrowed, participantColumns, recordingsFor, sameRecording } from './parts.ts';

/** Sync times by method, in seconds, under the names of every layout. */
const METHODS = [
  ['RMS', 'rms_time', ['rms_time', 'detection_rms_time']],
  ['onset', 'onset_time', ['onset_time', 'detection_onset_time']],
  ['frequency', 'frequency_time', ['freq_time', 'detection_freq_time']],
] as const;
const SPAN = ['method_agreement_span', 'detection_method_agreement_span'];

/** Synchronisations `y` of the recordings asked for. */
function synchronisationsFor(context: LensContext, values: QuestionValues) {
  const [asked, table] = [recordingsFor(context, values), context.find('recording_synchronizations')];
  if (asked === null || table === undefined) return null;
  return {
    table,
    rest: sql`from ${asked.from} join ${tableAs(table, 'y')} on ${sameRecording('y')} where ${asked.where}`,
  };
}

/** What methods are compared with: the consensus, or RMS where a layout keeps none. */
function reference(table: TableInfo): { readonly word: string; readonly value: Sql } {
  const consensus = table.columns.some(({ name }) => name === 'consensus_time');
  return consensus
    ? { word: 'consensus', value: raw('y.consensus_time') }
    : { word: 'RMS', value: firstOf(table, 'y', METHODS[0][2]) };
}

const byMethod: Question = {
  id: 'sync-methods',
  title: 'Synchronisations by method',
  about: 'How many synchronisations each method made, how far the detectors were apart, and what cycles came of them',
  parameters: narrowed,
  columns: [
    { name: 'method', title: 'Method', kind: 'text' },
    { name: 'synchronisations', title: 'Synchronisations', kind: 'integer' },
    { name: 'mean_span', title: 'Mean span between methods', kind: 'float', unit: 's' },
    { name: 'greatest_span', title: 'Greatest span between methods', kind: 'float', unit: 's' },
    { name: 'cycles', title: 'Cycles', kind: 'integer' },
    { name: 'clean', title: 'Clean cycles', kind: 'integer' },
    { name: 'outliers', title: 'Outliers', kind: 'integer' },
  ],
  order: ['-synchronisations', 'method'],
  chart: { kind: 'bar', x: 'method', y: ['mean_span', 'greatest_span'] },
  statement: (context, values) => {
    const found = synchronisationsFor(context, values);
    if (found === null) return null;
    const span = firstOf(found.table, 'y', SPAN);
    return sql`select coalesce(y.sync_method, 'none') as method, count(*) as synchronisations, avg(${span}) as mean_span,
        max(${span}) as greatest_span, sum(y.total_cycles_extracted) as cycles, sum(y.clean_cycles) as clean,
        sum(y.outlier_cycles) as outliers
      ${found.rest} group by coalesce(y.sync_method, 'none')`;
  },
};

const agreement: Question = {
  id: 'method-agreement',
  title: 'Agreement of the sync methods',
  about: 'How far the sync time of each method lies from the consensus (from RMS where no consensus is kept)',
  parameters: narrowed,
  columns: [
    { name: 'method', title: 'Method', kind: 'text' },
    { name: 'reference', title: 'Against', kind: 'text' },
    { name: 'synchronisations', title: 'Synchronisations', kind: 'integer' },
    { name: 'mean_difference', title: 'Mean difference', kind: 'float', unit: 's' },
    { name: 'mean_distance', title: 'Mean distance', kind: 'float', unit: 's' },
    { name: 'greatest_distance', title: 'Greatest distance', kind: 'float', unit: 's' },
    { name: 'deviation', title: 'Standard deviation', kind: 'float', unit: 's' },
  ],
  order: ['method'],
  chart: { kind: 'bar', x: 'method', y: ['mean_distance', 'greatest_distance'] },
  statement: (context, values) => {
    const found = synchronisationsFor(context, values);
    if (found === null) return null;
    const { word, value } = reference(found.table);
    const differences = METHODS.filter(([method]) => method !== word).map(
      ([method, , columns]) =>
        sql`select '${raw(method)}' as method, ${firstOf(found.table, 'y', columns)} - ${value} as d ${found.rest}`,
    );
    return sql`select m.method, '${raw(word)}' as reference, count(m.d) as synchronisations, avg(m.d) as mean_difference,
        avg(abs(m.d)) as mean_distance, max(abs(m.d)) as greatest_distance, ${context.dialect.deviation(raw('m.d'))} as deviation
      from (${join(differences, ' union all ')}) m group by m.method`;
  },
};

const times: Question = {
  id: 'sync-times',
  title: 'Sync times by method',
  about: 'What each detector found in every synchronisation, so that methods can be compared',
  parameters: narrowed,
  columns: [
    ...participantColumns,
    { name: 'recording', title: 'Recording', kind: 'text' },
    { name: 'method', title: 'Method', kind: 'text' },
    ...METHODS.map(([title, id]) => ({ name: id, title: `By ${title}`, kind: 'float', unit: 's' }) as const),
    { name: 'consensus_time', title: 'By consensus', kind: 'float', unit: 's' },
    { name: 'span', title: 'Span between methods', kind: 'float', unit: 's' },
    { name: 'file', title: 'File', kind: 'text' },
  ],
  order: ['study', 'number', 'recording'],
  chart: { kind: 'scatter', x: 'rms_time', y: ['onset_time', 'frequency_time'] },
  statement: (context, values) => {
    const found = synchronisationsFor(context, values);
    if (found === null) return null;
    const of = (columns: readonly string[]) => firstOf(found.table, 'y', columns);
    const methods = METHODS.map(([, id, columns]) => sql`${of(columns)} as ${raw(id)}`);
    return sql`select n.study, n.number, r.label as recording, y.sync_method as method, ${join(methods)},
        ${of(['consensus_time'])} as consensus_time, ${of(SPAN)} as span, y.sync_file_name as file
      ${found.rest}`;
  },
};

export const synchronisation: readonly Question[] = [byMethod, agreement, times];
