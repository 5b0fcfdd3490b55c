import { findColumn } from '#shared/model/catalogue.ts';
import { digits } from '../../../../sql/dialect.ts';
import { all, join, name, raw, type Sql, sql } from '../../../../sql/sql.ts';
import { tableAs } from '../../../binding/compile.ts';
import type { LensContext } from '../../../lens-context.ts';
import type { Question } from '../../../questions/question.ts';
import { countOf, firstOf, narrowed, participantColumns, recordingsFor, sameRecording } from './parts.ts';

const TABLES = [
  'studies',
  'participants',
  'audio_processing',
  'biomechanics_imports',
  'synchronizations',
  'movement_cycles',
  'movement_cycle_details',
] as const;

/** A statement per table that the database has, with the table as it is, superseded rows included. */
function ofTables(
  { find }: LensContext,
  tables: readonly string[],
  statement: (table: string, from: Sql, has: (column: string) => boolean) => Sql,
): Sql | null {
  const found = tables.flatMap((table) => {
    const info = find(table);
    if (info === undefined) return [];
    const has = (column: string) => findColumn(info, column) !== undefined;
    return [statement(table, sql`${name(info.schema, info.name)} t`, has)];
  });
  return found.length === 0 ? null : join(found, ' union all ');
}

const rowCounts: Question = {
  id: 'row-counts',
  title: 'Rows of each table',
  about: 'How many rows each table has, and how many of them newer ones superseded',
  parameters: [],
  columns: [
    { name: 'table', title: 'Table', kind: 'text' },
    { name: 'rows', title: 'Rows', kind: 'integer' },
    { name: 'superseded', title: 'Superseded', kind: 'integer' },
  ],
  order: ['-rows', 'table'],
  chart: { kind: 'bar', x: 'table', y: ['rows', 'superseded'] },
  statement: (context) =>
    ofTables(context, TABLES, (table, from, has) => {
      const superseded = has('is_active') ? sql`coalesce(${countOf(raw('not t.is_active'))}, 0)` : raw('0');
      return sql`select '${raw(table)}' as ${name('table')}, count(*) as ${name('rows')}, ${superseded} as superseded from ${from}`;
    }),
};

const processing: Question = {
  id: 'processing',
  title: 'How processing went',
  about: 'Rows of each table by their processing status, superseded ones left out',
  parameters: [],
  columns: [
    { name: 'table', title: 'Table', kind: 'text' },
    { name: 'status', title: 'Status', kind: 'text' },
    { name: 'rows', title: 'Rows', kind: 'integer' },
  ],
  order: ['table', 'status'],
  chart: { kind: 'bar', x: 'table', y: ['rows'], by: 'status' },
  statement: (context) => {
    const tables = TABLES.filter((table) => {
      const found = context.find(table);
      return found !== undefined && findColumn(found, 'processing_status') !== undefined;
    });
    return ofTables(context, tables, (table, from, has) => {
      const where = has('is_active') ? raw('t.is_active') : raw('1=1');
      return sql`select '${raw(table)}' as ${name('table')}, t.processing_status as status, count(*) as ${name('rows')}
        from ${from} where ${where} group by t.processing_status`;
    });
  },
};

const recordingColumns: Question['columns'] = [
  ...participantColumns,
  { name: 'recording', title: 'Recording', kind: 'text' },
];

const latest: Question = {
  id: 'latest-recordings',
  title: 'Latest recordings',
  about: 'The audio files that came into the database last',
  parameters: [{ id: 'most', title: 'At most', kind: 'number', default: 10, minimum: 1, maximum: 10_000, whole: true }],
  columns: [
    { name: 'created_at', title: 'Came in', kind: 'time' },
    ...participantColumns,
    { name: 'knee', title: 'Knee', kind: 'text' },
    { name: 'manoeuvre', title: 'Manoeuvre', kind: 'text' },
    { name: 'recorded', title: 'Recorded', kind: 'time' },
    { name: 'file', title: 'Audio file', kind: 'text' },
    { name: 'status', title: 'Processing', kind: 'text' },
  ],
  order: ['-created_at', 'file'],
  statement: (context, { most = 10 }) => {
    const asked = recordingsFor(context, {});
    if (asked === null) return null;
    return sql`select distinct r.created_at, n.study, n.number, r.knee, r.manoeuvre, r.recording_time as recorded,
        r.audio_file_name as file, r.processing_status as status
      from ${asked.from} order by 1 desc, 7 limit ${digits(Number(most))}`;
  },
};

