import type { Engine } from '#shared/model/source.ts';
import { type AcousticLayout, INTERVALS, since } from './acoustic-columns.ts';
import { cyclesTable, draftCycles, synchronizationsTable } from './acoustic-cycles.ts';
import { inWordsOf } from './acoustic-engines.ts';
import { audioTable, biomechanicsTable, peopleTables } from './acoustic-recordings.ts';
import { createTables, indexTables, type MadeTable } from './made-table.ts';

export { type AcousticLayout, acousticLayouts } from './acoustic-columns.ts';

/**
 * Everything that makes an empty database a knee acoustics database (`knee-acoustic-emissions`) of one layout: tables with
 * keys, checks and comments, and indexes. One statement per entry, to be run in order. The project itself has Postgres
 * alone; lists of intervals are lists of DuckDB's, and JSON in SQLite.
 */
export function acousticSchema(layout: AcousticLayout, engine: Engine): readonly string[] {
  return [...createAcoustic(layout, engine), ...indexAcoustic(layout, engine)];
}

/** The tables, without the indexes that are cheaper to build after a load than during it. */
export function createAcoustic(layout: AcousticLayout, engine: Engine): readonly string[] {
  const tables = acousticTables(layout, engine);
  return [
    ...createTables(tables, engine),
    ...(engine === 'postgres' ? mutual(layout) : []),
    ...(engine === 'sqlite' ? [] : tables.flatMap(intervals)),
  ];
}

/** Indexes besides those of the keys; the application has none. */
export function indexAcoustic(layout: AcousticLayout, engine: Engine): readonly string[] {
  return indexTables(acousticTables(layout, engine), engine);
}

/** In an order in which they can be filled. */
export function acousticTables(layout: AcousticLayout, engine: Engine): readonly MadeTable[] {
  const tables = [
    ...peopleTables(layout),
    biomechanicsTable(layout),
    audioTable(layout),
    synchronizationsTable(layout),
    ...(layout === 'draft' ? draftCycles() : [cyclesTable(layout)]),
  ];
  const all = layout === 'alembic' ? [...tables.map(withDefaults), version] : tables;
  return all.map((table) => inWordsOf(engine, table));
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

/** Takes away one of the two, so that the tables can be dropped one by one; only Postgres minds. */
export function loosenAcoustic(layout: AcousticLayout, engine: Engine): readonly string[] {
  return engine === 'postgres' && since(layout, 'e84233e')
    ? [`alter table biomechanics_imports drop constraint ${backOf(layout)}`]
    : [];
}

/** Says of every list of intervals what it is. */
function intervals({ name, columns }: MadeTable): readonly string[] {
  return columns
    .filter((column) => column.endsWith(` ${INTERVALS}`))
    .map((column) => `comment on column ${name}.${column.split(' ')[0]} is '[start, end, start, end, …] in seconds'`);
}

/** What counts its keys, where that is no part of a table. */
export function countersOfAcoustic(layout: AcousticLayout): readonly string[] {
  return acousticTables(layout, 'duckdb').flatMap(({ columns }) =>
    columns.flatMap((column) => /nextval\('(\w+)'\)/.exec(column)?.[1] ?? []),
  );
}
