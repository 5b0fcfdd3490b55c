import type { LensInput } from '#shared/model/lens.ts';

/** Who was recorded of which knee, in which manoeuvre and at which speed, how far it was processed and what failed. */
export const coverage: NonNullable<LensInput['coverage']> = {
  title: 'Coverage',
  group: { title: 'Study', by: 'study' },
  columns: [
    { title: 'Knee', by: 'knee', order: ['left', 'right'] },
    { title: 'Manoeuvre', by: 'manoeuvre', order: ['walk', 'sit-to-stand', 'flexion-extension'] },
    { title: 'Speed', by: 'pass_speed', order: ['slow', 'medium', 'normal', 'comfortable', 'fast'] },
  ],
  state: {
    by: 'processing_status',
    cases: [
      { is: 'success', word: 'processed', kind: 'done' },
      { is: 'not_processed', word: 'not processed', kind: 'open' },
      { is: 'error', word: 'processing failed', kind: 'failed' },
    ],
  },
  faults: [
    { title: 'Audio failed', value: 'audio_qc_fail' },
    { title: 'Signal dropout', value: 'qc_signal_dropout' },
    { title: 'Continuous artefact', value: { call: 'coalesce', of: ['qc_continuous_artifact', 'qc_artifact'] } },
  ],
  source: { word: ['audio file', 'audio files'], by: ['audio'] },
  records: ['synchronisations'],
  strip: {
    ...{ title: 'Duration', unit: 's', value: 'duration_s', number: 'cycle_index' },
    ...{ rows: 'Manoeuvre', sides: 'Knee' },
    flags: [
      { title: 'Audio failed', value: 'audio_qc_fail', kind: 'failed' },
      { title: 'Synchronisation failed', value: 'sync_qc_fail', kind: 'failed' },
      { title: 'Biomechanics failed', value: 'biomechanics_qc_fail', kind: 'failed' },
      { title: 'Outlier', value: 'is_outlier', kind: 'odd' },
    ],
  },
};
