import type { Engine } from '#shared/model/source.ts';
import { type AcousticLayout, acousticSchema, acousticTables } from '../../care/schemas/acoustic.ts';
import { ownerColumn, since } from '../../care/schemas/acoustic-columns.ts';

type Value = string | number | boolean | null | readonly number[];
type Row = Readonly<Record<string, Value>>;

/**
 * Participants AOA 9 and AOA 1011 and preOA 2. AOA 1011 has a left walk in two passes (3 and 2 cycles), a left
 * sit-to-stand (2 cycles with a synchronisation, 1 without) and a right flexion-extension without anything; AOA 9 a right
 * walk without anything. Where rows may be superseded, each of these tables has one. Where a key of the layout has
 * pass and speed, a synchronisation and a cycle of the sit-to-stand are there twice.
 */
export function acousticDatabase(
  layout: AcousticLayout,
  engine: Engine,
  { dropout = [3, 4, 9] }: { readonly dropout?: readonly number[] } = {},
): readonly string[] {
  const rows = [...people(layout), ...recordings(layout, dropout), ...movements(layout)];
  return [...acousticSchema(layout, engine), ...rows.map((row) => (typeof row === 'string' ? row : row(engine)))];
}

/** A statement, or what says it in an engine's words. */
type Statement = string | ((engine: Engine) => string);

function people(layout: AcousticLayout): readonly Statement[] {
  const insert = inserting(layout);
  if (since(layout, 'head')) {
    return [
      ...[1, 2, 3].map((id) => insert('participants', { id })),
      insert('studies', { id: 1, participant_id: 1, study_name: 'AOA', study_participant_id: 1011 }),
      insert('studies', { id: 2, participant_id: 2, study_name: 'AOA', study_participant_id: 9 }),
      insert('studies', { id: 3, participant_id: 3, study_name: 'preOA', study_participant_id: 2 }),
    ];
  }
  const [study, number] = since(layout, '75af70a')
    ? (['study_participant_id', 'study_id'] as const)
    : (['study_id', 'participant_number'] as const);
  return [
    insert('studies', { id: 7, name: 'AOA' }),
    insert('studies', { id: 8, name: 'preOA' }),
    insert('participants', { id: 1, [study]: 7, [number]: 1011 }),
    insert('participants', { id: 2, [study]: 7, [number]: 9 }),
    insert('participants', { id: 3, [study]: 8, [number]: 2 }),
  ];
}

function recordings(layout: AcousticLayout, dropout: readonly number[]): readonly Statement[] {
  const insert = inserting(layout);
  const owner = ownerColumn(layout);
  const walk = { [owner]: 1, knee: 'left', maneuver: 'walk' };
  return [
    insert('audio_processing', {
      ...{ id: 1, ...walk, audio_file_name: 'HP_W11-walk', duration_seconds: 60, audio_qc_fail: true },
      ...{ audio_qc_fail_ch2: true, qc_fail_segments: [1, 2.5, 10, 11], qc_fail_segments_ch2: [1, 2] },
      ...{ qc_signal_dropout_segments_ch3: dropout, recording_time: '2026-02-01 10:00:00' },
    }),
    insert('audio_processing', { id: 2, [owner]: 1, knee: 'left', maneuver: 'sts', audio_file_name: 'HP_W11-sts' }),
    insert('audio_processing', { id: 3, [owner]: 1, knee: 'right', maneuver: 'fe', audio_file_name: 'HP_W11-fe' }),
    insert('audio_processing', { id: 5, [owner]: 2, knee: 'right', maneuver: 'walk', audio_file_name: 'HP_W12-walk' }),
    insert('biomechanics_imports', { id: 1, ...walk, biomechanics_file: 'slow.xlsx', biomechanics_type: 'IMU' }),
    insert('biomechanics_imports', { id: 2, ...walk, biomechanics_file: 'medium.xlsx', biomechanics_type: 'IMU' }),
    insert('biomechanics_imports', {
      ...{
        id: 3,
        [owner]: 1,
        knee: 'left',
        maneuver: 'sts',
        biomechanics_file: 'sts.xlsx',
        biomechanics_type: 'Gonio',
      },
    }),
    ...(since(layout, 'e84233e') ? ['update audio_processing set biomechanics_import_id = 1 where id = 1'] : []),
    ...(since(layout, 'head')
      ? [insert('audio_processing', { id: 4, [owner]: 1, knee: 'left', maneuver: 'fe', is_active: false })]
      : []),
  ];
}

