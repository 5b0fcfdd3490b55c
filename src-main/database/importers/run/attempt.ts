import type { DuckDBConnection } from '@duckdb/node-api';
import { Failure } from '#shared/model/failure.ts';
import type { ImportCounts, ImportProgress, Reject } from '#shared/model/import.ts';
import { raw } from '../../sql/sql.ts';
import type { Importer, Prepared, TableSource, TargetInfo } from '../importer.ts';
import type { AddedRows } from '../records/record.ts';
import { isOwn } from '../records/record-tables.ts';
import type { Writer, WriteTable } from '../writers/writer.ts';
import { createTables, writeTable } from './create-tables.ts';
import type { Keys } from './ensure.ts';
import { addedRows, beginScope } from './scope.ts';
import { loadStream } from './stream.ts';

export interface Watch {
  readonly signal: AbortSignal;
  progress(phase: ImportProgress['phase'], rows: number, share: number | null): void;
}

export interface Written {
  readonly counts: ImportCounts;
  readonly added: readonly AddedRows[];
  readonly rejects: readonly Reject[];
}

interface Loading {
  readonly source: TableSource;
  readonly table: WriteTable;
  /** Where rows that are not the import's end; empty where values tell them apart. */
  readonly start: string;
  rows: number;
}

/** Writes everything that was prepared, within the transaction that the caller began. */
export async function writePrepared(
  writer: Writer,
  reader: DuckDBConnection,
  importer: Importer,
  prepared: Prepared,
  present: TargetInfo['tables'],
  watch: Watch,
): Promise<Written> {
  for (const { name } of prepared.tables) refuseOwn(name);
  const { created, index, seeded } = await createTables(writer, importer.into, prepared.tables, present);
  // Types as the engine spells them; DuckDB declares a person's own table in the very words of the source.
  const isKnown = created.size === 0 || (importer.into === 'tables' && writer.engine === 'duckdb');
  const now = isKnown ? present : await writer.tables();
  const loading: Loading[] = [];
  for (const source of prepared.tables) {
    const table = writeTable(source, now, writer);
    loading.push({ source, table, start: await beginScope(writer, source, created.has(source.name)), rows: 0 });
  }
  const kept = await loadAll(writer, reader, prepared, loading, watch);
  watch.progress('indexing', kept.rows, null);
  for (const statement of index) await writer.execute(raw(statement));
  for (const statement of prepared.finish ?? []) await writer.ask(statement);
  const added: AddedRows[] = seeded.map(({ table, schema, seeds }) => ({
    ...{ table, created: true, rows: 0, how: { kind: 'made', schema, seeds } },
  }));
  for (const each of loading) added.push(await addedRows(writer, each, created.has(each.source.name), kept.shared));
  return { counts: kept.counts, added, rejects: [...(prepared.rejects ?? []), ...kept.rejects] };
}

interface Kept {
  readonly counts: ImportCounts;
  readonly rows: number;
  readonly rejects: readonly Reject[];
  readonly shared: ReadonlyMap<string, Keys>;
}

async function loadAll(
  writer: Writer,
  reader: DuckDBConnection,
  prepared: Prepared,
  loading: readonly Loading[],
  watch: Watch,
): Promise<Kept> {
  // Small tables that the large ones refer to come from the stream, before them.
  const ahead =
    loading[0]?.source.relation === undefined
      ? await loadStream(writer, prepared, loading, { ...watch, done: 0 })
      : null;
  let written = ahead?.written ?? 0;
  let read = 0;
  const known = loading.reduce((sum, { source }) => sum + (source.rows ?? 0), 0);
  for (const each of loading.filter(({ source }) => source.relation !== undefined)) {
    const { source, table } = each;
    const done = written;
    each.rows = await writer.insertRelation(table, source.relation as NonNullable<typeof source.relation>, {
      reader,
      signal: watch.signal,
      progress: (rows, share) =>
        watch.progress(
          'reading',
          done + (rows ?? (share ?? 0) * (source.rows ?? 0)),
          shareOf(share, done, source, known),
        ),
    });
    written += each.rows;
    read += source.rows ?? each.rows;
    assertComplete(source, each.rows);
  }
  const streamed = ahead ?? (await loadStream(writer, prepared, loading, { ...watch, done: written }));
  if (ahead === null) written += streamed.written;
  const rejected = (prepared.rejectedRows ?? 0) + streamed.rejected;
  const skipped = (prepared.skippedRows ?? 0) + streamed.skipped;
  read += streamed.written + rejected + skipped;
  return {
    counts: { read, written, rejected, skipped },
    rows: written,
    rejects: streamed.rejects,
    shared: streamed.shared,
  };
}

function shareOf(share: number | null, done: number, { rows }: TableSource, known: number): number | null {
  return share === null || known === 0 ? share : (done + share * (rows ?? 0)) / known;
}

/** Files that say how many rows they have must have given as many. */
function assertComplete({ name, rows }: TableSource, written: number): void {
  if (rows === null || rows === written) return;
  throw new Failure(
    'FILE_CORRUPT',
    `The files say ${rows} rows for ${name}, but ${written} could be read. Get a fresh copy.`,
  );
}

function refuseOwn(table: string): void {
  if (isOwn(table))
    throw new Failure('BAD_INPUT', `${table} is a table of Starling's own. Give the rows another table.`);
}
