import { join, name, raw, type Sql, sql } from '../../../../sql/sql.ts';
import { tableAs } from '../../../binding/compile.ts';
import type { Question } from '../../../questions/question.ts';
import { countOf, firstOf, narrowed, participantColumns, recording, recordingsFor } from './parts.ts';

const ARTEFACT = ['qc_continuous_artifact', 'qc_artifact'];

/** The summary of the documentation: how many recordings failed, and of what. Files count once, however many passes. */
const summary: Question = {
  id: 'audio-quality',
  title: 'Quality of the audio',
  about: 'How many audio files of each knee and manoeuvre failed, dropped out or have artefacts (QC summary)',
  parameters: narrowed,
  columns: [
    { name: 'knee', title: 'Knee', kind: 'text' },
    { name: 'manoeuvre', title: 'Manoeuvre', kind: 'text' },
    { name: 'files', title: 'Audio files', kind: 'integer' },
    { name: 'failed', title: 'Failed', kind: 'integer' },
    { name: 'dropout', title: 'With signal dropout', kind: 'integer' },
    { name: 'artefact', title: 'With artefacts', kind: 'integer' },
    { name: 'failed_share', title: 'Share that failed', kind: 'float' },
  ],
  order: ['knee', 'manoeuvre'],
  chart: { kind: 'bar', x: 'manoeuvre', y: ['failed_share'], by: 'knee' },
  statement: (context, values) => {
    const [asked, recordings] = [recordingsFor(context, values), context.find('recordings')];
    if (asked === null || recordings === undefined) return null;
    const artefact = firstOf(recordings, 'r', ARTEFACT, 'boolean');
    const files = sql`select distinct r.audio, r.knee, r.manoeuvre, r.audio_qc_fail as failed,
      r.qc_signal_dropout as dropout, ${artefact} as artefact from ${asked.from} where ${asked.where}`;
    return sql`select f.knee, f.manoeuvre, count(*) as files, ${countOf(raw('f.failed'))} as failed,
        ${countOf(raw('f.dropout'))} as dropout, ${countOf(raw('f.artefact'))} as artefact,
        ${countOf(raw('f.failed'))} * 1e0 / count(*) as failed_share
      from (${files}) f group by f.knee, f.manoeuvre`;
  },
};

const channels: Question = {
  id: 'channel-quality',
  title: 'Quality of each channel',
  about: 'How many audio files failed in each of the four channels, and for how long',
  parameters: narrowed,
  columns: [
    { name: 'channel', title: 'Channel', kind: 'text' },
    { name: 'files', title: 'Audio files', kind: 'integer' },
    { name: 'failed', title: 'Failed', kind: 'integer' },
    { name: 'dropout', title: 'With signal dropout', kind: 'integer' },
    { name: 'artefact', title: 'With artefacts', kind: 'integer' },
    { name: 'failed_seconds', title: 'Failed, in all', kind: 'float', unit: 's' },
    { name: 'dropout_seconds', title: 'Signal dropout, in all', kind: 'float', unit: 's' },
  ],
  order: ['channel'],
  chart: { kind: 'bar', x: 'channel', y: ['failed', 'dropout', 'artefact'] },
  statement: (context, values) => {
    const asked = recordingsFor(context, values);
    const [recordings, intervals] = [context.find('recordings'), context.find('quality_intervals')];
    if (asked === null || recordings === undefined || intervals === undefined) return null;
    const lengths = sql`select distinct i.row_id, i.finding, i.channel, i.number, i.seconds
      from ${tableAs(intervals, 'i')} where i.found_in = 'recording'`;
    const seconds = (finding: string, of: Sql) =>
      sql`(select coalesce(sum(l.seconds), 0) from lengths l where l.channel = ${of}
        and l.finding = '${raw(finding)}' and l.row_id in (select f.audio from files f))`;
    const perChannel = ['1', '2', '3', '4'].map((channel) => {
      const flag = (column: string) => countOf(name('f', `${column}${channel}`));
      const own = sql`'${raw(channel)}'`;
      return sql`select ${own} as channel, count(*) as files, ${flag('failed')} as failed, ${flag('dropout')} as dropout,
          ${flag('artefact')} as artefact, ${seconds('failed', own)} as failed_seconds,
          ${seconds('signal dropout', own)} as dropout_seconds from files f`;
    });
    const flags = ['1', '2', '3', '4'].flatMap((channel) => [
      sql`${name('r', `audio_qc_fail_ch${channel}`)} as ${name(`failed${channel}`)}`,
      sql`${name('r', `qc_signal_dropout_ch${channel}`)} as ${name(`dropout${channel}`)}`,
      sql`${firstOf(
        recordings,
        'r',
        ARTEFACT.map((each) => `${each}_ch${channel}`),
        'boolean',
      )} as ${name(`artefact${channel}`)}`,
    ]);
    return sql`with files as (select distinct r.audio, ${join(flags)} from ${asked.from} where ${asked.where}),
        lengths as (${lengths})
      ${join(perChannel, ' union all ')}`;
  },
};

