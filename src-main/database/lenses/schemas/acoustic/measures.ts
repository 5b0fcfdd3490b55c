import type { LensInput } from '#shared/model/lens.ts';

type Measures = NonNullable<LensInput['measures']>;

const SYNCHRONISATIONS = 'synchronisations';
const channels = ['', '_ch1', '_ch2', '_ch3', '_ch4'] as const;
const ofChannel = (channel: string) => (channel === '' ? '' : `, channel ${channel.slice(3)}`);

/** Of movement cycles. Flags are 0 or 1, so that their mean is a share. */
const ofCycles: Measures = [
  {
    ...{ id: 'cycle_duration', title: 'Cycle duration', unit: 's', level: 'step', value: 'duration_s' },
    ...{ reduce: 'mean', rollUp: true },
  },
  { id: 'outlier', title: 'Outlier', level: 'step', value: 'is_outlier', rollUp: true },
  { id: 'cycle_audio_fail', title: 'Audio failed', level: 'step', value: 'audio_qc_fail', rollUp: true },
  { id: 'cycle_biomechanics_fail', title: 'Biomechanics failed', level: 'step', value: 'biomechanics_qc_fail' },
  { id: 'cycle_sync_fail', title: 'Synchronisation failed', level: 'step', value: 'sync_qc_fail' },
  ...(['intermittent', 'dropout', 'continuous', 'periodic'] as const).flatMap((kind) =>
    channels.map(
      (channel) =>
        ({
          id: `${kind}${channel}`,
          title: `${kind === 'dropout' ? 'Dropout' : `${kind.charAt(0).toUpperCase()}${kind.slice(1)} artefact`}${ofChannel(channel)}`,
          level: 'step',
          value: `audio_artifact_${kind}_fail${channel}`,
        }) as const,
    ),
  ),
];

/** A time in seconds that layouts call differently. */
const time = (...columns: readonly string[]) => ({ call: 'coalesce', of: [...columns] }) as const;
const rms = time('rms_time', 'detection_rms_time');
const onset = time('onset_time', 'detection_onset_time');
const frequency = time('freq_time', 'detection_freq_time');
const selected = time('audio_selected_sync_time', 'selected_audio_sync_time');

const synchronised = (
  id: string,
  title: string,
  value: Measures[number]['value'],
  rollUp = false,
): Measures[number] => ({
  ...{ id, title, unit: 's', level: 'step', of: SYNCHRONISATIONS, value, rollUp },
});

const difference = (one: Measures[number]['value'], other: Measures[number]['value']) =>
  ({ call: 'sub', of: [one, other] }) as const;

/** Of synchronisations: what each method found, and how far the methods are apart. */
const ofSynchronisations: Measures = [
  synchronised(
    'method_agreement',
    'Span between sync methods',
    time('method_agreement_span', 'detection_method_agreement_span'),
    true,
  ),
  synchronised('rms_against_consensus', 'RMS against consensus', difference(rms, 'consensus_time')),
  synchronised('onset_against_consensus', 'Onset against consensus', difference(onset, 'consensus_time')),
  synchronised('frequency_against_consensus', 'Frequency against consensus', difference(frequency, 'consensus_time')),
  synchronised('onset_against_rms', 'Onset against RMS', difference(onset, rms)),
  synchronised('frequency_against_rms', 'Frequency against RMS', difference(frequency, rms)),
  synchronised('rms_time', 'Sync time by RMS', rms),
  synchronised('onset_time', 'Sync time by onset', onset),
  synchronised('frequency_time', 'Sync time by frequency', frequency),
  synchronised('consensus_time', 'Sync time by consensus', 'consensus_time'),
  synchronised('sync_offset', 'Sync offset', 'sync_offset'),
  synchronised(
    'selected_offset',
    'Audio sync time against biomechanics',
    difference(selected, 'bio_selected_sync_time'),
  ),
  synchronised('audio_sync_offset', 'Audio sync offset', 'audio_sync_offset'),
  synchronised('bio_sync_offset', 'Biomechanics sync offset', 'bio_sync_offset'),
  synchronised(
    'stomp_offset_left',
    'Audio stomp against biomechanics, left',
    difference('audio_stomp_time', 'bio_left_stomp_time'),
  ),
  synchronised(
    'stomp_offset_right',
    'Audio stomp against biomechanics, right',
    difference('audio_stomp_time', 'bio_right_stomp_time'),
  ),
  ...(['mean', 'median', 'min', 'max'] as const).map((word) =>
    synchronised(`${word}_cycle_duration`, `Cycle duration of a pass, ${word}`, `${word}_cycle_duration_s`),
  ),
  ...['total_cycles_extracted', 'clean_cycles', 'outlier_cycles'].map((column): Measures[number] => ({
    ...{ id: column, level: 'step', of: SYNCHRONISATIONS, value: column, reduce: 'sum' },
    title: `${column.charAt(0).toUpperCase()}${column.slice(1).replaceAll('_', ' ')}`,
    ...(column !== 'total_cycles_extracted' && { partOf: ['total_cycles_extracted'] }),
  })),
];

/** Of recordings: whether their audio passed, in all channels and in each. */
const ofRecordings: Measures = channels.flatMap(
  (channel): Measures => [
    {
      ...{ id: `audio_fail${channel}`, title: `Audio failed${ofChannel(channel)}`, level: 'episode' },
      value: `audio_qc_fail${channel}`,
    },
    {
      ...{ id: `signal_dropout${channel}`, title: `Signal dropout${ofChannel(channel)}`, level: 'episode' },
      value: `qc_signal_dropout${channel}`,
    },
    {
      ...{ id: `continuous_artefact${channel}`, title: `Continuous artefact${ofChannel(channel)}`, level: 'episode' },
      value: { call: 'coalesce', of: [`qc_continuous_artifact${channel}`, `qc_artifact${channel}`] },
    },
  ],
);

export const measures: Measures = [...ofCycles, ...ofSynchronisations, ...ofRecordings];
