import type { ImportPiece } from '#shared/contract/importing.ts';
import { asFailure, Failure } from '#shared/model/failure.ts';
import type { ImportTarget } from '#shared/model/import.ts';
import type { ImportJob } from '#shared/model/import-job.ts';

/** What is known of an import when it is queued. */
export interface Queued {
  readonly title: string;
  readonly into: ImportTarget;
  readonly target: string;
  readonly bytes: number;
}

/** Finished imports that are remembered. */
const mostKept = 200;

/** How often windows hear how far an import is, in milliseconds: the less often the more reports go along each time. */
const tellEvery = ({ reports }: ImportJob): number => 100 + reports.length;

interface Entry {
  job: ImportJob;
  readonly controller: AbortController;
  changed: PromiseWithResolvers<void>;
  /** Until windows hear of it. */
  telling: NodeJS.Timeout | undefined;
}

/** Imports, one at a time for each database; they go on whoever asked for them has gone. */
export class ImportQueue {
  readonly #jobs = new Map<string, Entry>();
  readonly #lines = new Map<string, Promise<unknown>>();
  readonly #tell: (job: ImportJob) => void;
  #count = 0;

  constructor(tell: (job: ImportJob) => void) {
    this.#tell = tell;
  }

  list(): readonly ImportJob[] {
    return [...this.#jobs.values()].map(({ job }) => job);
  }

  /** Queues work on the database that `line` names, behind what is queued there. */
  add(line: string, queued: Queued, work: (signal: AbortSignal) => AsyncIterable<ImportPiece>): string {
    this.#count += 1;
    const id = `import-${this.#count}`;
    const job: ImportJob = {
      ...{ id, ...queued, state: 'queued', progress: null, reports: [], queued: now(), started: null, finished: null },
      failure: null,
    };
    const changed = Promise.withResolvers<void>();
    this.#jobs.set(id, { job, controller: new AbortController(), changed, telling: undefined });
    this.#forgetOld();
    this.#tell(job);
    void this.alone(line, () => this.#run(id, work));
    return id;
  }

  /** Runs work on a database when nothing else is at work there. */
  alone<T>(line: string, work: () => Promise<T>): Promise<T> {
    const before = this.#lines.get(line) ?? Promise.resolve();
    const result = before.then(work);
    const over = result
      .catch(() => undefined)
      .then(() => {
        if (this.#lines.get(line) === over) this.#lines.delete(line);
      });
    this.#lines.set(line, over);
    return result;
  }

  /** Whether something is at work on a database, or waits for its turn. */
  isBusy(line: string): boolean {
    return this.#lines.has(line);
  }

  cancel(id: string): void {
    const entry = this.#find(id);
    entry.controller.abort();
    if (entry.job.state === 'queued') this.#become(id, { state: 'cancelled', finished: now() });
  }

  async *follow(id: string, signal: AbortSignal | undefined): AsyncGenerator<ImportJob> {
    const stopped = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
    for (;;) {
      const { job, changed } = this.#find(id);
      yield job;
      if (job.finished !== null || signal?.aborted) return;
      if (this.#find(id).job === job) await Promise.race([changed.promise, stopped]);
    }
  }

  async #run(id: string, work: (signal: AbortSignal) => AsyncIterable<ImportPiece>): Promise<void> {
    const { job, controller } = this.#find(id);
    if (job.state === 'cancelled') return;
    this.#become(id, { state: 'running', started: now() });
    try {
      for await (const piece of work(controller.signal)) this.#take(id, piece);
      const failed = this.#find(id).job.reports.some(({ outcome }) => outcome === 'failed');
      this.#become(id, { state: failed ? 'failed' : 'done', progress: null, finished: now() });
    } catch (thrown) {
      const failure = controller.signal.aborted ? new Failure('CANCELLED', 'Cancelled') : asFailure(thrown);
      const state = failure.code === 'CANCELLED' ? 'cancelled' : 'failed';
      this.#become(id, { state, progress: null, failure: failure.data, finished: now() });
    }
  }

  #take(id: string, piece: ImportPiece): void {
    const { job } = this.#find(id);
    if (piece.kind === 'progress') this.#become(id, { progress: piece.progress });
    else this.#become(id, { reports: [...job.reports, piece.report] });
  }

  #become(id: string, change: Partial<ImportJob>): void {
    const entry = this.#find(id);
    entry.job = { ...entry.job, ...change };
    const { changed } = entry;
    entry.changed = Promise.withResolvers();
    changed.resolve();
    if (change.state === undefined) entry.telling ??= setTimeout(() => this.#tellOf(entry), tellEvery(entry.job));
    else this.#tellOf(entry);
  }

  #tellOf(entry: Entry): void {
    clearTimeout(entry.telling);
    entry.telling = undefined;
    this.#tell(entry.job);
  }

  #find(id: string): Entry {
    const entry = this.#jobs.get(id);
    if (entry === undefined) throw new Failure('NOT_FOUND', 'This import is not known any more');
    return entry;
  }

  #forgetOld(): void {
    const over = [...this.#jobs].filter(([, { job }]) => job.finished !== null);
    for (const [id] of over.slice(0, Math.max(0, over.length - mostKept))) this.#jobs.delete(id);
  }
}

function now(): string {
  return new Date().toISOString();
}
