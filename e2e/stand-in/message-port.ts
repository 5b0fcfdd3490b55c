import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { fromWire, toWire, type WireData } from './wire.ts';

/** Where a port's messages go. */
interface FarEnd {
  send(data: WireData): void;
  close(): void;
}

/** Main's end of a port that a page handed over. Messages wait until `start`, as Electron's do. */
export class MessagePortMain
  extends EventEmitter
  implements Pick<Electron.MessagePortMain, 'close' | 'postMessage' | 'start'>
{
  readonly #far: FarEnd;
  #waiting: WireData[] | undefined = [];
  #closed = false;

  constructor(far: FarEnd) {
    super();
    this.#far = far;
  }

  start(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const data of waiting) this.#deliver(data);
  }

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw new TypeError('Port at index 0 is not a valid port');
    if (!this.#closed) this.#far.send(toWire(message));
  }

  close(): void {
    if (this.#closed) return;
    this.#far.close();
    this.closed();
  }

  /** From the page. */
  receive(data: WireData): void {
    if (this.#waiting === undefined) this.#deliver(data);
    else this.#waiting.push(data);
  }

  /** The other end closed, or its page went away. */
  closed(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.emit('close');
  }

  #deliver(data: WireData): void {
    this.emit('message', { data: fromWire(data), ports: [] });
  }
}
