import type { Duplex } from 'node:stream';
import type { Connection, Submittable } from 'pg';

/** What pg calls its connection, as far as COPY needs it. */
interface Wire {
  readonly stream: Duplex;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

/** `COPY … FROM STDIN` as one query of pg: rows go in while the server takes them. */
export class CopyQuery implements Submittable {
  /** Settles when the server waits for rows. */
  readonly ready: Promise<void>;
  readonly #text: string;
  readonly #ready = Promise.withResolvers<void>();
  readonly #done = Promise.withResolvers<number>();
  #connection: Wire | undefined;
  #rows = 0;

  constructor(text: string) {
    this.#text = text;
    this.ready = this.#ready.promise;
    this.ready.catch(() => undefined);
    this.#done.promise.catch(() => undefined);
  }

  /** Sends bytes, and waits while the server is slower than we are. Throws the server's error as soon as it is known. */
  async send(bytes: Buffer): Promise<void> {
    const connection = this.#connection as Wire;
    connection.sendCopyFromChunk(bytes);
    if (!connection.stream.writableNeedDrain) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    connection.stream.once('drain', resolve);
    await Promise.race([promise, this.#done.promise]).finally(() => connection.stream.removeListener('drain', resolve));
  }

  /** Rows copied. */
  end(): Promise<number> {
    this.#connection?.endCopyFrom();
    return this.#done.promise;
  }

  /** Ends the COPY without its rows, whatever became of it. */
  async giveUp(): Promise<void> {
    this.#connection?.sendCopyFail('cancelled');
    await this.#done.promise.catch(() => undefined);
  }

  submit(connection: Connection): void {
    this.#connection = connection as unknown as Wire;
    this.#connection.query(this.#text);
  }

  handleCopyInResponse(): void {
    this.#ready.resolve();
  }

  handleCommandComplete(message: { text?: string }): void {
    this.#rows = Number(/^COPY (\d+)/.exec(message.text ?? '')?.[1] ?? 0);
  }

  handleReadyForQuery(): void {
    this.#done.resolve(this.#rows);
  }

  handleError(error: Error): void {
    this.#ready.reject(error);
    this.#done.reject(error);
  }
}
