import type { Connection as PgConnection, Submittable } from 'pg';
import type { SqlValue } from '../../sql/sql.ts';

/** A column as the server describes it in an answer. */
export interface Field {
  readonly name: string;
  readonly dataTypeID: number;
}

export type RawRow = readonly (string | null)[];

/** Takes an answer as it arrives. */
export interface Receiver {
  fields(fields: readonly Field[]): void;
  row(values: RawRow): void;
}

/** When the server is to stop a statement by itself. */
export interface Limits {
  readonly timeoutMs: number;
  /** Also when the connection is gone, which not every server can see (PostgreSQL 14 and newer, on most systems). */
  readonly endWithClient: boolean;
}

export interface StatementRequest {
  readonly text: string;
  readonly values: readonly SqlValue[];
  readonly limits: Limits;
  /** Pause after so many rows, until `resume` or `stop`; absent: never. */
  readonly batchRows?: number;
}

/** The order in which a transaction's four statements complete. */
const steps = ['begin', 'settings', 'query', 'commit'] as const;

/**
 * One statement in a read-only transaction of its own, in a single round trip: BEGIN, the transaction's settings, the
 * statement and COMMIT travel together, and the server skips the rest after the first that fails. Nothing outlives the
 * transaction, so it holds behind a transaction pooler. Over the extended protocol, which takes one statement only.
 *
 * (Submitted to a pg client, which calls the `handle…` methods; see
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY.)
 */
export class Statement implements Submittable {
  readonly #request: StatementRequest;
  readonly #receiver: Receiver;
  #connection: Wire | undefined;
  #step = 0;
  #turn = Promise.withResolvers<'paused' | 'done'>();

  constructor(request: StatementRequest, receiver: Receiver) {
    this.#request = request;
    this.#receiver = receiver;
    // Whoever waits hears of an error; so that a cancelled statement, which nobody waits for, is not an unhandled one:
    this.#turn.promise.catch(() => undefined);
  }

  /** Resolves when a batch is complete, or all is; rejects with the engine's error. */
  get turn(): Promise<'paused' | 'done'> {
    return this.#turn.promise;
  }

  submit(connection: PgConnection): void {
    const wire = connection as unknown as Wire;
    const { text, values, batchRows } = this.#request;
    this.#connection = wire;
    wire.stream.cork();
    execute(wire, 'begin read only');
    execute(wire, settings(this.#request.limits));
    wire.parse({ text, types: values.map(typeOf) });
    wire.bind({ values: values.map(textOf) });
    wire.describe({ type: 'P' });
    wire.execute({ rows: batchRows ?? 0 });
    if (batchRows === undefined) this.#commit(wire);
    else wire.flush();
    wire.stream.uncork();
  }

  /** Asks for the next batch, after a pause. */
  resume(): void {
    this.#turn = Promise.withResolvers();
    this.#turn.promise.catch(() => undefined);
    this.#connection?.execute({ rows: this.#request.batchRows ?? 0 });
    this.#connection?.flush();
  }

  /** Ends the transaction during a pause, without the remaining rows. */
  stop(): Promise<'paused' | 'done'> {
    this.#turn = Promise.withResolvers();
    this.#step = steps.indexOf('commit');
    if (this.#connection) this.#commit(this.#connection);
    return this.turn;
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    this.#receiver.fields(fields);
  }

  handleDataRow({ fields }: { readonly fields: RawRow }): void {
    if (steps[this.#step] === 'query') this.#receiver.row(fields);
  }

  handleCommandComplete(): void {
    const step = steps[this.#step++];
    if (step === 'query' && this.#request.batchRows !== undefined && this.#connection) this.#commit(this.#connection);
  }

  /** An empty statement completes in its own way. */
  handleEmptyQuery(): void {
    this.handleCommandComplete();
  }

  handlePortalSuspended(): void {
    this.#turn.resolve('paused');
  }

  handleReadyForQuery(): void {
    this.#turn.resolve('done');
  }

  handleError(error: Error): void {
    // The server skips everything up to the next sync; without batches it is already on its way.
    if (this.#request.batchRows !== undefined && steps[this.#step] !== 'commit') this.#connection?.sync();
    this.#turn.reject(error);
  }

  handleCopyInResponse(): void {
    this.#connection?.sendCopyFail('Starling only reads');
  }

  handleCopyData(): undefined {
    return undefined;
  }

  #commit(wire: Wire): void {
    execute(wire, 'commit');
    wire.sync();
  }
}

/** What a pg connection sends, as far as we use it; its published types lack some. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  parse(message: { readonly text: string; readonly types?: readonly number[] }): void;
  bind(message: { readonly values?: readonly (string | null)[] }): void;
  describe(message: { readonly type: 'P' }): void;
  execute(message: { readonly rows?: number }): void;
  flush(): void;
  sync(): void;
  sendCopyFail(message: string): void;
}

function execute(wire: Wire, text: string): void {
  wire.parse({ text });
  wire.bind({});
  wire.execute({});
}

/**
 * Settings of the transaction only: they make every value's text the same whatever the server's defaults are. A select
 * rather than SET, because it takes the transaction's snapshot, after which nothing can make it write any more.
 */
function settings({ timeoutMs, endWithClient }: Limits): string {
  const values = {
    statement_timeout: String(timeoutMs),
    timezone: 'UTC',
    datestyle: 'ISO, MDY',
    intervalstyle: 'postgres',
    bytea_output: 'hex',
    extra_float_digits: '1',
    ...(endWithClient && { client_connection_check_interval: '2s' }),
  };
  const calls = Object.entries(values).map(([name, value]) => `set_config('${name}', '${value}', true)`);
  return `select ${[...calls, ROOM_TO_WORK].join(', ')}`;
}

/** A server's default of 4 MB makes it sort rows on disk that it could group in memory, in a third of the time. */
const ROOM_TO_WORK = `set_config('work_mem', greatest(pg_size_bytes(current_setting('work_mem')), 67108864) / 1024 || 'kB', true)`;

/** Type numbers of `integer`, `bigint`, `numeric`, `double precision`, `boolean`; 0 lets the server infer. */
function typeOf(value: SqlValue): number {
  if (typeof value === 'boolean') return 16;
  if (typeof value === 'bigint') return BigInt.asIntN(64, value) === value ? 20 : 1700;
  if (typeof value !== 'number') return 0;
  if (!Number.isInteger(value) || Object.is(value, -0) || !Number.isSafeInteger(value)) return 701;
  return Math.abs(value) < 2 ** 31 ? 23 : 20;
}

function textOf(value: SqlValue): string | null {
  if (value === null) return null;
  return Object.is(value, -0) ? '-0' : String(value);
}
