import {
  type AcousticLayout,
  active,
  artefact,
  byChannel,
  checks,
  columns,
  INTERVALS,
  NUMBER,
  owner,
  ownerColumn,
  processing,
  since,
  TIME,
  written,
} from './acoustic-columns.ts';
import type { MadeTable } from './made-table.ts';

/** Who took part: bare people and their enrolments, or first the studies and then their numbered people. */
export function peopleTables(layout: AcousticLayout): readonly MadeTable[] {
  const key = 'id serial primary key';
  const created = `created_at ${TIME} not null`;
  const known = (column: string) => `constraint valid_study_name check (${column} in ('AOA', 'preOA', 'SMoCK'))`;
  const [participants, studies] = ['People who took part', 'Studies, or the enrolments of people in them'];
  if (since(layout, 'head')) {
    const number = ['study_name varchar(50) not null', 'study_participant_id integer not null', created];
    const unique = 'constraint uq_study_participant unique (study_name, study_participant_id)';
    const person = 'participant_id integer not null references participants (id)';
    return [
      { name: 'participants', columns: [key, created], indexes: [], comment: participants },
      {
        ...{ name: 'studies', columns: [key, person, ...number, known('study_name'), unique], comment: studies },
        indexes: [{ name: 'idx_studies_participant', columns: 'participant_id' }],
      },
    ];
  }
  const [study, number] = since(layout, '75af70a')
    ? ['study_participant_id', 'study_id']
    : ['study_id', 'participant_number'];
  const enrolment = [key, `${study} integer not null references studies (id)`, `${number} integer not null`, created];
  const unique = `constraint uq_study_participant unique (${study}, ${number})`;
  return [
    {
      ...{ name: 'studies', columns: [key, 'name varchar(50) not null unique', created, known('name')] },
      ...{ indexes: [], comment: studies },
    },
    { name: 'participants', columns: [...enrolment, unique], indexes: [], comment: participants },
  ];
}

/** What was recorded with the microphones, one row per file and knee. */
export function audioTable(layout: AcousticLayout): MadeTable {
  const artefacts = since(layout, '164ad5e') ? 'qc_continuous_artifact' : 'qc_artifact';
  const typed = layout === 'alembic' || !since(layout, 'head');
  return {
    name: 'audio_processing',
    columns: [
      'id serial primary key',
      owner(layout),
      ...(since(layout, 'e84233e') ? ['biomechanics_import_id integer'] : []),
      ...audioFile(layout),
      ...columns(
        'varchar(20): audio_qc_version',
        `boolean not null: ${byChannel('audio_qc_fail')}`,
        `${INTERVALS}: ${byChannel('qc_fail_segments')}`,
      ),
      ...artefact('qc_signal_dropout', 'qc_signal_dropout_segments'),
      ...artefact(artefacts, `${artefacts}_segments`),
      ...(typed ? columns(`varchar(50)${layout === 'alembic' ? '' : '[]'}: ${byChannel(`${artefacts}_type`)}`) : []),
      ...(layout === 'alembic' ? linkedBiomechanics : []),
      ...active(layout),
      ...processing(layout),
      ...(layout === 'alembic' ? [] : [`duration_seconds ${NUMBER}`]),
      ...written(),
      ...checks('audio', 'with status'),
      `constraint uq_audio_processing unique (${ownerColumn(layout)}, audio_file_name, knee, maneuver)`,
    ],
    indexes: since(layout, 'e84233e')
      ? [{ name: 'idx_audio_processing_biomechanics', columns: 'biomechanics_import_id' }]
      : [],
    comment: 'Acoustic recordings of a knee in a manoeuvre, with what quality control found',
  };
}

const linkedBiomechanics = columns(
  'boolean not null: linked_biomechanics',
  'varchar(500): biomechanics_file',
  'varchar(50): biomechanics_type biomechanics_sync_method',
  `${NUMBER}: biomechanics_sample_rate processing_duration_s`,
  `${TIME}: log_updated`,
);

function audioFile(layout: AcousticLayout): readonly string[] {
  return columns(
    'varchar(255) not null: audio_file_name',
    'varchar(50) not null: device_serial',
    'integer not null: firmware_version',
    `${TIME} not null: file_time`,
    `${NUMBER} not null: file_size_mb`,
    `${TIME} not null: recording_date recording_time`,
    ...(since(layout, '75af70a') ? ['varchar(10): recording_timezone'] : []),
    'varchar(10) not null: knee',
    'varchar(20) not null: maneuver',
    'integer not null: num_channels',
    `${NUMBER} not null: sample_rate`,
    'varchar(10) not null: mic_1_position mic_2_position mic_3_position mic_4_position',
    'text: mic_1_notes mic_2_notes mic_3_notes mic_4_notes notes',
    'varchar(500): pkl_file_path',
    'varchar(64): pkl_file_checksum',
    `${NUMBER}: pkl_file_size_mb`,
    `${TIME}: pkl_file_modified`,
  );
}

/** What the motion capture or goniometer gave. */
export function biomechanicsTable(layout: AcousticLayout): MadeTable {
  return {
    name: 'biomechanics_imports',
    columns: [
      'id serial primary key',
      owner(layout),
      ...(since(layout, 'e84233e') ? ['audio_processing_id integer'] : []),
      ...(layout === 'alembic' ? migratedBiomechanics : biomechanics(layout)),
      ...active(layout),
      ...processing(layout),
      ...written(),
      ...checks('biomech', 'with status'),
      `constraint uq_biomechanics_import unique (${ownerColumn(layout)}, biomechanics_file, knee, maneuver)`,
    ],
    indexes: [],
    comment: 'Imports of motion capture and goniometers',
  };
}

const sides = ['varchar(10) not null: knee', 'varchar(20) not null: maneuver'] as const;

function biomechanics(layout: AcousticLayout): readonly string[] {
  return columns(
    'varchar(255) not null: biomechanics_file',
    'varchar(100): sheet_name',
    'varchar(50) not null: biomechanics_type',
    ...sides,
    ...(since(layout, '75af70a') ? [] : ['integer: pass_number', 'varchar(20): speed']),
    'varchar(20) not null: biomechanics_sync_method',
    `${NUMBER} not null: biomechanics_sample_rate`,
    'text: biomechanics_notes',
    'integer not null: num_sub_recordings',
    `${NUMBER} not null: duration_seconds`,
    'integer not null: num_data_points num_passes',
    'varchar(20): biomech_qc_version',
    'boolean not null: biomechanics_qc_fail',
    'text: biomechanics_qc_notes',
  );
}

const migratedBiomechanics = columns(
  'varchar(500) not null: biomechanics_file',
  'varchar(100): sheet_name',
  'varchar(50): biomechanics_type',
  ...sides,
  'varchar(64): file_checksum',
  `${NUMBER}: file_size_mb sample_rate`,
  'integer: num_columns num_rows',
  'varchar(50): sync_method',
  `${NUMBER}: processing_duration_s`,
);
