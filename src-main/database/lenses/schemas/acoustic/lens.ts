import { type Lens, type LensInput, lensSchema } from '#shared/model/lens.ts';
import { coverage } from './coverage.ts';
import { facts } from './facts.ts';
import { measures } from './measures.ts';

type Variants = NonNullable<LensInput['variants']>;

/** What each layout has first, newest first. Two differ in nothing that the older one lacks, so its own column tells. */
const variants: Variants = [
  {
    id: 'draft',
    title: 'the layout that the documentation describes',
    when: [{ table: 'movement_cycle_details', columns: ['movement_cycle_id', 'cycle_index'] }],
  },
  {
    id: 'alembic',
    title: 'the layout of the migrations (f6a7b8c9d0e1 and later)',
    when: [
      { table: 'studies', columns: ['study_name'] },
      { table: 'synchronizations', columns: ['audio_stomp_time'] },
    ],
  },
  {
    id: 'head',
    title: 'the last layout of the application (4adcdc2, February 2026)',
    when: [{ table: 'studies', columns: ['study_name', 'study_participant_id'] }],
  },
  ...(
    [
      ['790e775', '12 February 2026', 'synchronizations', 'knee'],
      ['3dc3775', '11 February 2026', 'synchronizations', 'periodic_artifact_detected'],
      ['164ad5e', '6 February 2026', 'movement_cycles', 'start_time'],
      ['9caad0b', '5 February 2026', 'synchronizations', 'audio_selected_sync_time'],
      ['497b2b7', '5 February 2026', 'synchronizations', 'bio_sync_offset'],
      ['75af70a', '4 February 2026', 'participants', 'study_participant_id'],
      ['e84233e', '29 January 2026', 'audio_processing', 'biomechanics_import_id'],
      ['a74859e', '29 January 2026, the first', 'participants', 'participant_number'],
    ] as const
  ).map(([id, date, table, column]) => ({
    ...{ id, title: `the layout of ${id} (${date})` },
    when: [{ table, columns: [column] }],
  })),
];

/** Of the sixty columns of a synchronisation, under the names of every layout. */
const syncFirst = [
  ...['sync_method', 'consensus_time', 'rms_time', 'onset_time', 'freq_time'],
  ...['detection_rms_time', 'detection_onset_time', 'detection_freq_time', 'audio_stomp_time'],
  ...[
    'method_agreement_span',
    'detection_method_agreement_span',
    'sync_offset',
    'audio_sync_offset',
    'bio_sync_offset',
  ],
  ...['audio_selected_sync_time', 'selected_audio_sync_time', 'bio_selected_sync_time', 'selected_stomp_method'],
  ...['total_cycles_extracted', 'clean_cycles', 'outlier_cycles', 'mean_cycle_duration_s', 'sync_file_name'],
];

const PASS = ['audio_processing_id', 'recording_pass'];

/**
 * Acoustic emissions of knees (`knee-acoustic-emissions`): who takes part in a study → recordings of a knee in a
 * manoeuvre, pass by pass → movement cycles.
 */
export const lens: Lens = lensSchema.parse({
  id: 'acoustic',
  title: 'Knee acoustics',
  recognise: [
    { table: 'audio_processing', columns: ['audio_file_name', 'knee', 'maneuver', 'audio_qc_fail'] },
    { table: 'synchronizations', columns: ['audio_processing_id', 'biomechanics_import_id'] },
    { table: 'movement_cycles' },
    { table: 'biomechanics_imports' },
  ],
  variants,
  session: {
    word: ['participant', 'participants'],
    table: 'enrolments',
    id: ['id'],
    label: { call: 'concat', of: ['study', { value: ' ' }, { call: 'text', of: ['number'] }] },
    order: [{ by: 'study' }, { by: 'number' }],
    facts: [
      { name: 'study', title: 'Study', value: 'study' },
      { name: 'number', title: 'Number', value: 'number' },
      { name: 'participant', title: 'Person', value: 'participant', variants: ['head', 'alembic'] },
      { name: 'created_at', title: 'Created', value: 'created_at' },
    ],
  },
  episode: {
    word: ['recording', 'recordings'],
    table: 'recordings',
    id: ['audio', 'recording_pass'],
    parent: ['enrolment'],
    label: 'label',
    order: [{ by: 'knee' }, { by: 'maneuver' }, { by: 'recording_pass' }, { by: 'recording_time' }],
    facts,
    first: [
      'knee',
      'maneuver',
      'pass',
      'steps',
      'mean_cycle_duration',
      'mean_outlier',
      'audio_fail',
      'failed_channels',
    ],
  },
  steps: {
    word: ['movement cycle', 'movement cycles'],
    table: 'recording_cycles',
    episode: PASS,
    time: { by: 'start_time_s', title: 'Start', unit: 's' },
    within: ['cycle_index'],
  },
  records: [
    {
      ...{ id: 'synchronisations', word: ['synchronisation', 'synchronisations'], of: 'episode' },
      ...{ table: 'recording_synchronizations', parent: PASS, order: [{ by: 'processing_date' }, { by: 'id' }] },
      time: { by: 'processing_date', title: 'Processed' },
      first: syncFirst,
      estimates: [
        { title: 'RMS', columns: ['rms_time', 'detection_rms_time'], unit: 's' },
        { title: 'Onset', columns: ['onset_time', 'detection_onset_time'], unit: 's' },
        { title: 'Frequency', columns: ['freq_time', 'detection_freq_time'], unit: 's' },
        { title: 'Consensus', columns: ['consensus_time'], unit: 's' },
      ],
    },
    {
      ...{ id: 'quality-intervals', word: ['quality interval', 'quality intervals'], of: 'episode' },
      ...{ table: 'quality_intervals', parent: ['audio', 'recording_pass'] },
      order: [{ by: 'starts' }, { by: 'channel' }, { by: 'finding' }],
      intervals: { from: 'starts', to: 'ends', lane: 'channel', kind: 'finding', panel: 'found_in', length: 'out_of' },
      columns: [
        { name: 'found_in', title: 'Found in', value: 'found_in' },
        { name: 'cycle_index', title: 'Cycle', value: 'cycle_index' },
        { name: 'finding', title: 'Finding', value: 'finding' },
        { name: 'channel', title: 'Channel', value: 'channel' },
        { name: 'starts', title: 'From', value: 'starts', unit: 's' },
        { name: 'ends', title: 'To', value: 'ends', unit: 's' },
        { name: 'seconds', title: 'Length', value: 'seconds', unit: 's' },
        { name: 'out_of', title: 'Out of', value: 'out_of', unit: 's' },
      ],
    },
    {
      ...{ id: 'biomechanics', word: ['biomechanics import', 'biomechanics imports'], of: 'session' },
      ...{ table: 'biomechanics_imports', parent: [{ call: 'coalesce', of: ['study_id', 'participant_id'] }] },
      order: [{ by: 'knee' }, { by: 'maneuver' }, { by: 'biomechanics_file' }],
    },
  ],
  measures,
  recommended: ['cycle_duration', 'method_agreement'],
  coverage,
  replaced: {
    word: 'superseded',
    tables: {
      audio_processing: 'is_active',
      biomechanics_imports: 'is_active',
      synchronizations: 'is_active',
      movement_cycles: 'is_active',
    },
  },
});
