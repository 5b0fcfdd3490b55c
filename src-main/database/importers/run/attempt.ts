import type { DuckDBConnection } from '@duckdb/node-api';
import { Failure } from '#shared/model/failure.ts';
import type { ImportCounts, ImportProgress, Reject } from '#shared/model/import.ts';
import { naturally } from '#shared/model/naturally.ts';
import { raw } from '../../sql/sql.ts';
import type { Importer, Prepared, TableSource, TargetInfo } from '../importer.ts';
import type { AddedRows } from '../records/record.ts';
import { isOwn } from '../records/record-tables.ts';
import type { Writer, WriteTable } from '../writers/writer.ts';
import { createTables, writeTable } from './create-tables.ts';
import type { Keys } from './ensure.ts';
import { addedRows, beginScope } from './scope.ts';
import type { Sieve } from './sieve.ts';
import { loadStream } from './stream.ts';
import { insertVerified } from './verified.ts';

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

export interface Tools {
  readonly writer: Writer;
  readonly reader: DuckDBConnection;
  readonly watch: Watch;
  /** Takes rows that tables refuse; absent while none is known to be. */
  readonly sieve: Sieve | null;
}

/** Writes everything that was prepared, within the transaction that the caller began. */
export async function writePrepared(
  tools: Tools,
  importer: Importer,
  prepared: Prepared,
  present: TargetInfo['tables'],
): Promise<Written> {
  const { writer, watch } = tools;
  for (const { name } of prepared.tables) refuseOwn(name);
  const { created, index, seeded } = await createTables(writer, importer.into, prepared.tables, present);
  // Types as the engine spells them; DuckDB declares a person's own table in the very words of the source.
  const isKnown = created.size === 0 || (importer.into === 'tables' && writer.engine === 'duckdb');
  const now = isKnown ? present : await writer.tables();
  const loading: Loading[] = [];
  for (const source of prepared.tables) {
    const table = writeTable(source, now, writer, importer.into);
    loading.push({ source, table, start: await beginScope(writer, source, created.has(source.name)), rows: 0 });
  }
  const kept = await loadAll(tools, prepared, loading);
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

async function loadAll(tools: Tools, prepared: Prepared, loading: readonly Loading[]): Promise<Kept> {
  const { watch, sieve } = tools;
  // Small tables that the large ones refer to come from the stream, before them.
  const ahead = loading[0]?.source.relation === undefined ? await loadStream(tools, prepared, loading, 0) : null;
  let written = ahead?.written ?? 0;
  let read = 0;
  const known = loading.reduce((sum, { source }) => sum + (source.rows ?? 0), 0);
  for (const each of loading.filter(({ source }) => source.relation !== undefined)) {
    const { source } = each;
    const done = written;
    const told = await loadRelation(tools, each, (rows, share) =>
      watch.progress(
        'reading',
        done + (rows ?? (share ?? 0) * (source.rows ?? 0)),
        shareOf(share, done, source, known),
      ),
    );
    each.rows = told.written;
    written += told.written;
    read += told.written;
    assertComplete(source, told.written + told.refused);
  }
  const streamed = ahead ?? (await loadStream(tools, prepared, loading, written));
  if (ahead === null) written += streamed.written;
  const refused = (await prepared.places?.(sieve?.rejects ?? [])) ?? sieve?.rejects ?? [];
  const rejected = (prepared.rejectedRows ?? 0) + streamed.rejected + refused.length;
  const skipped = (prepared.skippedRows ?? 0) + streamed.skipped;
  read += streamed.written + rejected + skipped;
  return {
    counts: { read, written, rejected, skipped },
    rows: written,
    rejects: [...streamed.rejects, ...refused.toSorted(byPlace)],
    shared: streamed.shared,
  };
}

/** Engines refuse rows in whatever order several of their threads read them. */
function byPlace(one: Reject, other: Reject): number {
  return naturally(one.file, other.file) || (one.line ?? 0) - (other.line ?? 0);
}

async function loadRelation(
  { writer, reader, watch, sieve }: Tools,
  { source, table }: Loading,
  progress: (rows: number | null, share: number | null) => void,
): Promise<{ readonly written: number; readonly refused: number }> {
  const relation = source.relation as NonNullable<typeof source.relation>;
  const load = { reader, signal: watch.signal, progress };
  if (sieve !== null) return sieve.relation(table, relation, load);
  return { written: await insertVerified(writer, table, relation, load), refused: 0 };
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