const coverage: Question = {
  id: 'coverage',
  title: 'What there is of each participant',
  about: 'Recordings, synchronisations and movement cycles of every participant by knee and manoeuvre',
  parameters: narrowed,
  columns: [
    ...participantColumns,
    { name: 'knee', title: 'Knee', kind: 'text' },
    { name: 'manoeuvre', title: 'Manoeuvre', kind: 'text' },
    { name: 'files', title: 'Audio files', kind: 'integer' },
    { name: 'passes', title: 'Recordings', kind: 'integer' },
    { name: 'synchronisations', title: 'Synchronisations', kind: 'integer' },
    { name: 'cycles', title: 'Movement cycles', kind: 'integer' },
    { name: 'clean', title: 'Clean cycles', kind: 'integer' },
  ],
  order: ['study', 'number', 'knee', 'manoeuvre'],
  chart: { kind: 'bar', x: 'manoeuvre', y: ['cycles'], by: 'knee' },
  statement: (context, values) => {
    const asked = recordingsFor(context, values);
    const [syncs, cycles] = [context.find('recording_synchronizations'), context.find('recording_cycles')];
    if (asked === null || syncs === undefined || cycles === undefined) return null;
    const counted = (alias: string, from: Sql) =>
      sql`left join (select ${name(alias, 'audio_processing_id')}, ${name(alias, 'recording_pass')}, count(*) as n,
        ${alias === 'c' ? sql`${countOf(raw('not c.is_outlier'))} as clean` : raw('0 as clean')}
        from ${from} group by 1, 2) ${name(alias)} on ${sameRecording(alias)}`;
    return sql`select n.study, n.number, r.knee, r.manoeuvre, count(distinct r.audio) as files, count(*) as passes,
        coalesce(sum(y.n), 0) as synchronisations, coalesce(sum(c.n), 0) as cycles, coalesce(sum(c.clean), 0) as clean
      from ${asked.from} ${counted('y', tableAs(syncs, 'y'))} ${counted('c', tableAs(cycles, 'c'))}
      where ${asked.where} group by n.study, n.number, r.knee, r.manoeuvre`;
  },
};

const cycleReport: Question = {
  id: 'cycle-report',
  title: 'Movement cycles, as the report lists them',
  about: 'The cycles sheet of the processing log: by pass, then by cycle; all, clean ones or outliers',
  parameters: [
    ...narrowed.map((each) => (each.id === 'participant' ? { ...each, optional: false } : each)),
    { id: 'which', title: 'Which', kind: 'choice', choices: ['all', 'clean', 'outliers'], default: 'all' },
  ],
  columns: [
    ...recordingColumns,
    { name: 'pass', title: 'Pass', kind: 'text' },
    { name: 'cycle_index', title: 'Cycle', kind: 'integer' },
    { name: 'start_time_s', title: 'Start', kind: 'float', unit: 's' },
    { name: 'end_time_s', title: 'End', kind: 'float', unit: 's' },
    { name: 'duration_s', title: 'Duration', kind: 'float', unit: 's' },
    { name: 'outlier', title: 'Outlier', kind: 'boolean' },
    { name: 'audio_failed', title: 'Audio failed', kind: 'boolean' },
    { name: 'biomechanics_failed', title: 'Biomechanics failed', kind: 'boolean' },
    { name: 'sync_failed', title: 'Synchronisation failed', kind: 'boolean' },
    { name: 'file', title: 'Cycle file', kind: 'text' },
  ],
  order: ['study', 'number', 'recording', 'pass', 'cycle_index'],
  chart: { kind: 'line', x: 'cycle_index', y: ['duration_s'], by: 'recording' },
  statement: (context, values) => {
    const [asked, cycles] = [recordingsFor(context, values), context.find('recording_cycles')];
    if (asked === null || cycles === undefined) return null;
    const which = { clean: raw('not c.is_outlier'), outliers: raw('c.is_outlier') }[String(values['which'])];
    return sql`select n.study, n.number, r.label as recording, c.recording_pass as pass, c.cycle_index, c.start_time_s,
        c.end_time_s, c.duration_s, c.is_outlier as outlier, ${firstOf(cycles, 'c', ['audio_qc_fail'], 'boolean')} as audio_failed,
        c.biomechanics_qc_fail as biomechanics_failed, c.sync_qc_fail as sync_failed, c.cycle_file as file
      from ${asked.from} join ${tableAs(cycles, 'c')} on ${sameRecording('c')}
      where ${all([asked.where, which ?? raw('1=1')])}`;
  },
};

const FILES = [
  ['audio_processing', 'pickled audio', 'pkl_file'],
  ['synchronizations', 'synchronised', 'sync_file'],
  ['movement_cycles', 'cycle', 'cycle_file'],
] as const;

const files: Question = {
  id: 'files',
  title: 'Files behind the rows',
  about: 'Where the pickled files lie, how large they are and their checksums; they are never read',
  parameters: [],
  columns: [
    { name: 'kind', title: 'Kind', kind: 'text' },
    { name: 'path', title: 'Path', kind: 'text' },
    { name: 'size', title: 'Size', kind: 'float', unit: 'MB' },
    { name: 'checksum', title: 'Checksum', kind: 'text' },
    { name: 'modified', title: 'Modified', kind: 'time' },
  ],
  order: ['kind', 'path'],
  statement: ({ find }) => {
    const found = FILES.flatMap(([named, kind, prefix]) => {
      const table = find(named);
      if (table === undefined || findColumn(table, `${prefix}_path`) === undefined) return [];
      const [path, checksum] = [name('t', `${prefix}_path`), name('t', `${prefix}_checksum`)];
      return [
        sql`select '${raw(kind)}' as kind, ${path} as path, ${name('t', `${prefix}_size_mb`)} as size, ${checksum} as checksum,
          ${firstOf(table, 't', [`${prefix}_modified`], 'timestamp')} as modified
          from ${tableAs(table, 't')} where ${path} is not null`,
      ];
    });
    return found.length === 0 ? null : join(found, ' union all ');
  },
};

export const lists: readonly Question[] = [rowCounts, processing, latest, coverage, cycleReport, files];
