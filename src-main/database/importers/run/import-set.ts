import { randomUUID } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import { asFailure, Failure } from '#shared/model/failure.ts';
import type { FileSetRequest, ImportCounts, ImportReport, OnDuplicate } from '#shared/model/import.ts';
import { isFatal } from '../../drivers/duckdb/failures.ts';
import { raw, type Sql } from '../../sql/sql.ts';
import { asMisled, type Chosen, checkedOptions, choose } from '../choose.ts';
import { type Importer, RowsFailed } from '../importer.ts';
import { type Offer, offerOf, titleOf } from '../offer.ts';
import { type NewRecord, readAdded, readRecords, writeRecord } from '../records/record.ts';
import { createRecordTables } from '../records/record-tables.ts';
import { undoImport, undoWithin } from '../records/undo.ts';
import { ConstraintFailed, type Writer } from '../writers/writer.ts';
import { type Watch, writePrepared } from './attempt.ts';
import { assertNotOvertaken, type Earlier, earlierImports, Overtaken, sourceOf } from './earlier.ts';
import { assertUnchanged, fingerprint, versions } from './fingerprint.ts';
import { grownFrom, stillBeginning } from './grown.ts';
import { importedReport, reportOf, type State, skippedReport } from './report.ts';
import { Sieve } from './sieve.ts';

export interface ImportTools {
  readonly writer: Writer;
  /** An empty instance of this process, for looking into files. */
  readonly duckdb: DuckDBConnection;
  readonly scratch: string;
  readonly watch: Watch;
}

/** Imports one set of files, all or nothing. Never throws: what went wrong is in the report. */
export async function importSet(
  request: FileSetRequest,
  onDuplicate: OnDuplicate | undefined,
  tools: ImportTools,
): Promise<ImportReport> {
  const started = new Date();
  const state: State = { request, started, importer: request.importer ?? '', bytes: 0, prepared: null };
  try {
    const offer = await offerOf(request.paths);
    state.bytes = offer.files.reduce((sum, { bytes }) => sum + bytes, 0);
    // Before anything is read of the files: their beginnings are kept, and are part of the checksum.
    const before = await versions(offer);
    const chosen = await choose(offer, request.importer);
    state.importer = chosen.importer.id;
    return await importOffer({ state, offer, chosen, before }, onDuplicate, tools).catch((thrown: unknown) => {
      throw isRows(thrown) ? thrown : asMisled(chosen, offer, thrown);
    });
  } catch (thrown) {
    const failure = tools.watch.signal.aborted ? new Failure('CANCELLED', 'Cancelled') : failureOf(thrown);
    const outcome = failure.code === 'CANCELLED' ? 'cancelled' : 'failed';
    return { ...reportOf(state), outcome, message: failure.message, failure: failure.data };
  }
}

async function importOffer(
  given: Pick<Task, 'state' | 'offer' | 'chosen' | 'before'>,
  onDuplicate: OnDuplicate | undefined,
  tools: ImportTools,
): Promise<ImportReport> {
  const { state, offer, chosen } = given;
  const options = checkedOptions(chosen.importer, state.request.options);
  const checksum = fingerprint(offer, tools.watch.signal);
  checksum.catch(() => undefined);
  for (;;) {
    try {
      return await importOnce({ ...given, options, checksum }, onDuplicate, tools);
    } catch (thrown) {
      if (!(thrown instanceof Overtaken)) throw thrown;
    }
  }
}

/** Throws {@link Overtaken} when another import of the files ended while this one waited. */
async function importOnce(
  offered: Omit<Task, 'replaced' | 'earlier' | 'after'>,
  onDuplicate: OnDuplicate | undefined,
  tools: ImportTools,
): Promise<ImportReport> {
  const { state, offer, chosen, checksum } = offered;
  const earlier = await earlierImports(tools.writer, { ...state, checksum });
  const { same } = earlier;
  const { signal } = tools.watch;
  const { knowsItsRows = false } = chosen.importer;
  const outdated = knowsItsRows ? [] : earlier.outdated;
  const after = await readBefore(chosen.importer, offer, earlier, signal);
  if (same.length > 0 && onDuplicate === undefined) throw alreadyThere(same);
  if (same.length > 0 && onDuplicate === 'skip') return skippedReport(state, same[0] as string);
  const replaced = onDuplicate === 'replace' ? same : [];
  const task: Task = { ...offered, earlier, replaced, after };
  if (after !== null && !knowsItsRows) {
    try {
      return await writeOnce(task, tools, 'quick');
    } catch (thrown) {
      // New rows that do not fit the older ones' columns: all are read again.
      if (!isRows(thrown)) throw thrown;
    }
  }
  const gone = { replaced: [...replaced, ...outdated.map(({ id }) => id)], after: null };
  return writeAll(knowsItsRows ? task : { ...task, ...gone }, tools);
}

/** Bytes at the beginning of a file that an earlier import has read whose rows stay. */
async function readBefore(
  { knowsItsRows = false, addsToGrown }: Importer,
  offer: Offer,
  { outdated }: Earlier,
  signal: AbortSignal,
): Promise<number | null> {
  if (outdated.length === 0) return null;
  if (knowsItsRows) return grownFrom(offer, await stillBeginning(offer, outdated, signal), signal);
  return (await addsToGrown?.(offer)) ? grownFrom(offer, outdated, signal) : null;
}

async function writeAll(task: Task, tools: ImportTools): Promise<ImportReport> {
  const { watch } = tools;
  let way: Way = 'quick';
  for (;;) {
    try {
      return await writeOnce(task, tools, way);
    } catch (thrown) {
      const next = wayAfter(way, thrown);
      if (next === null) throw thrown;
      way = next;
      watch.progress('checking', 0, null);
    }
  }
}

