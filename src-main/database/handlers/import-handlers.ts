import { unlink } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { ImportPiece, WritePlace } from '#shared/contract/importing.ts';
import { Failure } from '#shared/model/failure.ts';
import type { FileSetRequest, ImportProgress, OnDuplicate, Reject } from '#shared/model/import.ts';
import { DuckdbConnection } from '../drivers/duckdb/connection.ts';
import { groupFiles, withCompanions } from '../importers/group.ts';
import type { TargetInfo } from '../importers/importer.ts';
import { initSchema } from '../importers/init.ts';
import { look } from '../importers/look.ts';
import { offerOf } from '../importers/offer.ts';
import { isNew, lookingInstance, openWriter } from '../importers/open-writer.ts';
import { withReading } from '../importers/read-target.ts';
import { readRecords } from '../importers/records/record.ts';
import { recordTables } from '../importers/records/record-tables.ts';
import { readRejects } from '../importers/records/rejects.ts';
import { undoImport } from '../importers/records/undo.ts';
import { giveWay } from '../importers/run/give-way.ts';
import { importSet } from '../importers/run/import-set.ts';
import { DuckdbWriter } from '../importers/writers/duckdb-writer.ts';
import type { Writer } from '../importers/writers/writer.ts';
import type { OpenedDatabase } from '../opened-database.ts';
import type { ProcessImplementer } from '../process.ts';
import { pieces } from './pieces.ts';

/** Imports: the work of the import worker, or of the process that holds a DuckDB file open for writing. */
export function importHandlers({ importing }: ProcessImplementer, opened: OpenedDatabase) {
  const writing = <T>(place: WritePlace, paths: readonly string[], work: (writer: Writer) => Promise<T>) =>
    opened.finishing(withWriter(opened, place, paths, work));
  return {
    importing: {
      look: importing.look.handler(({ input, signal = never }) =>
        withLooking(input.scratch, (duckdb) => {
          const tools = { duckdb, scratch: input.scratch, signal };
          if (input.target === null) return look(input.sets, input.group, { ...tools, target: null });
          return withReading(input, (target) => look(input.sets, input.group, { ...tools, target }));
        }),
      ),
      run: importing.run.handler(({ input, signal = never }) => {
        // Without a target it is the owner of an open file, which is browsed meanwhile.
        if (input.target !== null) giveWay();
        return pieces<ImportPiece>((tell) => run(writing, input, signal, tell));
      }),
      records: importing.records.handler(({ input }) => withReading(input, recordsOf)),
      rejects: importing.rejects.handler(({ input }) =>
        withReading(input, async (target): Promise<readonly Reject[]> => readRejects(target, input.id, input.after)),
      ),
      undo: importing.undo.handler(({ input }) => writing(input, [], (writer) => undoImport(writer, input.id))),
      init: importing.init.handler(({ input }) =>
        writing(input, [], (writer) => initSchema(writer, input.schema, input.ifMissing)),
      ),
    },
  };
}

const never = new AbortController().signal;

type Writing = <T>(place: WritePlace, paths: readonly string[], work: (writer: Writer) => Promise<T>) => Promise<T>;

/** Runs `work` with a writer. A file that was made for it goes again when nothing came of it. */
async function withWriter<T>(
  opened: OpenedDatabase,
  { target, scratch }: WritePlace,
  paths: readonly string[],
  work: (writer: Writer) => Promise<T>,
): Promise<T> {
  if (target === null) {
    const { connection } = opened;
    if (!(connection instanceof DuckdbConnection))
      throw new Failure('INTERNAL', 'Only a DuckDB file is written to by the process that has it open');
    const writer = await DuckdbWriter.on(connection.instance);
    return work(writer).finally(() => writer.close());
  }
  const made = await isNew(target);
  const writer = await openWriter(target, scratch, paths);
  let isEmpty = true;
  try {
    return await work(writer).finally(async () => {
      isEmpty = made && (await writer.tables().catch(() => new Map())).size === 0;
    });
  } finally {
    await writer.close();
    if (made && isEmpty && target.target.kind === 'file') await unlink(target.target.path).catch(() => undefined);
  }
}

async function withLooking<T>(scratch: string, work: (duckdb: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await lookingInstance(scratch);
  const connection = await instance.connect();
  try {
    return await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function recordsOf(target: TargetInfo) {
  return target.tables.has(recordTables.imports) ? readRecords((query) => target.ask(query)) : [];
}

interface RunInput extends WritePlace {
  readonly sets: readonly FileSetRequest[];
  readonly onDuplicate?: OnDuplicate | undefined;
}

async function run(
  writing: Writing,
  input: RunInput,
  signal: AbortSignal,
  tell: (piece: ImportPiece, replaces?: boolean) => void,
): Promise<void> {
  const sets = await groupFiles(await Promise.all(input.sets.map(withCompanions)));
  const offers = await Promise.all(sets.map((set) => offerOf(set.paths).catch(() => null)));
  const paths = offers.flatMap((offer) => offer?.files.map((file) => file.path) ?? []);
  await writing(input, paths, async (writer) => {
    for (const [set, request] of sets.entries()) {
      if (signal.aborted) throw new Failure('CANCELLED', 'Cancelled');
      const bytes = offers[set]?.files.reduce((sum, file) => sum + file.bytes, 0) ?? 0;
      const watch = {
        signal,
        progress: (phase: ImportProgress['phase'], rows: number, share: number | null) =>
          tell(
            {
              kind: 'progress',
              progress: { set, sets: sets.length, phase, rows: Math.round(rows), share, bytes },
            },
            true,
          ),
      };
      watch.progress('checking', 0, null);
      // An instance for each set: a damaged file may make one unusable.
      const report = await withLooking(input.scratch, (duckdb) =>
        importSet(request, input.onDuplicate, { writer, duckdb, scratch: input.scratch, watch }),
      );
      tell({ kind: 'report', set, report });
      if (report.outcome === 'cancelled') throw new Failure('CANCELLED', 'Cancelled');
    }
  });
}
