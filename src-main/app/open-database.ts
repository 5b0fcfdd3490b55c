import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProcessClient } from '#shared/contract/lifecycle.ts';
import type { ConnectionInfo, DatabaseInfo, DatabaseState } from '#shared/model/database.ts';
import { asFailure, type ErrorData, Failure } from '#shared/model/failure.ts';
import type { LeavingOut } from '#shared/model/left-out.ts';
import type { LensFile } from '#shared/model/lens-file.ts';
import type { OpenOptions, Source } from '#shared/model/source.ts';
import { DatabaseProcess } from './database-process.ts';
import type { OpenParts, Writing } from './open-parts.ts';
import { SecondReader } from './second-reader.ts';
import { Told, type View } from './told.ts';

/**
 * How long a cancelled statement may go on where only ending the process stops it. What is urgent ends by itself as a rule,
 * and a process that is ended forgets the agents of long episodes, which take seconds to find again.
 */
const graceMs = 60;
const urgentGraceMs = 3000;

/** How long a process may take to close a file that it wrote to. */
const closingMs = 30_000;

/** One database of the tree: its process, its state, and what happens when the process dies. */
export class OpenDatabase {
  readonly id: string;
  readonly label: string;
  readonly source: Source;
  readonly #parts: OpenParts;
  readonly #told: Told;
  #writing: Writing | undefined;
  #process: DatabaseProcess | undefined;
  #scratch: string | undefined;
  #state: DatabaseState = 'closed';
  #connection: ConnectionInfo | null = null;
  #failure: ErrorData | null = null;
  #interruptible = true;
  #opening: Promise<void> | undefined;
  #replacing: Promise<void> | undefined;
  #closed = false;
  readonly #second: SecondReader;

  constructor(parts: OpenParts, told = new Told(parts)) {
    this.#parts = parts;
    this.#told = told;
    this.id = parts.id;
    this.label = parts.label;
    this.source = parts.source;
    const second = { ...parts, onChange: () => undefined, grace: urgentGraceMs };
    this.#second = new SecondReader(() => new OpenDatabase(second, told));
  }

  get options(): OpenOptions {
    return this.#told.options;
  }

