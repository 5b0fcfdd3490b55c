import { randomUUID } from 'node:crypto';
import type { DuckDBConnection } from '@duckdb/node-api';
import { asFailure, Failure } from '#shared/model/failure.ts';
import type { FileSetRequest, ImportCounts, ImportReport, OnDuplicate } from '#shared/model/import.ts';
import { raw, type Sql } from '../../sql/sql.ts';
import { type Chosen, checkedOptions, choose } from '../choose.ts';
import { type Prepared, RowsFailed } from '../importer.ts';
import { type Offer, offerOf } from '../offer.ts';
import { readRecords, writeRecord } from '../records/record.ts';
import { createRecordTables, recordTables } from '../records/record-tables.ts';
import { undoWithin } from '../records/undo.ts';
import { ConstraintFailed, type Writer } from '../writers/writer.ts';
import { type Watch, type Written, writePrepared } from './attempt.ts';
import { assertUnchanged, fingerprint, versions } from './fingerprint.ts';

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
    const chosen = await choose(offer, request.importer);
    state.importer = chosen.importer.id;
    return await importOffer(state, offer, chosen, onDuplicate, tools);
  } catch (thrown) {
    const failure = tools.watch.signal.aborted ? new Failure('CANCELLED', 'Cancelled') : failureOf(thrown);
    const outcome = failure.code === 'CANCELLED' ? 'cancelled' : 'failed';
    return { ...reportOf(state), outcome, message: failure.message, failure: failure.data };
  }
}

interface State {
  readonly request: FileSetRequest;
  readonly started: Date;
  importer: string;
  bytes: number;
  prepared: Prepared | null;
}

async function importOffer(
  state: State,
  offer: Offer,
  chosen: Chosen,
  onDuplicate: OnDuplicate | undefined,
  tools: ImportTools,
): Promise<ImportReport> {
  const { writer, watch } = tools;
  const options = checkedOptions(chosen.importer, state.request.options);
  const before = await versions(offer);
  const checksum = fingerprint(offer, watch.signal);
  checksum.catch(() => undefined);
  const earlier = await earlierImports(writer, state.bytes, checksum);
  if (earlier.length > 0 && onDuplicate === undefined) throw alreadyThere(earlier);
  if (earlier.length > 0 && onDuplicate === 'skip') return skippedReport(state, earlier[0] as string);
  const id = newId(state.started);
  const write = async (careful: boolean): Promise<ImportReport> => {
    const present = await writer.tables();
    const target = { engine: writer.engine, tables: present, ask: (query: Sql) => writer.ask(query) };
    const prepared = await chosen.importer.prepare(offer, options, {
      ...tools,
      ...{ target, careful, looking: false, signal: watch.signal },
    });
    state.prepared = prepared;
    await writer.begin();
    try {
      for (const statement of createRecordTables(writer.engine)) await writer.execute(raw(statement));
      if (onDuplicate === 'replace') for (const old of earlier) await undoWithin(writer, old);
      const written = await writePrepared(
        writer,
        tools.duckdb,
        chosen.importer,
        prepared,
        await writer.tables(),
        watch,
      );
      watch.progress('finishing', written.counts.written, null);
      assertSum(written.counts);
      await assertUnchanged(offer, before);
      const finished = new Date().toISOString();
      const record = { id, source: state.request.paths.join('\n'), checksum: await checksum, bytes: state.bytes };
      const by = {
        importer: chosen.importer.id,
        importerVersion: chosen.importer.version,
        settings: state.request.options,
      };
      await writeRecord(
        writer,
        { ...record, ...by, counts: written.counts, started: state.started.toISOString(), finished },
        written.added,
        written.rejects,
      );
      await writer.commit();
      return importedReport(state, id, written);
    } catch (thrown) {
      await writer.rollback();
      throw thrown;
    }
  };
  try {
    return await write(false);
  } catch (thrown) {
    if (!(thrown instanceof RowsFailed) && !(thrown instanceof ConstraintFailed)) throw thrown;
    watch.progress('checking', 0, null);
    return await write(true);
  }
}

/** Ids of imports of the same bytes. The files are only waited for when a record has as many of them. */
async function earlierImports(writer: Writer, bytes: number, checksum: Promise<string>): Promise<readonly string[]> {
  if (!(await writer.tables()).has(recordTables.imports)) return [];
  const same = (await readRecords((query) => writer.ask(query))).filter((record) => record.bytes === bytes);
  if (same.length === 0) return [];
  const sum = await checksum;
  return same.filter((record) => record.checksum === sum).map((record) => record.id);
}

function alreadyThere([id]: readonly string[]): Failure {
  return new Failure(
    'BAD_INPUT',
    `These files were imported before (${id}). Say whether to skip them, replace what they gave, or add them again.`,
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
  if (thrown instanceof RowsFailed || thrown instanceof ConstraintFailed)
    return new Failure('BAD_INPUT', 'Some rows do not fit the table, so nothing was imported', {
      detail: thrown.message,
    });
  return asFailure(thrown);
}

const nothing: ImportCounts = { read: 0, written: 0, rejected: 0, skipped: 0 };
const rejectsShown = 100;

function reportOf({ request, started, importer, bytes, prepared }: State): ImportReport {
  return {
    id: null,
    ...{
      paths: request.paths,
      importer,
      outcome: 'failed',
      message: '',
      counts: nothing,
      tables: [],
      rejects: [],
      bytes,
    },
    leftOut: prepared?.leftOut ?? [],
    notices: prepared?.notices ?? [],
    milliseconds: Date.now() - started.getTime(),
    failure: null,
  };
}

function importedReport(state: State, id: string, { counts, added, rejects }: Written): ImportReport {
  const { written, rejected } = counts;
  const message = `${written} rows imported${rejected > 0 ? `, ${rejected} rejected` : ''}`;
  const tables = added.map(({ table, created, rows }) => ({ name: table, created, rows }));
  return {
    ...reportOf(state),
    id,
    outcome: 'imported',
    message,
    counts,
    tables,
    rejects: rejects.slice(0, rejectsShown),
  };
}

function skippedReport(state: State, id: string): ImportReport {
  return { ...reportOf(state), outcome: 'skipped', message: `The same files were imported before (${id})` };
}
