import { Failure } from '#shared/model/failure.ts';
import type { Reject } from '#shared/model/import.ts';
import type { Prepared, TableBatch, TableSource } from '../importer.ts';
import type { Loader, Writer, WriteTable } from '../writers/writer.ts';
import type { Tools } from './attempt.ts';
import { ensureRows, type Keys } from './ensure.ts';

interface Loading {
  readonly source: TableSource;
  readonly table: WriteTable;
  rows: number;
}

export interface Streamed {
  readonly written: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly rejects: readonly Reject[];
  /** Keys of the rows that were added to tables shared with others. */
  readonly shared: ReadonlyMap<string, Keys>;
}

/** Reads an importer's stream to its end, each batch into its table; what others refer to is written before them. */
export async function loadStream(
  { writer, watch, sieve }: Pick<Tools, 'writer' | 'watch' | 'sieve'>,
  prepared: Prepared,
  loading: readonly Loading[],
  done: number,
): Promise<Streamed> {
  const streamed = loading.filter(({ source }) => source.relation === undefined);
  const notes = new Notes(watch.signal);
  const loaders = new Map<number, Loader>();
  const shared = new Map<string, Keys>();
  let passed = 0;
  for await (const batch of prepared.stream?.(notes) ?? []) {
    if (watch.signal.aborted) throw new Failure('CANCELLED', 'Cancelled');
    const at = streamed.findIndex(({ source }) => source.name === batch.table);
    const of = streamed[at];
    if (of === undefined)
      throw new Failure('INTERNAL', `The importer gave rows for ${batch.table}, which it did not announce`);
    for (const [earlier, loader] of loaders) if (earlier < at) await loader.flush();
    if (of.source.mode === 'ensure') await ensure(writer, of, batch, shared);
    else {
      const loader = loaders.get(at) ?? (sieve === null ? await writer.loader(of.table) : sieve.loader(of.table));
      loaders.set(at, loader);
      await loader.write(batch);
    }
    passed += batch.rows;
    watch.progress('reading', done + passed, null);
  }
  let written = 0;
  for (const [at, each] of streamed.entries()) {
    each.rows = (await loaders.get(at)?.finish()) ?? 0;
    written += each.rows;
  }
  return { written, rejected: notes.rejects.length, skipped: notes.skipped, rejects: notes.rejects, shared };
}

async function ensure(
  writer: Writer,
  { table, source }: Loading,
  batch: TableBatch,
  shared: Map<string, Keys>,
): Promise<void> {
  const added = await ensureRows(writer, table, source.ensureBy ?? [], batch);
  shared.set(table.name, [...(shared.get(table.name) ?? []), ...added]);
}

/** What an importer tells besides its rows. */
class Notes {
  readonly signal: AbortSignal;
  readonly rejects: Reject[] = [];
  skipped = 0;
  bytes = 0;

  constructor(signal: AbortSignal) {
    this.signal = signal;
  }

  readonly reject = (reject: Reject): void => {
    this.rejects.push(reject);
  };

  readonly skip = (rows: number): void => {
    this.skipped += rows;
  };

  readonly readTo = (bytes: number): void => {
    this.bytes = bytes;
  };
}
