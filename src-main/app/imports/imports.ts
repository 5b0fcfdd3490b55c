import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImportPiece } from '#shared/contract/importing.ts';
import { asFailure, Failure } from '#shared/model/failure.ts';
import type {
  FileSetRequest,
  ImportLook,
  ImportRecord,
  ImportTarget,
  InitReport,
  OnDuplicate,
  Reject,
  SchemaKind,
  UndoReport,
} from '#shared/model/import.ts';
import type { ImportJob } from '#shared/model/import-job.ts';
import type { Grants } from '../grants.ts';
import { ImportQueue } from './import-queue.ts';
import type { Place, Places } from './places.ts';

interface Parts {
  readonly places: Places;
  readonly grants: Grants;
  readonly onJob: (job: ImportJob) => void;
  /** After rows came or went. */
  readonly onChange: (into: ImportTarget) => void;
}

interface LookInput {
  readonly sets: readonly FileSetRequest[];
  readonly group: boolean;
  readonly into?: ImportTarget | undefined;
}

interface StartInput {
  readonly sets: readonly FileSetRequest[];
  readonly into: ImportTarget;
  readonly onDuplicate?: OnDuplicate | undefined;
  readonly dryRun: boolean;
}

/** Imports as the application offers them: each looked at, queued, run in the right process, and remembered until it ends. */
export class Imports {
  readonly #parts: Parts;
  readonly #queue: ImportQueue;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#queue = new ImportQueue(parts.onJob);
  }

  jobs(): readonly ImportJob[] {
    return this.#queue.list();
  }

  follow(job: string, signal: AbortSignal | undefined): AsyncGenerator<ImportJob> {
    return this.#queue.follow(job, signal);
  }

  cancel(job: string): void {
    this.#queue.cancel(job);
  }

  /** A DuckDB file that takes rows in can be read by no other process: then files are looked at without it. */
  async look(input: LookInput, signal: AbortSignal | undefined): Promise<ImportLook> {
    await this.#check(input.sets);
    const place = input.into === undefined ? null : await this.#parts.places.of(input.into);
    const isBusy = place !== null && this.#queue.isBusy(place.line);
    try {
      return await this.#look(input, place, signal);
    } catch (thrown) {
      if (!isBusy || asFailure(thrown).code !== 'FILE_LOCKED') throw thrown;
      const { plans, refused } = await this.#look(input, null, signal);
      const notice = `While rows go into ${place.label}, it is not known what it holds: whether these files are in it already is told when their turn comes`;
      return { plans: plans.map((plan) => ({ ...plan, notices: [...plan.notices, notice] })), refused };
    }
  }

  /** Files are looked at in a process of their own; what the target holds is asked of it there too. */
  async #look(
    { sets, group }: Omit<LookInput, 'into'>,
    place: Place | null,
    signal: AbortSignal | undefined,
  ): Promise<ImportLook> {
    try {
      return await this.#parts.places.looking(
        place,
        (client, given) => client.importing.look({ ...given, sets: [...sets], group }, options(signal)),
        signal,
      );
    } catch (thrown) {
      throw asFailure(thrown).code === 'PROCESS_ENDED' ? tooStrange(thrown) : thrown;
    }
  }

  async start({ sets, into, onDuplicate, dryRun }: StartInput): Promise<{ job: string }> {
    await this.#check(sets);
    const place = await this.#parts.places.of(into);
    const queued = { title: titleOf(sets), into, target: place.label, bytes: await bytesOf(sets) };
    const work = (signal: AbortSignal) =>
      dryRun ? this.#plan(sets, place, signal) : this.#run(place, sets, onDuplicate, into, signal);
    return { job: this.#queue.add(place.line, queued, work) };
  }

  async records(into: ImportTarget): Promise<readonly ImportRecord[]> {
    return this.#alone(into, (place) =>
      this.#parts.places.looking(place, (client, given) => client.importing.records(given)),
    );
  }

  async rejects(into: ImportTarget, id: string, after: number): Promise<readonly Reject[]> {
    return this.#alone(into, (place) =>
      this.#parts.places.looking(place, (client, given) => client.importing.rejects({ ...given, id, after })),
    );
  }

  async undo(into: ImportTarget, id: string): Promise<UndoReport> {
    const report = await this.#alone(into, (place) =>
      this.#parts.places.writing(place, [], (client, given) => client.importing.undo({ ...given, id })),
    );
    this.#parts.onChange(into);
    return report;
  }

  async init(into: ImportTarget, schema: Exclude<SchemaKind, 'tables'>, ifMissing: boolean): Promise<InitReport> {
    const report = await this.#alone(into, (place) =>
      this.#parts.places.writing(place, [], (client, given) => client.importing.init({ ...given, schema, ifMissing })),
    );
    this.#parts.onChange(into);
    return report;
  }

  async *#run(
    place: Place,
    sets: readonly FileSetRequest[],
    onDuplicate: OnDuplicate | undefined,
    into: ImportTarget,
    signal: AbortSignal,
  ): AsyncGenerator<ImportPiece> {
    const paths = sets.flatMap((set) => set.paths);
    const duplicates = onDuplicate === undefined ? {} : { onDuplicate };
    try {
      yield* this.#parts.places.streaming(place, paths, signal, (client, given) =>
        client.importing.run({ ...given, sets: [...sets], ...duplicates }, { signal }),
      );
    } catch (thrown) {
      throw asFailure(thrown).code === 'PROCESS_ENDED' ? endedMeanwhile(thrown) : thrown;
    } finally {
      this.#parts.onChange(into);
    }
  }

  /** A dry run: what would happen to each set, as reports. */
  async *#plan(sets: readonly FileSetRequest[], place: Place, signal: AbortSignal): AsyncGenerator<ImportPiece> {
    const { plans, refused } = await this.#look({ sets, group: true }, place, signal);
    const counts = { read: 0, written: 0, rejected: 0, skipped: 0 };
    const nothing = { id: null, counts, rejects: [], milliseconds: 0 };
    let set = 0;
    for (const { paths, importer, tables, leftOut, notices, bytes, why } of plans) {
      const made = tables.map(({ name, exists, rows }) => ({ name, created: exists === false, rows }));
      const report = { ...nothing, paths, importer, tables: made, leftOut, notices, bytes };
      yield { kind: 'report', set: set++, report: { ...report, outcome: 'planned', message: why, failure: null } };
    }
    for (const { paths, failure } of refused) {
      const report = { ...nothing, paths, importer: '', tables: [], leftOut: [], notices: [], bytes: 0 };
      yield { kind: 'report', set: set++, report: { ...report, outcome: 'failed', message: failure.message, failure } };
    }
  }

  async #alone<T>(into: ImportTarget, work: (place: Place) => Promise<T>): Promise<T> {
    const place = await this.#parts.places.of(into);
    return this.#queue.alone(place.line, () => work(place));
  }

  async #check(sets: readonly FileSetRequest[]): Promise<void> {
    for (const path of sets.flatMap((set) => set.paths)) await this.#parts.grants.check(path);
  }
}

function options(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}

function titleOf(sets: readonly FileSetRequest[]): string {
  const paths = sets.flatMap((set) => set.paths);
  const [first = ''] = paths;
  return paths.length === 1 ? basename(first) : `${basename(first)} and ${paths.length - 1} more`;
}

/** Bytes of the files named; folders count once they are read. */
async function bytesOf(sets: readonly FileSetRequest[]): Promise<number> {
  const sizes = await Promise.all(
    sets
      .flatMap((set) => set.paths)
      .map((path) =>
        stat(path).then(
          (found) => (found.isFile() ? found.size : 0),
          () => 0,
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function tooStrange(thrown: unknown): Failure {
  const { detail } = asFailure(thrown).data;
  return new Failure('FILE_CORRUPT', 'Reading these files ended the process that looked at them; they are damaged', {
    ...(detail === undefined ? {} : { detail }),
    cause: thrown,
  });
}

function endedMeanwhile(thrown: unknown): Failure {
  const { detail } = asFailure(thrown).data;
  return new Failure(
    'PROCESS_ENDED',
    'The process that did the import ended. The database holds all of a file set or nothing of it: start the import again.',
    { ...(detail === undefined ? {} : { detail }), cause: thrown },
  );
}
