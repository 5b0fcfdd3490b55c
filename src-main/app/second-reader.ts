import type { ProcessClient } from '#shared/contract/lifecycle.ts';

interface Reader {
  open(): Promise<void>;
  request<T>(ask: (client: ProcessClient) => Promise<T>, signal?: AbortSignal): Promise<T>;
  close(graceMs: number): Promise<void>;
}

/** Answers what is urgent where a process runs one statement at a time; ended when it is to be told anything. */
export class SecondReader {
  readonly #make: () => Reader;
  #reader: Reader | undefined;

  constructor(make: () => Reader) {
    this.#make = make;
  }

  /** Starting a process takes longer than most of what it is asked: one that begins ahead is not waited for. */
  start(): void {
    this.#reader ??= this.#make();
    // Whoever asks first is told what is wrong with it.
    this.#reader.open().catch(() => undefined);
  }

  /** As `OpenDatabase.request`; `again` asks anew where the reader was ended meanwhile. */
  async request<T>(
    ask: (client: ProcessClient) => Promise<T>,
    signal: AbortSignal | undefined,
    again: () => Promise<T>,
  ): Promise<T> {
    this.#reader ??= this.#make();
    const reader = this.#reader;
    try {
      await reader.open();
      return await reader.request(ask, signal);
    } catch (thrown) {
      if (reader === this.#reader || signal?.aborted) throw thrown;
      return again();
    }
  }

  async end(): Promise<void> {
    const reader = this.#reader;
    this.#reader = undefined;
    await reader?.close(0);
  }
}
