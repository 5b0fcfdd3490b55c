import {
  type AcousticLayout,
  active,
  artefact,
  checks,
  columns,
  NUMBER,
  owner,
  ownerColumn,
  processing,
  since,
  status,
  TIME,
  written,
} from './acoustic-columns.ts';
import type { MadeTable } from './made-table.ts';

const AUDIO = 'audio_processing_id integer not null references audio_processing (id)';
const BIOMECHANICS = 'biomechanics_import_id integer references biomechanics_imports (id)';
const sides = columns('varchar(10) not null: knee', 'varchar(20) not null: maneuver');

function pass(layout: AcousticLayout): readonly string[] {
  return ['pass_number integer', `speed varchar(${layout === 'alembic' ? 10 : 20})`];
}

/** How audio and biomechanics of a pass were brought together. */
export function synchronizationsTable(layout: AcousticLayout): MadeTable {
  const semantic = since(layout, '790e775');
  return {
    name: 'synchronizations',
    columns: [
      'id serial primary key',
      owner(layout),
      AUDIO,
      BIOMECHANICS.replace('integer', 'integer not null'),
      ...(semantic ? sides : []),
      ...pass(layout),
      ...(layout === 'alembic' ? migratedTimes : timesOf(layout)),
      ...outcome(layout),
      ...(since(layout, '3dc3775') ? artefact('periodic_artifact_detected', 'periodic_artifact_segments') : []),
      ...active(layout),
      ...processing(layout),
      ...written(),
      ...(semantic ? checks('sync', 'with status') : [status('sync')]),
      semantic
        ? `constraint uq_synchronization unique (${ownerColumn(layout)}, knee, maneuver, pass_number, speed)`
        : 'constraint uq_synchronization unique (audio_processing_id, biomechanics_import_id)',
    ].map((column) => (layout === 'alembic' ? mayBeUnknown(column) : column)),
    indexes: [{ name: 'idx_synchronizations_audio', columns: 'audio_processing_id' }],
    comment: 'Synchronisations of audio and biomechanics',
  };
}

/** The migrations left counts and periodic artefacts optional. */
function mayBeUnknown(column: string): string {
  return /^(\w+_cycles|total_cycles_extracted|periodic_artifact_detected\w*) /.test(column)
    ? column.replace(' not null', '')
    : column;
}

/** Detected, chosen and aligned times, all in seconds. */
function timesOf(layout: AcousticLayout): readonly string[] {
  const reworked = since(layout, '497b2b7');
  const chosen = since(layout, '9caad0b') ? 'audio_selected_sync_time' : 'selected_audio_sync_time';
  return columns(
    ...(reworked
      ? [`${NUMBER}: bio_left_sync_time bio_right_sync_time bio_sync_offset aligned_sync_time`]
      : [
          `${NUMBER}: audio_sync_time bio_left_sync_time bio_right_sync_time sync_offset`,
          `${NUMBER}: aligned_audio_sync_time aligned_biomechanics_sync_time`,
        ]),
    'varchar(50): sync_method',
    'varchar(100): consensus_methods',
    `${NUMBER}: consensus_time rms_time onset_time freq_time`,
    ...(reworked ? [`${NUMBER}: bio_selected_sync_time contra_bio_selected_sync_time`] : []),
    `${NUMBER}: audio_visual_sync_time audio_visual_sync_time_contralateral`,
    ...(reworked ? [`${NUMBER}: audio_sync_time_left audio_sync_time_right audio_sync_offset`] : []),
    `${NUMBER}: ${chosen} contra_${chosen}`,
    ...(reworked ? ['varchar[]: stomp_detection_methods', 'varchar(50): selected_stomp_method'] : []),
    ...(reworked ? [] : ['varchar(50): audio_stomp_method']),
  );
}

const migratedTimes = columns(
  `${NUMBER}: audio_stomp_time bio_left_stomp_time bio_right_stomp_time`,
  'varchar(50): sync_method',
  `${NUMBER}: detection_rms_time detection_onset_time detection_freq_time detection_confidence`,
  `${NUMBER}: detection_method_agreement_span sync_quality_score processing_duration_s`,
  'varchar(50): detection_method_used',
  'boolean: sync_qc_pass',
);

