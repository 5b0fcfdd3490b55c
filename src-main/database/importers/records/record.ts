import type { ImportCounts, ImportOptions, ImportRecord, Reject } from '#shared/model/import.ts';
import { join, name, raw, type Sql, sql } from '../../sql/sql.ts';
import type { RowMark, Writer } from '../writers/writer.ts';
import { recordTables } from './record-tables.ts';

export interface NewRecord {
  readonly id: string;
  readonly source: string;
  readonly checksum: string;
  readonly bytes: number;
  readonly importer: string;
  readonly importerVersion: number;
  readonly settings: ImportOptions;
  readonly counts: ImportCounts;
  readonly started: string;
  readonly finished: string;
}

/** What one import added to one table. */
export interface AddedRows {
  readonly table: string;
  /** Whether the import made the table. */
  readonly created: boolean;
  readonly rows: number;
  readonly how: RowsHow;
}

/**
 * How an import's rows are found again: by values of columns that belong to it alone, by the engine's row ids (checked by
 * a sum over the content), or by keys that it added to rows shared with others.
 */
export type RowsHow =
  | {
      readonly kind: 'scope';
      readonly columns: readonly string[];
      readonly values: readonly (readonly (string | null)[])[];
    }
  | ({ readonly kind: 'marked' } & RowMark)
  /** A table of a schema that the import made, with the rows that the schema itself brings. */
  | { readonly kind: 'made'; readonly schema: string; readonly seeds: number }
  | {
      readonly kind: 'shared';
      readonly columns: readonly string[];
      readonly values: readonly (readonly (string | null)[])[];
    };

/** Rows of a multi-row insert. */
const atOnce = 100;

export async function writeRecord(
  writer: Writer,
  record: NewRecord,
  added: readonly AddedRows[],
  rejects: readonly Reject[],
): Promise<void> {
  const { read, written, rejected, skipped } = record.counts;
  await writer.execute(
    sql`insert into ${name(recordTables.imports)} values (${record.id}, ${record.source}, ${record.checksum}, ${record.bytes},
      ${record.importer}, ${record.importerVersion}, ${JSON.stringify(record.settings)}, ${read}, ${written}, ${rejected},
      ${skipped}, ${record.started}, ${record.finished})`,
  );
  for (const [position, { table, created, rows, how }] of added.entries()) {
    await writer.execute(
      sql`insert into ${name(recordTables.rows)} values (${record.id}, ${position}, ${table}, ${created ? 1 : 0}, ${rows},
        ${how.kind}, ${JSON.stringify(how)})`,
    );
  }
  for (let at = 0; at < rejects.length; at += atOnce) {
    const rows = rejects
      .slice(at, at + atOnce)
      .map(
        ({ file, line, column, reason, raw: text }, index) =>
          sql`(${record.id}, ${at + index + 1}, ${file}, ${line}, ${column}, ${reason}, ${text.replaceAll('\0', '\\0')})`,
      );
    await writer.execute(sql`insert into ${name(recordTables.rejects)} values ${join(rows)}`);
  }
}

/** Every import in a database, the latest first; empty where none was recorded. `ask` reads with values as text. */
export async function readRecords(ask: Ask, id?: string): Promise<readonly ImportRecord[]> {
  const only = id === undefined ? raw('1=1') : sql`import_id = ${id}`;
  const records = await ask(sql`
    select import_id, source, checksum, bytes, importer, importer_version, settings, rows_read, rows_written,
      rows_rejected, rows_skipped, started, finished
    from ${name(recordTables.imports)} where ${only} order by finished desc, import_id`);
  const tables = await ask(
    sql`select import_id, table_name, created, row_count from ${name(recordTables.rows)} where ${only} order by import_id, position`,
  );
  return records.map((values) => recordOf(values, tables));
}

type Ask = (query: Sql) => Promise<readonly (readonly (string | null)[])[]>;

function recordOf(values: readonly (string | null)[], tables: readonly (readonly (string | null)[])[]): ImportRecord {
  const [
    id,
    source,
    checksum,
    bytes,
    importer,
    version,
    settings,
    read,
    written,
    rejected,
    skipped,
    started,
    finished,
  ] = values.map((value) => value ?? '');
  return {
    ...{ id: id ?? '', source: source ?? '', checksum: checksum ?? '', bytes: Number(bytes), importer: importer ?? '' },
    importerVersion: Number(version),
    settings: JSON.parse(settings || '{}') as ImportOptions,
    counts: { read: Number(read), written: Number(written), rejected: Number(rejected), skipped: Number(skipped) },
    ...{ started: started ?? '', finished: finished ?? '' },
    tables: tables
      .filter(([of]) => of === id)
      .map(([, table, created, rows]) => ({ name: table ?? '', created: created === '1', rows: Number(rows) })),
  };
}

/** What an import added, in the order it was written. */
export async function readAdded(ask: Ask, id: string): Promise<readonly (AddedRows & { position: number })[]> {
  const rows = await ask(
    sql`select table_name, created, row_count, detail, position from ${name(recordTables.rows)} where import_id = ${id} order by position`,
  );
  return rows.map(([table, created, count, detail, position]) => ({
    position: Number(position),
    table: table ?? '',
    created: created === '1',
    rows: Number(count),
    how: JSON.parse(detail ?? '{}') as RowsHow,
  }));
}
