import type { DuckDBConnection } from '@duckdb/node-api';
import { Failure } from '#shared/model/failure.ts';

/** More statements at once would only wait for each other: the binding runs on Node's four worker threads. */
const most = 4;

/** How often a statement that was told to stop is told again: one told between two steps does not hear it. */
const insistEvery = 10;

/** Connections of one instance, each used by one statement at a time. */
export class ConnectionPool {
  readonly #connect: () => Promise<DuckDBConnection>;
  readonly #idle: DuckDBConnection[] = [];
  readonly #waiting = new Set<PromiseWithResolvers<DuckDBConnection>>();
  readonly #leases = new Set<Lease>();
  #open = 0;

  constructor(connect: () => Promise<DuckDBConnection>) {
    this.#connect = connect;
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

  /** A connection for one statement of several steps. The caller releases it. */
  async lease(signal: AbortSignal | undefined): Promise<Lease> {
    const connection = await this.#take(signal);
    const lease = new Lease(connection, signal, () => {
      this.#leases.delete(lease);
      this.#give(connection);
    });
    this.#leases.add(lease);
    return lease;
  }

  /** Stops what runs, and closes every connection once it is quiet. */
  async close(): Promise<void> {
    for (const { reject } of this.#waiting) reject(cancelled());
    this.#waiting.clear();
    await Promise.all([...this.#leases].map((lease) => lease.release()));
    for (const connection of this.#idle.splice(0)) connection.closeSync();
  }

  async #take(signal: AbortSignal | undefined): Promise<DuckDBConnection> {
    if (signal?.aborted) throw cancelled();
    const idle = this.#idle.pop();
    if (idle) return idle;
    if (this.#open < most) return this.#another();
    const queued = Promise.withResolvers<DuckDBConnection>();
    const stop = () => {
      this.#waiting.delete(queued);
      queued.reject(cancelled());
    };
    this.#waiting.add(queued);
    signal?.addEventListener('abort', stop, { once: true });
    return queued.promise.finally(() => signal?.removeEventListener('abort', stop));
  }

  async #another(): Promise<DuckDBConnection> {
    this.#open++;
    try {
      return await this.#connect();
    } catch (thrown) {
      this.#open--;
      throw thrown;
    }
  }

  #give(connection: DuckDBConnection): void {
    const [next] = this.#waiting;
    if (next) {
      this.#waiting.delete(next);
      next.resolve(connection);
    } else this.#idle.push(connection);
  }
}

/** One connection, held by one statement until it is released. */
export class Lease {
  readonly connection: DuckDBConnection;
  readonly #signal: AbortSignal | undefined;
  readonly #giveBack: () => void;
  #running: Promise<unknown> | undefined;
  #released: Promise<void> | undefined;
  #inTransaction = false;

  constructor(connection: DuckDBConnection, signal: AbortSignal | undefined, giveBack: () => void) {
    this.connection = connection;
    this.#signal = signal;
    this.#giveBack = giveBack;
  }

  /** Runs one step of the statement. An abort rejects at once; `release` then sees to it that the engine stops. */
  async run<T>(step: () => Promise<T>): Promise<T> {
    if (this.#signal?.aborted || this.#released) throw cancelled();
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

  /** Opens a transaction around what follows; `release` ends it. */
  async begin(): Promise<void> {
    await this.run(() => this.connection.run('begin'));
    this.#inTransaction = true;
  }

  /**
   * Stops what still runs and gives the connection back; resolves once it is quiet. Callers need not wait. A streaming
   * answer that was not read to its end goes on filling its buffer until the next statement, which the rollback is.
   */
  release(): Promise<void> {
    this.#released ??= this.#stop().finally(this.#giveBack);
    return this.#released;
  }

  async #stop(): Promise<void> {
    if (this.#running) {
      const tell = () => this.connection.interrupt();
      tell();
      const again = setInterval(tell, insistEvery);
      await Promise.allSettled([this.#running]);
      clearInterval(again);
    }
    if (this.#inTransaction) await this.connection.run('rollback');
  }
}

function cancelled(): Failure {
  return new Failure('CANCELLED', 'Cancelled');
}
