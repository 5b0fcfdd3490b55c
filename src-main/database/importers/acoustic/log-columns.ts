import type { LogKind } from './cell-values.ts';

/** A column of the schema, and under which headers logs of either era have it. */
export interface LogColumn {
  readonly name: string;
  readonly kind: LogKind;
  /** Of the whole header in one spelling. */
  readonly header: RegExp;
  readonly required: boolean;
  /** What stands where a log says nothing. */
  readonly otherwise: string | number | boolean | null;
}

type Spec = Partial<Pick<LogColumn, 'kind' | 'required' | 'otherwise'>>;

/** `headers` is a regular expression; the name itself, with spaces, where it is not told. */
function column(
  name: string,
  { kind = 'text', required = false, otherwise = null }: Spec,
  headers?: string,
): LogColumn {
  const header = new RegExp(`^(?:${headers ?? name.replaceAll('_', ' ')})$`);
  return { name, kind, header, required, otherwise };
}

const must = { required: true } as const;
const flag = { kind: 'flag', otherwise: false } as const;
const seconds = (name: string, headers: string) => column(name, { kind: 'number' }, `(?:${headers})(?: s)?`);

const channels = ['', '1', '2', '3', '4'] as const;
const suffix = (channel: string) => (channel === '' ? '' : `_ch${channel}`);

/** A column for all channels and one for each: `Audio Signal Dropout Ch1`, `QC Signal Dropout Segments Ch1`. */
function byChannel(name: string, spec: Spec, first: string, last = ''): readonly LogColumn[] {
  return channels.map((channel) => {
    const mark = channel === '' ? '' : ` (?:ch|mic )${channel}`;
    const headers = `(?:${first})${last}${mark}${last === '' || mark === '' ? '' : `|(?:${first})${mark}${last}`}`;
    return column(`${name}${suffix(channel)}`, spec, headers);
  });
}

const intervals = { kind: 'intervals' } as const;

const processing: readonly LogColumn[] = [
  column('processing_date', { kind: 'moment' }),
  column('processing_status', { kind: 'lower', otherwise: 'not_processed' }, 'processing status|status'),
  column('error_message', {}, 'error message|error'),
];

export const audioColumns: readonly LogColumn[] = [
  column('audio_file_name', must, 'audio file(?: name)?'),
  column('device_serial', must),
  column('firmware_version', { ...must, kind: 'whole' }),
  column('file_time', { kind: 'moment' }),
  column('file_size_mb', { ...must, kind: 'number' }),
  column('recording_date', { ...must, kind: 'moment' }, 'recording date(?:time)?'),
  column('recording_time', { ...must, kind: 'moment' }, 'recording (?:date)?time'),
  column('recording_timezone', {}),
  column('num_channels', { ...must, kind: 'whole' }, '(?:num )?channels'),
  column('sample_rate', { kind: 'number', otherwise: 46_875 }, 'sample rate(?: hz)?'),
  ...[1, 2, 3, 4].map((mic) => column(`mic_${mic}_position`, must)),
  ...[1, 2, 3, 4].map((mic) => column(`mic_${mic}_notes`, {})),
  column('notes', {}),
  column('audio_qc_version', {}),
  ...byChannel('audio_qc_fail', flag, 'qc fail|qc not passed'),
  ...byChannel('qc_fail_segments', intervals, '(?:audio )?qc fail', ' segments'),
  ...byChannel('qc_signal_dropout', flag, '(?:qc|audio) signal dropout'),
  ...byChannel('qc_signal_dropout_segments', intervals, '(?:qc|audio) signal dropout', ' segments'),
  ...byChannel('qc_continuous_artifact', flag, 'qc continuous artifact|audio artifact'),
  ...byChannel('qc_continuous_artifact_segments', intervals, 'qc continuous artifact|audio artifact', ' segments'),
  ...processing,
  column('duration_seconds', { kind: 'number' }, 'recording length s|duration s'),
];

