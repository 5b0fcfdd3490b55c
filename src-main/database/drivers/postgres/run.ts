import type pg from 'pg';
import { Failure } from '#shared/model/failure.ts';
import { cancelStatement } from './cancel.ts';
import { failureOf } from './failures.ts';
import { leadingWord } from './leading-word.ts';
import type { Pool } from './pool.ts';
import { RawAnswer } from './raw-answer.ts';
import { type RawRow, type Receiver, Statement, type StatementRequest } from './statement.ts';

const STOP_PATIENCE_MS = 3000;

/**
 * A statement running on a connection of the pool. Disposing of it gives the connection back: in order when the statement
 * is done or failed, stopped when it is not. Cancelling answers at once; the server is stopped behind it.
 */
export class Run implements AsyncDisposable {
  readonly #pool: Pool;
  readonly #client: pg.Client;
  readonly #statement: Statement;
  readonly #text: string;
  readonly #signal: AbortSignal | undefined;
  #state: 'running' | 'paused' | 'done' | 'failed' | 'lost' = 'running';

  private constructor(pool: Pool, client: pg.Client, statement: Statement, text: string, signal?: AbortSignal) {
    this.#pool = pool;
    this.#client = client;
    this.#statement = statement;
    this.#text = text;
    this.#signal = signal;
  }

  static async start(pool: Pool, request: StatementRequest, receiver: Receiver, signal?: AbortSignal): Promise<Run> {
    refuseWriting(request.text);
    if (signal?.aborted) throw cancelled();
    const client = await pool.acquire(signal).catch((error: unknown) => {
      throw failureOf(error);
    });
    const statement = new Statement(request, receiver);
    client.query(statement);
    return new Run(pool, client, statement, request.text, signal);
  }

  /** Waits until a batch is complete, or all is. Throws failures. */
  async turn(): Promise<'paused' | 'done'> {
    const abort = Promise.withResolvers<never>();
    const onAbort = () => abort.reject(cancelled());
    if (this.#signal?.aborted) onAbort();
    this.#signal?.addEventListener('abort', onAbort, { once: true });
    try {
      this.#state = await Promise.race([this.#statement.turn, abort.promise]);
      return this.#state;
    } catch (error) {
      const failure = failureOf(error, this.#text);
      if (failure.code === 'CONNECTION_LOST') this.#state = 'lost';
      else if (failure.code !== 'CANCELLED') this.#state = 'failed';
      throw failure;
    } finally {
      this.#signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Asks for the next batch, after a pause. */
  resume(): void {
    this.#state = 'running';
    this.#statement.resume();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#state === 'done') this.#pool.release(this.#client);
    else if (this.#state === 'lost') this.#pool.discard(this.#client);
    else if (this.#state === 'running') void this.#stop();
    else await this.#settle(this.#state === 'paused' ? this.#statement.stop() : this.#client.query('rollback'));
  }

  async #settle(ending: Promise<unknown>): Promise<void> {
    await ending.then(
      () => this.#pool.release(this.#client),
      () => this.#pool.discard(this.#client),
    );
  }

  /** The connection is not used again: a cancel request that comes late would stop the wrong statement. */
  async #stop(): Promise<void> {
    await cancelStatement(this.#client, this.#pool.access);
    const ended = this.#statement.turn.catch(() => undefined);
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, STOP_PATIENCE_MS).unref())]);
    this.#pool.discard(this.#client);
  }
}

/** Runs a statement to its end. */
export async function runToEnd(
  pool: Pool,
  request: StatementRequest,
  receiver: Receiver,
  signal?: AbortSignal,
): Promise<void> {
  await using run = await Run.start(pool, request, receiver, signal);
  await run.turn();
}

/** The whole answer as the server's text. */
export async function askRaw(pool: Pool, request: StatementRequest, signal?: AbortSignal): Promise<readonly RawRow[]> {
  const answer = new RawAnswer();
  await runToEnd(pool, request, answer, signal);
  return answer.take();
}

function cancelled(): Failure {
  return new Failure('CANCELLED', 'Cancelled');
}

const READING: ReadonlySet<string> = new Set(['select', 'with', 'values', 'table', 'show', 'explain']);

/**
 * The transaction refuses what changes tables, but not everything with an effect: COPY writes files on the server,
 * REINDEX and ANALYZE rewrite, SET and LISTEN outlive the transaction. Only statements that ask something are sent.
 */
function refuseWriting(text: string): void {
  const word = leadingWord(text);
  if (word === undefined || READING.has(word)) return;
  throw new Failure(
    'READ_ONLY',
    'Starling only reads databases. Start the statement with SELECT, WITH, VALUES, TABLE, SHOW or EXPLAIN.',
    { sql: text },
  );
}
