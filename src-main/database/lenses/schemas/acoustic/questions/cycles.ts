import { raw, sql } from '../../../../sql/sql.ts';
import { type Compiled, tableAs } from '../../../binding/compile.ts';
import { idText } from '../../../binding/ids.ts';
import type { Question } from '../../../questions/question.ts';
import { narrowed, recording, recordingsFor, sameRecording } from './parts.ts';

/** Of a normal distribution: its quartile over its standard deviation (Iglewicz and Hoaglin 1993). */
const QUARTILE = raw('0.6745e0');

const part = (of: string, kind: 'integer' | 'text'): Compiled => ({ sql: raw(of), type: kind, kind, column: null });
const recordingId = [part('r.audio', 'integer'), part('r.recording_pass', 'text')];

/** Every cycle beside the others of its recording: the overlay that tells which took unusually long. */
const durations: Question = {
  id: 'cycle-durations',
  title: 'Durations of movement cycles',
  about:
    'Every cycle beside the median of its recording, and how many median absolute deviations it is away; where most are alike to the last digit, none is judged',
  parameters: [
    recording,
    ...narrowed,
    { id: 'limit', title: 'Outlier beyond', kind: 'number', unit: 'deviations', minimum: 0, default: 3.5 },
  ],
  columns: [
    { name: 'episode', title: 'Id', kind: 'text', leadsTo: 'episode' },
    { name: 'recording', title: 'Recording', kind: 'text' },
    { name: 'cycles', title: 'Cycles', kind: 'text' },
    { name: 'cycle_index', title: 'Cycle', kind: 'integer' },
    { name: 'start', title: 'Start', kind: 'float', unit: 's' },
    { name: 'duration', title: 'Duration', kind: 'float', unit: 's' },
    { name: 'median', title: 'Median', kind: 'float', unit: 's' },
    { name: 'deviations', title: 'Deviations from it', kind: 'float' },
    { name: 'outlier', title: 'Outlier', kind: 'integer' },
  ],
  order: ['-outlier', 'recording', 'cycle_index', 'start'],
  chart: { kind: 'scatter', x: 'cycle_index', y: ['duration'], by: 'cycles' },
  statement: (context, values) => {
    const [asked, cycles] = [recordingsFor(context, values), context.find('recording_cycles')];
    if (asked === null || cycles === undefined) return null;
    const { dialect } = context;
    const duration = sql`cast(c.duration_s as double precision)`;
    const rows = sql`select ${idText(recordingId, dialect)} as episode, r.label as recording,
        r.knee || ' ' || r.manoeuvre as cycles, c.cycle_index, cast(c.start_time_s as double precision) as start, ${duration} as duration
      from ${asked.from} join ${tableAs(cycles, 'c')} on ${sameRecording('c')}
      where ${asked.where} and ${dialect.isFinite(duration)}`;
    const medians = sql`select d.episode, ${dialect.quantile(raw('d.duration'), 0.5)} as median from (${rows}) d group by d.episode`;
    const apart = sql`select d.*, m.median, abs(d.duration - m.median) as apart from (${rows}) d
      join (${medians}) m on m.episode = d.episode`;
    const spreads = sql`select a.episode, ${dialect.quantile(raw('a.apart'), 0.5)} as spread from (${apart}) a group by a.episode`;
    const judged = sql`select a.*, ${QUARTILE} * a.apart / nullif(s.spread, 0) as deviations from (${apart}) a
      join (${spreads}) s on s.episode = a.episode`;
    const isOutlier = sql`j.deviations > ${raw(Number(values['limit']).toExponential())}`;
    return sql`select j.episode, j.recording, case when ${isOutlier} then j.cycles || ', outliers' else j.cycles end as cycles,
        j.cycle_index, j.start, j.duration, j.median, j.deviations, case when ${isOutlier} then 1 else 0 end as outlier
      from (${judged}) j`;
  },
};

export const cycleQuestions: readonly Question[] = [durations];
