import { type AcousticLayout, since } from './acoustic-columns.ts';
import { cyclesTable, draftCycles, synchronizationsTable } from './acoustic-cycles.ts';
import { audioTable, biomechanicsTable, peopleTables } from './acoustic-recordings.ts';
import { createTables, indexTables, type MadeTable } from './made-table.ts';

export { type AcousticLayout, acousticLayouts } from './acoustic-columns.ts';

/**
 * Everything that makes an empty Postgres database a knee acoustics database (`knee-acoustic-emissions`) of one layout:
 * tables with keys, checks and comments, and indexes. One statement per entry, to be run in order.
 */
export function acousticSchema(layout: AcousticLayout): readonly string[] {
  return [...createAcoustic(layout), ...indexAcoustic(layout)];
}

/** The tables, without the indexes that are cheaper to build after a load than during it. */
export function createAcoustic(layout: AcousticLayout): readonly string[] {
  return [...createTables(acousticTables(layout), 'postgres'), ...mutual(layout), ...intervals(layout)];
}

/** Indexes besides those of the keys; the application has none. */
export function indexAcoustic(layout: AcousticLayout): readonly string[] {
  return indexTables(acousticTables(layout), 'postgres');
}

/** In an order in which they can be filled. */
export function acousticTables(layout: AcousticLayout): readonly MadeTable[] {
  const tables = [
    ...peopleTables(layout),
    audioTable(layout),
    biomechanicsTable(layout),
    synchronizationsTable(layout),
    ...(layout === 'draft' ? draftCycles() : [cyclesTable(layout)]),
  ];
  return layout === 'alembic' ? [...tables.map(withDefaults), version] : tables;
}

const version: MadeTable = {
  name: 'alembic_version',
  columns: ['version_num varchar(32) primary key'],
  indexes: [],
  comment: 'Revision of the migrations',
};

/** The migrations give defaults to the server, which the application keeps to itself. */
function withDefaults(table: MadeTable): MadeTable {
  const defaults: readonly (readonly [RegExp, string])[] = [
    [/^is_active /, 'true'],
    [/ boolean not null$/, 'false'],
    [/^(created_at|updated_at) /, 'now()'],
    [/^sample_rate .* not null$/, '46875.0'],
    [/^processing_status /, "'not_processed'"],
  ];
  const columns = table.columns.map((column) => {
    const [, value] = defaults.find(([pattern]) => pattern.test(column)) ?? [];
    return value === undefined ? column : `${column} default ${value}`;
  });
  return { ...table, columns };
}

/** Recordings and imports of biomechanics point at each other. */
function mutual(layout: AcousticLayout): readonly string[] {
  if (!since(layout, 'e84233e')) return [];
  return [
    `alter table audio_processing add constraint fk_audio_processing_biomechanics_import
      foreign key (biomechanics_import_id) references biomechanics_imports (id)`,
    `alter table biomechanics_imports add constraint ${backOf(layout)}
      foreign key (audio_processing_id) references audio_processing (id)`,
  ];
}

function backOf(layout: AcousticLayout): string {
  return layout === 'alembic' ? 'fk_biomechanics_audio_processing' : 'fk_biomechanics_import_audio_processing';
}

/** Takes away one of the two, so that the tables can be dropped one by one. */
export function loosenAcoustic(layout: AcousticLayout): readonly string[] {
  return since(layout, 'e84233e') ? [`alter table biomechanics_imports drop constraint ${backOf(layout)}`] : [];
}

/** Says of every list of intervals what it is. */
function intervals(layout: AcousticLayout): readonly string[] {
  return acousticTables(layout).flatMap(({ name, columns }) =>
    columns
      .filter((column) => column.endsWith(' double precision[]'))
      .map((column) => `comment on column ${name}.${column.split(' ')[0]} is '[start, end, start, end, …] in seconds'`),
  );
}