export const biomechanicsColumns: readonly LogColumn[] = [
  column('biomechanics_file', must),
  column('sheet_name', {}),
  column('biomechanics_type', must),
  column('biomechanics_sync_method', { ...must, kind: 'lower' }, '(?:biomechanics )?sync method'),
  column('biomechanics_sample_rate', { ...must, kind: 'number' }, '(?:biomechanics )?sample rate(?: hz)?'),
  column('biomechanics_notes', {}),
  column('num_sub_recordings', { ...must, kind: 'whole' }),
  column('duration_seconds', { ...must, kind: 'number' }, 'duration s'),
  column('num_data_points', { ...must, kind: 'whole' }),
  column('num_passes', { kind: 'whole', otherwise: 0 }),
  column('biomechanics_qc_fail', flag),
  ...processing,
];

const pass: readonly LogColumn[] = [
  column('pass_number', { kind: 'whole' }, 'pass number|pass'),
  column('speed', { kind: 'lower' }),
];

export const synchronizationColumns: readonly LogColumn[] = [
  ...pass,
  seconds('bio_left_sync_time', 'bio left sync time'),
  seconds('bio_right_sync_time', 'bio right sync time'),
  seconds('bio_sync_offset', 'bio sync offset'),
  seconds('aligned_sync_time', 'aligned sync time|aligned audio sync time'),
  column('sync_method', {}),
  column('consensus_methods', {}),
  ...['consensus_time', 'rms_time', 'onset_time', 'freq_time'].map((name) => seconds(name, name.replace('_', ' '))),
  ...['bio_selected_sync_time', 'contra_bio_selected_sync_time', 'audio_visual_sync_time'].map((name) =>
    seconds(name, name.replaceAll('_', ' ')),
  ),
  seconds('audio_visual_sync_time_contralateral', 'audio visual sync time contralateral'),
  ...['audio_sync_time_left', 'audio_sync_time_right', 'audio_sync_offset'].map((name) =>
    seconds(name, name.replaceAll('_', ' ')),
  ),
  seconds('audio_selected_sync_time', '(?:audio selected|selected audio) sync time'),
  seconds('contra_audio_selected_sync_time', 'contra (?:audio selected|selected audio) sync time'),
  column('stomp_detection_methods', { kind: 'words' }),
  column('selected_stomp_method', {}, 'selected stomp method|audio stomp method'),
  column('sync_file_name', {}, 'sync file(?: name)?'),
  seconds('sync_duration', 'sync duration'),
  ...['total_cycles_extracted', 'clean_cycles', 'outlier_cycles'].map((name) =>
    column(name, { kind: 'whole', otherwise: 0 }),
  ),
  ...['mean', 'median', 'min', 'max'].map((which) => seconds(`${which}_cycle_duration_s`, `${which} cycle duration`)),
  seconds('method_agreement_span', 'method agreement span'),
  ...byChannel('periodic_artifact_detected', flag, 'periodic artifact(?: detected)?'),
  ...byChannel('periodic_artifact_segments', intervals, 'periodic artifact', ' segments'),
  ...processing,
];

const artefact = (kind: string) => `(?:audio )?(?:artifact )?${kind}(?: artifact)?`;

export const cycleColumns: readonly LogColumn[] = [
  ...pass,
  column('cycle_file', must),
  column('cycle_index', { ...must, kind: 'whole' }),
  column('start_time_s', { ...must, kind: 'number' }, 'start(?: time)? s'),
  column('end_time_s', { ...must, kind: 'number' }, 'end(?: time)? s'),
  column('duration_s', { ...must, kind: 'number' }),
  column('start_time', { ...must, kind: 'moment' }, '(?:audio )?start time'),
  column('end_time', { ...must, kind: 'moment' }, '(?:audio )?end time'),
  column('is_outlier', { ...must, kind: 'flag' }),
  column('biomechanics_qc_fail', flag),
  column('sync_qc_fail', flag),
  column('audio_qc_fail', flag),
  column('audio_qc_failures', { kind: 'words' }),
  ...byChannel('audio_artifact_intermittent_fail', flag, artefact('intermittent'), ' fail'),
  ...byChannel(
    'audio_artifact_timestamps',
    intervals,
    `(?:audio )?(?:artifact)?|${artefact('intermittent')}`,
    ' ?timestamps',
  ),
  ...['dropout', 'continuous', 'periodic'].flatMap((kind) => [
    ...byChannel(`audio_artifact_${kind}_fail`, flag, artefact(kind), ' fail'),
    ...byChannel(`audio_artifact_${kind}_timestamps`, intervals, artefact(kind), ' timestamps'),
  ]),
  column('biomechanics_qc_version', {}),
  column('sync_qc_version', {}),
];
