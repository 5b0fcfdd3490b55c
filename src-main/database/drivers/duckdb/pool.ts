import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { Failure } from '#shared/model/failure.ts';

/** More statements at once would only wait for each other: the binding runs on Node's four worker threads. */
const most = 4;

/** How often a statement that was told to stop is told again: one told between two steps does not hear it. */
const insist = 10;

/** Connections of one instance, each used by one statement at a time. */
export class ConnectionPool {
  readonly #instance: DuckDBInstance;
  readonly #idle: DuckDBConnection[] = [];
  readonly #waiting: ((connection: DuckDBConnection) => void)[] = [];
  #open = 0;

  constructor(instance: DuckDBInstance) {
    this.#instance = instance;
  }

  /** Runs `use` on a free connection. An abort answers at once; the connection comes back when the engine has stopped. */
  async run<T>(signal: AbortSignal | undefined, use: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const lease = await this.lease(signal);
    try {
      return await lease.run(() => use(lease.connection));
    } finally {
      lease.release();
    }
  }

  async lease(signal: AbortSignal | undefined): Promise<Lease> {
    const connection = await this.#take(signal);
    return new Lease(connection, signal, () => this.#give(connection));
  }

  close(): void {
    for (const connection of this.#idle.splice(0)) connection.closeSync();
  }

  async #take(signal: AbortSignal | undefined): Promise<DuckDBConnection> {
    if (signal?.aborted) throw cancelled();
    const idle = this.#idle.pop();
    if (idle) return idle;
    if (this.#open < most) {
      this.#open++;
      return this.#instance.connect();
    }
    const queued = Promise.withResolvers<DuckDBConnection>();
    const stop = () => {
      this.#waiting.splice(this.#waiting.indexOf(queued.resolve), 1);
      queued.reject(cancelled());
    };
    this.#waiting.push(queued.resolve);
    signal?.addEventListener('abort', stop, { once: true });
    return queued.promise.finally(() => signal?.removeEventListener('abort', stop));
  }

  #give(connection: DuckDBConnection): void {
    const next = this.#waiting.shift();
    if (next) next(connection);
    else this.#idle.push(connection);
  }
}

/** One connection, held by one statement until `release`. */
export class Lease {
  readonly connection: DuckDBConnection;
  readonly #signal: AbortSignal | undefined;
  readonly #back: () => void;
  #running: Promise<unknown> | undefined;

  constructor(connection: DuckDBConnection, signal: AbortSignal | undefined, back: () => void) {
    this.connection = connection;
    this.#signal = signal;
    this.#back = back;
  }

  /** Runs one step of the statement. An abort rejects at once; `release` then sees to it that the engine stops. */
  async run<T>(step: () => Promise<T>): Promise<T> {
    if (this.#signal?.aborted) throw cancelled();
    const aborted = Promise.withResolvers<never>();
    const stop = () => aborted.reject(cancelled());
    this.#signal?.addEventListener('abort', stop, { once: true });
    const running = step().finally(() => {
      this.#running = undefined;
    });
    this.#running = running;
    try {
      return await Promise.race([running, aborted.promise]);
    } finally {
      this.#signal?.removeEventListener('abort', stop);
    }
  }

  /** Stops what still runs and gives the connection back once it is quiet. Does not wait for that. */
  release(): void {
    const running = this.#running;
    if (!running) {
      this.#back();
      return;
    }
    this.connection.interrupt();
    const again = setInterval(() => this.connection.interrupt(), insist);
    const quiet = () => {
      clearInterval(again);
      this.#back();
    };
    running.then(quiet, quiet);
  }
}

function cancelled(): Failure {
  return new Failure('CANCELLED', 'Cancelled');
}