/** The file that came out, and the cycles found in it. */
function outcome(layout: AcousticLayout): readonly string[] {
  const own = layout !== 'alembic';
  return columns(
    'varchar(255): sync_file_name',
    'varchar(500): sync_file_path',
    'varchar(64): sync_file_checksum',
    `${NUMBER}: sync_file_size_mb`,
    ...(own ? [`${TIME}: sync_file_modified`, `${NUMBER}: sync_duration`] : []),
    'integer not null: total_cycles_extracted clean_cycles outlier_cycles',
    `${NUMBER}: mean_cycle_duration_s median_cycle_duration_s min_cycle_duration_s max_cycle_duration_s`,
    ...(own ? [`${NUMBER}: method_agreement_span`] : []),
    ...(since(layout, '497b2b7') ? [] : ['varchar(20): audio_qc_version biomech_qc_version cycle_qc_version']),
    ...(since(layout, '3dc3775') ? [] : ['boolean not null: sync_qc_fail', 'text: sync_qc_notes']),
  );
}

/** One cycle of a movement: a step, a rise, a flexion. */
export function cyclesTable(layout: AcousticLayout): MadeTable {
  const semantic = since(layout, '790e775');
  const named = `${ownerColumn(layout)}, knee, maneuver, pass_number, speed`;
  return {
    name: 'movement_cycles',
    columns: [
      'id serial primary key',
      owner(layout),
      AUDIO,
      BIOMECHANICS,
      'synchronization_id integer references synchronizations (id)',
      ...(semantic ? [...sides, ...pass(layout)] : []),
      ...extent(layout),
      'biomechanics_qc_fail boolean not null',
      'sync_qc_fail boolean not null',
      ...audioQuality(layout),
      ...(layout === 'alembic' ? [] : columns('varchar(20): biomechanics_qc_version sync_qc_version')),
      ...active(layout),
      ...(layout === 'alembic' ? processing(layout) : cycleFile),
      ...written(),
      ...(semantic ? checks('cycle', 'without status') : []),
      `constraint uq_movement_cycle unique (${semantic ? named : 'audio_processing_id'}, cycle_index)`,
    ],
    indexes: [
      { name: 'idx_movement_cycles_audio', columns: 'audio_processing_id' },
      { name: 'idx_movement_cycles_synchronization', columns: 'synchronization_id' },
    ],
    comment: 'Movement cycles cut out of synchronised recordings',
  };
}

/** Cycles as the documentation has them: one row per recording, and a table with the single ones. */
export function draftCycles(): readonly MadeTable[] {
  const [side, manoeuvre] = sides;
  return [
    {
      name: 'movement_cycles',
      columns: [
        'id serial primary key',
        owner('draft'),
        'audio_file_name varchar(255) not null',
        side!,
        manoeuvre!,
        ...columns('integer: num_cycles', 'varchar(255): cycles_file_name', 'varchar(500): cycles_file_path'),
        'cycle_qc_version varchar(20)',
        ...written(),
        'constraint uq_movement_cycles unique (participant_id, audio_file_name, knee, maneuver)',
      ],
      indexes: [],
      comment: 'Movement cycles of a recording, summed up',
    },
    {
      name: 'movement_cycle_details',
      columns: [
        'id serial primary key',
        'movement_cycle_id integer not null references movement_cycles (id) on delete cascade',
        ...extent('draft'),
        'biomechanics_qc_fail boolean not null',
        'sync_qc_fail boolean not null',
        ...columns('varchar(20): biomechanics_qc_version sync_qc_version', `${TIME} not null: created_at`),
      ],
      indexes: [{ name: 'idx_movement_cycle_details_of', columns: 'movement_cycle_id' }],
      comment: 'Movement cycles, one by one',
    },
  ];
}

function extent(layout: AcousticLayout): readonly string[] {
  const must = layout === 'alembic' ? '' : ' not null';
  return columns(
    'varchar(255) not null: cycle_file',
    'integer not null: cycle_index',
    'boolean not null: is_outlier',
    `${NUMBER}${must}: start_time_s end_time_s duration_s`,
    ...(since(layout, '164ad5e')
      ? [`${TIME}${must}: start_time end_time`]
      : [`${TIME} not null: audio_start_time audio_end_time`, `${TIME}: bio_start_time bio_end_time`]),
  );
}

function audioQuality(layout: AcousticLayout): readonly string[] {
  if (!since(layout, '164ad5e')) return [];
  const kinds = [
    ...(since(layout, 'head') ? ['dropout', 'continuous'] : []),
    ...(since(layout, '3dc3775') ? ['periodic'] : []),
  ];
  return [
    'audio_qc_fail boolean not null',
    'audio_qc_failures varchar[]',
    ...artefact('audio_artifact_intermittent_fail', 'audio_artifact_timestamps'),
    ...kinds.flatMap((kind) => artefact(`audio_artifact_${kind}_fail`, `audio_artifact_${kind}_timestamps`)),
  ];
}

const cycleFile = columns(
  'varchar(500): cycle_file_path',
  'varchar(64): cycle_file_checksum',
  `${NUMBER}: cycle_file_size_mb`,
  `${TIME}: cycle_file_modified`,
);