const intervalColumns: Question['columns'] = [
  ...participantColumns,
  { name: 'recording', title: 'Recording', kind: 'text' },
  { name: 'found_in', title: 'Found in', kind: 'text' },
  { name: 'cycle_index', title: 'Cycle', kind: 'integer' },
  { name: 'finding', title: 'Finding', kind: 'text' },
  { name: 'channel', title: 'Channel', kind: 'text' },
];

const times: Question['columns'] = [
  { name: 'starts', title: 'From', kind: 'float', unit: 's' },
  { name: 'ends', title: 'To', kind: 'float', unit: 's' },
  { name: 'seconds', title: 'Length', kind: 'float', unit: 's' },
];

const ofRecording = sql`i.audio = r.audio and i.recording_pass = r.recording_pass`;

const intervals: Question = {
  id: 'fail-intervals',
  title: 'Intervals that quality control found',
  about: 'Every interval of every channel; those of a recording in the time of its file, those of a cycle in its own',
  parameters: [recording, ...narrowed],
  columns: [...intervalColumns, ...times],
  order: ['study', 'number', 'recording', 'found_in', 'cycle_index', 'starts'],
  statement: (context, values) => {
    const [asked, found] = [recordingsFor(context, values), context.find('quality_intervals')];
    if (asked === null || found === undefined) return null;
    return sql`select n.study, n.number, r.label as recording, i.found_in, i.cycle_index, i.finding, i.channel, i.starts,
        i.ends, i.seconds
      from ${asked.from} join ${tableAs(found, 'i')} on ${ofRecording} where ${asked.where}`;
  },
};

const overlaps: Question = {
  id: 'overlap-windows',
  title: 'Windows in which two channels are bad',
  about: 'Where intervals of two channels of the same recording, synchronisation or cycle overlap',
  parameters: [recording, ...narrowed],
  columns: [
    ...intervalColumns,
    { name: 'other_finding', title: 'Other finding', kind: 'text' },
    { name: 'other_channel', title: 'Other channel', kind: 'text' },
    ...times,
  ],
  order: ['study', 'number', 'recording', 'found_in', 'cycle_index', 'starts'],
  statement: (context, values) => {
    const [asked, found] = [recordingsFor(context, values), context.find('quality_intervals')];
    if (asked === null || found === undefined) return null;
    const starts = sql`case when i.starts > o.starts then i.starts else o.starts end`;
    const ends = sql`case when i.ends < o.ends then i.ends else o.ends end`;
    return sql`select w.*, w.ends - w.starts as seconds from (
        select n.study, n.number, r.label as recording, i.found_in, i.cycle_index, i.finding, i.channel,
          o.finding as other_finding, o.channel as other_channel, ${starts} as starts, ${ends} as ends
        from ${asked.from} join ${tableAs(found, 'i')} on ${ofRecording}
        join ${tableAs(found, 'o')} on o.found_in = i.found_in and o.row_id = i.row_id
          and o.recording_pass = i.recording_pass and o.channel > i.channel and o.starts < i.ends and i.starts < o.ends
        where ${asked.where} and i.channel <> 'all' and o.channel <> 'all') w`;
  },
};

export const quality: readonly Question[] = [summary, channels, intervals, overlaps];
