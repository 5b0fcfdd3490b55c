import type pg from 'pg';
import { Failure } from '#shared/model/failure.ts';
import { cancelStatement } from './cancel.ts';
import { type Access, connect } from './client.ts';

const MOST = 4;
const IDLE_MS = 60_000;

interface Idle {
  readonly client: pg.Client;
  readonly timer: NodeJS.Timeout;
  /** By the clock on the wall, which goes on while a computer sleeps. */
  readonly since: number;
}

/**
 * A few connections to one database. One that broke is dropped, and the next question opens another. (pg's own pool
 * gives up on a question that waits longer for its turn than connecting may take.)
 */
export class Pool {
  readonly access: Access;
  readonly #idle: Idle[] = [];
  readonly #busy = new Set<pg.Client>();
  readonly #waiting: (() => void)[] = [];
  #connecting = 0;
  #closed = false;

  /** `first` is an open connection, from which `access` is known to work. */
  constructor(access: Access, first: pg.Client) {
    this.access = access;
    first.once('end', () => this.#forget(first));
    this.#rest(first);
  }

  /** A connection of one's own until it is given back. Waits while all are busy. */
  async acquire(signal?: AbortSignal): Promise<pg.Client> {
    while (!this.#closed && this.#idle.length === 0 && this.#busy.size + this.#connecting >= MOST) {
      await this.#turn(signal);
    }
    this.#checkOpen();
    const client = this.#wake() ?? (await this.#connect(signal));
    this.#busy.add(client);
    return client;
  }

  release(client: pg.Client): void {
    if (this.#closed) return;
    this.#busy.delete(client);
    this.#rest(client);
    this.#next();
  }

  /** Ends a connection that is not to be used again. */
  discard(client: pg.Client): void {
    this.#busy.delete(client);
    void client.end();
    this.#next();
  }

  /** Stops what is running, then ends every connection. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const goOn of this.#waiting.splice(0)) goOn();
    const idle = this.#idle.splice(0);
    for (const { timer } of idle) clearTimeout(timer);
    const busy = [...this.#busy];
    await Promise.all(busy.map((client) => cancelStatement(client, this.access)));
    await Promise.all([...busy, ...idle.map(({ client }) => client)].map((client) => client.end()));
  }

  #rest(client: pg.Client): void {
    const timer = setTimeout(() => void client.end(), IDLE_MS).unref();
    this.#idle.push({ client, timer, since: Date.now() });
  }

  /** The connection that rested last. One that rested too long, while the computer slept, may be dead without a word. */
  #wake(): pg.Client | undefined {
    for (;;) {
      const idle = this.#idle.pop();
      clearTimeout(idle?.timer);
      if (idle === undefined || Date.now() - idle.since <= IDLE_MS) return idle?.client;
      idle.client.connection.stream.destroy();
    }
  }

  #forget(client: pg.Client): void {
    const at = this.#idle.findIndex((idle) => idle.client === client);
    if (at >= 0) clearTimeout(this.#idle.splice(at, 1)[0]?.timer);
  }

  async #connect(signal: AbortSignal | undefined): Promise<pg.Client> {
    this.#connecting++;
    try {
      const client = await connect(this.access, signal);
      client.once('end', () => this.#forget(client));
      if (this.#closed) void client.end();
      this.#checkOpen();
      return client;
    } catch (error) {
      this.#next();
      throw error;
    } finally {
      this.#connecting--;
    }
  }

  #next(): void {
    this.#waiting.shift()?.();
  }

  async #turn(signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const goOn = () => resolve();
    this.#waiting.push(goOn);
    signal?.addEventListener('abort', goOn, { once: true });
    await promise;
    signal?.removeEventListener('abort', goOn);
    const at = this.#waiting.indexOf(goOn);
    if (at >= 0) this.#waiting.splice(at, 1);
    if (!signal?.aborted) return;
    if (at < 0) this.#next();
    throw new Failure('CANCELLED', 'Cancelled');
  }

  #checkOpen(): void {
    if (this.#closed) throw new Failure('NOT_OPEN', 'This database is closed. Open it again.');
  }
}
