import { importsTable } from '#shared/model/import.ts';
import type { Engine } from '#shared/model/source.ts';

/** Where a database keeps what was imported into it. The same names on every engine. */
export const recordTables = {
  imports: importsTable,
  /** What each import added to which table, and how its rows are told apart. */
  rows: 'starling_import_rows',
  rejects: 'starling_rejects',
} as const;

/** Statements that make the record tables where they are missing. */
export function createRecordTables(engine: Engine): readonly string[] {
  const text = engine === 'duckdb' ? 'varchar' : 'text';
  return [
    `create table if not exists ${recordTables.imports} (
      import_id ${text} primary key, source ${text} not null, checksum ${text} not null, bytes bigint not null,
      importer ${text} not null, importer_version integer not null, settings ${text} not null,
      rows_read bigint not null, rows_written bigint not null, rows_rejected bigint not null,
      rows_skipped bigint not null, started ${text} not null, finished ${text} not null)`,
    `create table if not exists ${recordTables.rows} (
      import_id ${text} not null, position integer not null, table_name ${text} not null, created integer not null,
      row_count bigint not null, how ${text} not null, detail ${text} not null, primary key (import_id, position))`,
    `create table if not exists ${recordTables.rejects} (
      import_id ${text} not null, number bigint not null, file ${text} not null, line bigint, column_name ${text},
      reason ${text} not null, raw ${text} not null, primary key (import_id, number))`,
  ];
}

/** Whether a table is one of these, whatever its case. */
export function isOwn(table: string): boolean {
  return (Object.values(recordTables) as string[]).includes(table.toLowerCase());
}
