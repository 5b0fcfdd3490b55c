import { EventEmitter } from 'node:events';
import { pathToFileURL } from 'node:url';

/**
 * Runs a program as a utility process would: `process.parentPort` is there, Node's own channel to the parent is not.
 * Messages wait until the first listener, as Electron's do.
 */
const send = process.send?.bind(process);

class ParentPort extends EventEmitter {
  #waiting: unknown[] | undefined = [];

  constructor() {
    super();
    this.on('newListener', (event) => {
      if (event === 'message') queueMicrotask(() => this.#start());
    });
  }

  postMessage(message: unknown, ...more: unknown[]): void {
    if (more.length > 0) throw new TypeError('parentPort.postMessage takes no list of ports');
    send?.(message);
  }

  receive(message: unknown): void {
    if (this.#waiting === undefined) this.emit('message', { data: message, ports: [] });
    else this.#waiting.push(message);
  }

  #start(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    for (const message of waiting) this.receive(message);
  }
}

const parentPort = new ParentPort();
process.on('message', (message) => parentPort.receive(message));
process.on('disconnect', () => process.exit(0));

const [, , program = ''] = process.argv;
process.argv.splice(1, 1);
Object.assign(process, { parentPort, send: undefined, type: 'utility' });
await import(pathToFileURL(program).href);