  get info(): DatabaseInfo {
    const { id, label, source } = this;
    return { id, label, source, state: this.#state, connection: this.#connection, failure: this.#failure };
  }

  /** Opens, or waits for the opening under way. Rejects with a `Failure` after the state has become `failed`. */
  open(options: OpenOptions = this.options): Promise<void> {
    if (this.#state === 'open') return Promise.resolve();
    this.#opening ??= this.#openAnew(options).finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #openAnew(options: OpenOptions): Promise<void> {
    this.#told.options = options;
    this.#become('opening');
    try {
      await this.#startProcess();
      this.#become('open');
    } catch (thrown) {
      const failure = this.#closed ? this.#closedMeanwhile() : asFailure(thrown);
      await this.#endProcess();
      if (!this.#closed) this.#become('failed', failure.data);
      throw failure;
    }
  }

  /** Sends a request to the process. Where only its end stops a statement, aborting replaces the process. */
  async request<T>(ask: (client: ProcessClient) => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#opening;
    await this.#replacing;
    const process = this.#process;
    if (this.#state !== 'open' || process === undefined) throw this.#notOpen();
    const answer = process.call(ask, signal);
    if (!this.#interruptible) signal?.addEventListener('abort', () => void this.#probe(process), { once: true });
    try {
      return await answer;
    } catch (thrown) {
      const failure = asFailure(thrown);
      const wasReplaced =
        ['PROCESS_ENDED', 'NOT_OPEN'].includes(failure.code) &&
        (this.#replacing !== undefined || this.#process !== process);
      if (wasReplaced && !signal?.aborted) return this.request(ask, signal);
      throw failure;
    }
  }

  /**
   * As `request`, for what must not wait for long questions. Of a copy there is one reader: another copy would be of another
   * moment.
   */
  async requestUrgently<T>(ask: (client: ProcessClient) => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#opening;
    await this.#replacing;
    if (!this.#hasSecond()) return this.request(ask, signal);
    return this.#second.request(ask, signal, () => this.requestUrgently(ask, signal));
  }

  /** Urgent questions are likely to come: whoever answers them, if that is anybody else, starts. */
  prepareForUrgent(): void {
    if (this.#hasSecond()) this.#second.start();
  }

  #hasSecond(): boolean {
    return !this.#interruptible && this.#state === 'open' && this.#connection?.snapshotTaken === null;
  }

  /** What a person has chosen to see, told again to a process that replaces another. */
  see(view: View): void {
    this.#told.see(view);
    void this.#second.end();
  }

  /** A process that is being replaced reads the lenses anew. */
  async takeLenses(lenses: readonly LensFile[]): Promise<void> {
    if (this.#state !== 'open') return;
    this.#told.takeLenses(lenses);
    await this.#tell((client) => client.lifecycle.takeLenses({ lenses: [...lenses] }));
  }

  /**
   * Runs `work` with a process that has the file open for writing, and then goes back to reading only. Requests wait for
   * the two changes and go on in between, in the same process.
   */
  async writing<T>(writing: Writing, work: (client: ProcessClient) => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#switchTo(writing);
    try {
      const process = this.#process;
      if (process === undefined) throw this.#notOpen();
      return await process.call(work, signal);
    } finally {
      if (!this.#closed) await this.#switchTo(undefined);
    }
  }

  /** Another process with a new copy, where a copy is open. One that is being written to is renewed when that is over. */
  async renew(): Promise<void> {
    await this.#opening;
    await this.#replacing;
    if (this.#writing === undefined && this.#connection?.snapshotTaken) await this.#switchTo(undefined);
  }

  async #switchTo(writing: Writing | undefined): Promise<void> {
    void this.#second.end();
    await this.#opening;
    await this.#replacing;
    if (this.#state !== 'open' && writing !== undefined) throw this.#notOpen();
    this.#writing = writing;
    const change = this.#changeProcess();
    this.#replacing = change
      .catch(() => undefined)
      .then(() => {
        this.#replacing = undefined;
      });
    try {
      await change;
      this.#become('open');
    } catch (thrown) {
      if (writing === undefined) {
        this.#process = undefined;
        this.#become('failed', asFailure(thrown).data);
      } else await this.#switchTo(undefined);
      throw thrown;
    }
  }

  async #changeProcess(): Promise<void> {
    const old = this.#scratch;
    await this.#process?.end(closingMs);
    if (old !== undefined) await rm(old, { recursive: true, force: true });
    await this.#startProcess();
  }

  /** For good: opening the same source again makes another of these. */
  async close(graceMs?: number): Promise<void> {
    this.#closed = true;
    this.#become('closed');
    await this.#endProcess(graceMs);
  }

  /** The time zone of the settings is another one now; one that was given at opening stays. */
  async takeTimeZone(timeZone: string | undefined): Promise<void> {
    if (this.#state !== 'open' || this.options.timeZone !== undefined) return;
    await this.#tell((client) => client.lifecycle.takeTimeZone(timeZone === undefined ? {} : { timeZone }));
  }

  /** Other things are left out now; answers when the process has heard. */
  async takeLeavingOut(leavingOut: LeavingOut): Promise<void> {
    this.#told.leaveOut(leavingOut);
    await this.#tell((client) => client.lifecycle.takeLeavingOut(leavingOut));
  }

  /** Another process has written to the database; a copy of it is made anew. */
  async lookAgain(): Promise<void> {
    if (this.#connection?.snapshotTaken) await this.renew();
    else await this.#tell((client) => client.lifecycle.lookAgain());
  }

  async #tell(what: (client: ProcessClient) => Promise<void>): Promise<void> {
    void this.#second.end();
    if (this.#state === 'open') await this.#process?.tell(what);
  }

  async #startProcess(): Promise<void> {
    const { host, id } = this.#parts;
    const folder = join(host.cacheFolder, 'scratch');
    await mkdir(folder, { recursive: true });
    this.#scratch = await mkdtemp(join(folder, `${id}-`));
    if (this.#closed) throw this.#closedMeanwhile();
    const process = new DatabaseProcess(host.startDatabaseProcess(`Starling: ${this.label}`));
    this.#process = process;
    void process.ended.then(({ code, words }) => this.#onEnd(process, code, words));
    const answer = await this.#told.open(process, this.#scratch, this.#writing);
    this.#connection = answer.connection;
    this.#interruptible = answer.interruptible;
  }

  async #endProcess(graceMs?: number): Promise<void> {
    const second = this.#second.end();
    const process = this.#process;
    this.#process = undefined;
    this.#connection = null;
    await Promise.all([second, process?.end(graceMs)]);
    if (this.#scratch !== undefined) await rm(this.#scratch, { recursive: true, force: true });
  }

  #onEnd(process: DatabaseProcess, code: number | null, words: string): void {
    if (process !== this.#process || this.#state !== 'open' || this.#replacing !== undefined) return;
    this.#process = undefined;
    void this.#second.end();
    if (this.#scratch !== undefined) void rm(this.#scratch, { recursive: true, force: true });
    const detail = `exit code ${code ?? 'none'}${words === '' ? '' : `\n${words}`}`;
    this.#become(
      'crashed',
      new Failure(
        'PROCESS_ENDED',
        `The process that held ${this.label} ended unexpectedly. The database itself was only being read.`,
        { detail },
      ).data,
    );
  }

  /** After an abort the statement may still block its process: give it a moment, then start another in its place. */
  async #probe(process: DatabaseProcess): Promise<void> {
    if (this.#replacing !== undefined || this.#process !== process) return;
    const answers = process.client.lifecycle.ping().then(
      () => true,
      () => true,
    );
    const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), this.#parts.grace ?? graceMs));
    if (await Promise.race([answers, late])) return;
    // Another request that was cancelled at the same time may have had it replaced meanwhile.
    if (this.#replacing !== undefined || this.#process !== process || this.#state !== 'open') return;
    this.#replacing = this.#replace().finally(() => {
      this.#replacing = undefined;
    });
  }

  async #replace(): Promise<void> {
    this.#process?.kill();
    await this.#process?.ended;
    const old = this.#scratch;
    try {
      await this.#startProcess();
    } catch (thrown) {
      this.#process = undefined;
      this.#become('failed', asFailure(thrown).data);
    }
    if (old !== undefined) await rm(old, { recursive: true, force: true });
  }

  #become(state: DatabaseState, failure: ErrorData | null = null): void {
    this.#state = state;
    this.#failure = failure;
    this.#parts.onChange();
  }

  #closedMeanwhile(): Failure {
    return new Failure('CANCELLED', `${this.label} was closed while it was being opened`);
  }

  #notOpen(): Failure {
    if (this.#failure !== null) return new Failure(this.#failure.code, this.#failure.message, this.#failure);
    return new Failure('NOT_OPEN', `${this.label} is not open; reopen it`);
  }
}