function movements(layout: AcousticLayout): readonly Statement[] {
  const insert = inserting(layout);
  const owner = { [ownerColumn(layout)]: 1, knee: 'left' };
  const walk = { ...owner, maneuver: 'walk', audio_processing_id: 1 };
  const sts = { ...owner, maneuver: 'sts', audio_processing_id: 2 };
  const sync = (row: Row) => insert('synchronizations', row);
  const cycle = (synchronization: number | null, index: number, start: number, duration: number, row: Row) =>
    insert(layout === 'draft' ? 'movement_cycle_details' : 'movement_cycles', {
      movement_cycle_id: row['audio_processing_id'] ?? null,
      ...{ synchronization_id: synchronization, cycle_index: index, start_time_s: start, duration_s: duration },
      ...{ end_time_s: start + duration, is_outlier: index === 2, ...row },
    });
  const slow = { ...walk, pass_number: 1, speed: 'slow' };
  const medium = { ...walk, pass_number: 2, speed: 'medium' };
  return [
    ...(layout === 'draft'
      ? [
          insert('movement_cycles', { id: 1, ...walk, audio_file_name: 'HP_W11-walk', num_cycles: 5 }),
          insert('movement_cycles', { id: 2, ...sts, audio_file_name: 'HP_W11-sts', num_cycles: 3 }),
        ]
      : []),
    sync({
      id: 1,
      ...slow,
      biomechanics_import_id: 1,
      ...times(10, 10.25, 9.875),
      ...{ sync_duration: 12, periodic_artifact_segments: [0.5, 0.75] },
    }),
    sync({ id: 2, ...medium, biomechanics_import_id: 2, ...times(5, 5.5, 5) }),
    sync({ id: 4, ...sts, biomechanics_import_id: 3, sync_method: 'biomechanics' }),
    cycle(1, 0, 0, 1, { ...slow, audio_artifact_timestamps_ch1: [0.25, 0.5] }),
    cycle(1, 1, 1, 1.25, slow),
    cycle(1, 2, 2.25, 1.5, { ...slow, audio_qc_fail: true }),
    cycle(2, 3, 0, 0.5, { ...medium, speed: 'normal' }),
    cycle(2, 4, 0.5, 1, { ...medium, speed: 'normal' }),
    cycle(4, 0, 0, 2, sts),
    cycle(4, 1, 2, 3, sts),
    cycle(null, 2, 5, 4, sts),
    ...(since(layout, '790e775') ? [sync({ id: 5, ...sts, biomechanics_import_id: 3 }), cycle(4, 1, 2, 3, sts)] : []),
    ...(since(layout, 'head')
      ? [
          sync({ id: 6, ...walk, pass_number: 3, speed: 'fast', biomechanics_import_id: 1, is_active: false }),
          cycle(1, 9, 9, 99, { ...slow, is_active: false }),
        ]
      : []),
  ];
}

/** Sync times by method, under each layout's name for them; the consensus is their RMS. */
function times(rms: number, onset: number, frequency: number): Row {
  const span = Math.max(rms, onset, frequency) - Math.min(rms, onset, frequency);
  return {
    ...{ rms_time: rms, onset_time: onset, freq_time: frequency, consensus_time: rms, method_agreement_span: span },
    ...{ detection_rms_time: rms, detection_onset_time: onset, detection_freq_time: frequency },
    ...{ detection_method_agreement_span: span, sync_method: 'consensus' },
  };
}

/** Writes rows with what they say and the layout has; what must be there besides is filled in. */
function inserting(layout: AcousticLayout): (table: string, row: Row) => Statement {
  const tables = acousticTables(layout, 'postgres');
  return (table, row) => (engine) => {
    const columns = tables.find(({ name }) => name === table)?.columns ?? [];
    const values = columns.flatMap((definition): readonly (readonly [string, string])[] => {
      const [column = '', type = ''] = definition.split(' ');
      if (column === 'constraint') return [];
      const value = row[column];
      if (value !== undefined) return [[column, written(value, engine)]];
      if (!definition.includes(' not null')) return [];
      if (column === 'is_active') return [[column, 'true']];
      if (column === 'processing_status') return [[column, "'success'"]];
      return [[column, filler[type] ?? `'${type.startsWith('varchar') ? 'x' : '2026-02-01 00:00:00'}'`]];
    });
    const names = values.map(([column]) => column).join(', ');
    return `insert into ${table} (${names}) values (${values.map(([, value]) => value).join(', ')})`;
  };
}

const filler: Readonly<Record<string, string>> = { integer: '4', double: '2', boolean: 'false' };

function written(value: Value, engine: Engine): string {
  if (Array.isArray(value)) return engine === 'postgres' ? `'{${value.join(',')}}'` : `'[${value.join(',')}]'`;
  return typeof value === 'string' ? `'${value}'` : String(value);
}
