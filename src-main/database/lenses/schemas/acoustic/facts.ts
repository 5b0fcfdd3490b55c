import type { Expression, LensInput } from '#shared/model/lens.ts';

type Facts = NonNullable<NonNullable<LensInput['episode']>['facts']>;

const biomechanics = (column: string): Expression => ({
  lookUp: 'biomechanics_imports',
  where: { id: 'biomechanics_import_id' },
  value: column,
});

const flags: Facts = [
  { name: 'audio_fail', title: 'Audio failed', value: 'audio_qc_fail' },
  { name: 'failed_channels', title: 'Failed channels', value: 'failed_channels' },
  { name: 'signal_dropout', title: 'Signal dropout', value: 'qc_signal_dropout' },
  { name: 'dropout_channels', title: 'Channels with dropout', value: 'dropout_channels' },
  {
    ...{ name: 'continuous_artefact', title: 'Continuous artefact' },
    value: { call: 'coalesce', of: ['qc_continuous_artifact', 'qc_artifact'] },
  },
  { name: 'artefact_channels', title: 'Channels with artefacts', value: 'artefact_channels' },
];

const microphones = [1, 2, 3, 4].flatMap(
  (microphone): Facts => [
    {
      ...{ name: `mic_${microphone}`, title: `Microphone ${microphone}` },
      value: {
        choose: `mic_${microphone}_position`,
        when: 'is',
        cases: positions(),
        otherwise: `mic_${microphone}_position`,
      },
    },
    { name: `mic_${microphone}_notes`, title: `Microphone ${microphone}, notes`, value: `mic_${microphone}_notes` },
  ],
);

function positions(): readonly (readonly [string, string])[] {
  return [
    ['IPM', 'IPM (infrapatellar, medial)'],
    ['IPL', 'IPL (infrapatellar, lateral)'],
    ['SPM', 'SPM (suprapatellar, medial)'],
    ['SPL', 'SPL (suprapatellar, lateral)'],
  ];
}

/** What a list of recordings shows, most telling first. */
export const facts: Facts = [
  { name: 'knee', title: 'Knee', value: 'knee' },
  { name: 'maneuver', title: 'Manoeuvre', value: 'manoeuvre' },
  { name: 'pass', title: 'Pass', value: 'pass' },
  { name: 'recorded', title: 'Recorded', value: 'recording_time' },
  { name: 'timezone', title: 'Time zone', value: 'recording_timezone' },
  { name: 'length', title: 'Length', value: 'duration_seconds', unit: 's' },
  { name: 'status', title: 'Processing', value: 'processing_status' },
  { name: 'error', title: 'Error', value: 'error_message' },
  ...flags,
  { name: 'active', title: 'In force', value: 'is_active' },
  { name: 'file', title: 'Audio file', value: 'audio_file_name' },
  { name: 'file_size', title: 'File size', value: 'file_size_mb', unit: 'MB' },
  {
    ...{ name: 'biomechanics', title: 'Biomechanics' },
    value: { call: 'coalesce', of: ['biomechanics_type', biomechanics('biomechanics_type')] },
  },
  {
    ...{ name: 'biomechanics_file', title: 'Biomechanics file' },
    value: { call: 'coalesce', of: ['biomechanics_file', biomechanics('biomechanics_file')] },
  },
  {
    ...{ name: 'biomechanics_sync', title: 'Biomechanics synchronised by' },
    value: { call: 'coalesce', of: ['biomechanics_sync_method', biomechanics('biomechanics_sync_method')] },
  },
  { name: 'device', title: 'Device', value: 'device_serial' },
  { name: 'firmware', title: 'Firmware', value: 'firmware_version' },
  { name: 'channels', title: 'Channels', value: 'num_channels' },
  { name: 'sample_rate', title: 'Sample rate', value: 'sample_rate', unit: 'Hz' },
  ...microphones,
  { name: 'notes', title: 'Notes', value: 'notes' },
  { name: 'qc_version', title: 'Quality control, version', value: 'audio_qc_version' },
  { name: 'processed', title: 'Processed', value: 'processing_date' },
  { name: 'pickle', title: 'Pickle', value: 'pkl_file_path' },
  { name: 'pickle_size', title: 'Pickle, size', value: 'pkl_file_size_mb', unit: 'MB' },
  { name: 'pickle_checksum', title: 'Pickle, checksum', value: 'pkl_file_checksum' },
];