/**
 * How rows are written: all at once; once some were not what the file begins with, all after a careful look at the file;
 * once the table itself refused some, row by row where need be.
 */
type Way = 'quick' | 'careful' | 'sifting';

function wayAfter(way: Way, thrown: unknown): Way | null {
  if (way === 'sifting' || !isRows(thrown)) return null;
  return thrown instanceof ConstraintFailed || way === 'careful' ? 'sifting' : 'careful';
}

interface Task {
  readonly state: State;
  readonly offer: Offer;
  readonly chosen: Chosen;
  readonly options: Record<string, unknown>;
  /** Versions of the files. */
  readonly before: readonly string[];
  readonly checksum: Promise<string>;
  readonly earlier: Earlier;
  /** Imports that this one takes the place of. */
  readonly replaced: readonly string[];
  /** Bytes that an earlier import has read, which stays. */
  readonly after: number | null;
}

/** One attempt in one transaction. */
async function writeOnce(task: Task, tools: ImportTools, way: Way): Promise<ImportReport> {
  const { state, offer, chosen, options } = task;
  const { writer, watch } = tools;
  await replaceApart(writer, task.replaced);
  await writer.begin();
  try {
    for (const statement of createRecordTables(writer.engine)) await writer.execute(raw(statement));
    await assertNotOvertaken(writer, { ...state, checksum: task.checksum }, task.earlier, task.after !== null);
    for (const old of await stillThere(writer, task.replaced)) await undoWithin(writer, old);
    const tables = await writer.tables();
    const target = { engine: writer.engine, tables, ask: (query: Sql) => writer.ask(query) };
    const prepared = await chosen.importer.prepare(offer, options, {
      ...tools,
      ...{ target, careful: way !== 'quick', after: task.after, looking: false, signal: watch.signal },
    });
    state.prepared = prepared;
    const sieve = way === 'sifting' ? new Sieve(writer, titleOf(offer)) : null;
    const written = await writePrepared(
      { writer, reader: tools.duckdb, watch, sieve },
      chosen.importer,
      prepared,
      tables,
    );
    watch.progress('finishing', written.counts.written, null);
    assertSum(written.counts);
    await assertUnchanged(offer, task.before);
    const id = newId(state.started);
    await writeRecord(writer, await recordOf(task, id, written.counts), written.added, written.rejects);
    await writer.commit();
    return importedReport(state, id, written);
  } catch (thrown) {
    await writer.rollback();
    throw thrown;
  }
}

async function recordOf({ state, chosen, checksum }: Task, id: string, counts: ImportCounts): Promise<NewRecord> {
  const { request, bytes, started } = state;
  return {
    ...{ id, source: sourceOf(request), checksum: await checksum, bytes, counts, settings: request.options },
    ...{ importer: chosen.importer.id, importerVersion: chosen.importer.version },
    ...{ started: started.toISOString(), finished: new Date().toISOString() },
  };
}

/**
 * DuckDB cannot delete rows and others that they refer to in one transaction, so there an import of several tables is
 * taken back before the one that replaces it begins.
 */
async function replaceApart(writer: Writer, replaced: readonly string[]): Promise<void> {
  if (writer.engine !== 'duckdb') return;
  for (const id of await stillThere(writer, replaced)) {
    const added = await readAdded((query) => writer.ask(query), id);
    if (added.length > 1) await undoImport(writer, id);
  }
}

async function stillThere(writer: Writer, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const records = await readRecords((query) => writer.ask(query));
  return ids.filter((id) => records.some((record) => record.id === id));
}

function alreadyThere([id]: readonly string[]): Failure {
  return new Failure(
    'BAD_INPUT',
    `These files were imported before (${id}). Say whether to skip them, replace what they gave, or add them again; on the command line --on-duplicate skip|replace|add.`,
  );
}

/** Sorts by time; the rest keeps two of one moment apart. */
function newId(started: Date): string {
  return `${started.toISOString().replace(/\D/g, '').slice(0, 14)}-${randomUUID().slice(0, 8)}`;
}

function assertSum({ read, written, rejected, skipped }: ImportCounts): void {
  if (read === written + rejected + skipped) return;
  throw new Failure(
    'INTERNAL',
    `The rows do not add up (${read} read, ${written} written, ${rejected} rejected, ${skipped} skipped), so nothing was imported`,
  );
}

/** A row that does not fit even after a careful look is a fault of the file, in the engine's words. */
function failureOf(thrown: unknown): Failure {
  const failure = asFailure(thrown);
  const detail = thrown instanceof Error && !(thrown instanceof Failure) ? thrown.message : failure.data.detail;
  const more = { ...(detail === undefined ? {} : { detail }), cause: thrown };
  if (isFatal(failure) || /parquet|Failed to read file|miniblocks/i.test(detail ?? ''))
    return failure.code === 'INTERNAL' || isRows(thrown)
      ? new Failure('FILE_CORRUPT', 'The file is damaged and cannot be read to its end, so nothing was imported', more)
      : failure;
  if (failure.code === 'SQL_FAILED' && /not implemented|only supported for/i.test(detail ?? ''))
    return new Failure(
      'VERSION_UNSUPPORTED',
      'The file is written in a way that DuckDB cannot read yet, so nothing was imported. Write it again with other settings.',
      more,
    );
  if (isRows(thrown)) return new Failure('BAD_INPUT', 'Some rows do not fit the table, so nothing was imported', more);
  return failure;
}

function isRows(thrown: unknown): boolean {
  return thrown instanceof RowsFailed || thrown instanceof ConstraintFailed;
}
