import { setTimeout } from 'node:timers/promises';
import type { Protocol } from '../../node_modules/playwright-core/types/protocol.d.ts';

export type { Protocol };

type Commands = Protocol.CommandParameters;
type Answers = Protocol.CommandReturnValues;
type Events = Protocol.Events;

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Pending {
  readonly method: string;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

type Listener = (params: never) => void;

/** How often a browser is asked, and milliseconds in between. */
const ATTEMPTS = 20;
const BETWEEN = 100;

/** A client of Chromium's DevTools protocol, as small as the stand-in needs. */
export class DevTools {
  readonly #socket: WebSocket;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<string, Listener[]>();
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#receive(JSON.parse(String(data))));
    socket.addEventListener('close', () => this.#rejectAll());
  }

  /** A browser that has just said where it listens may not do so yet: asked a few times. */
  static async connect(address: string): Promise<DevTools> {
    for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) {
      const found = await DevTools.#tryAt(address).catch(() => null);
      if (found !== null) return found;
      await setTimeout(BETWEEN);
    }
    return DevTools.#tryAt(address);
  }

  static #tryAt(address: string): Promise<DevTools> {
    const socket = new WebSocket(address);
    return new Promise((resolve, reject) => {
      socket.addEventListener('open', () => resolve(new DevTools(socket)), { once: true });
      socket.addEventListener('error', () => reject(new Error(`No DevTools at ${address}`)), { once: true });
    });
  }

  /** Without `session`: the browser itself. */
  send<M extends keyof Commands>(method: M, params: Commands[M], session?: string): Promise<Answers[M]> {
    this.#last += 1;
    const id = this.#last;
    const { promise, resolve, reject } = Promise.withResolvers<Answers[M]>();
    this.#pending.set(id, { method, resolve: (result) => resolve(result as Answers[M]), reject });
    this.#socket.send(JSON.stringify({ id, method, params, ...(session === undefined ? {} : { sessionId: session }) }));
    return promise;
  }

  on<E extends keyof Events>(event: E, listener: (params: Events[E]) => void, session = ''): void {
    const key = `${session} ${event}`;
    this.#listeners.set(key, [...(this.#listeners.get(key) ?? []), listener as Listener]);
  }

  close(): void {
    this.#socket.close();
  }

  #receive({ id, sessionId = '', method, params, result, error }: Message): void {
    if (id === undefined) {
      for (const listener of this.#listeners.get(`${sessionId} ${method}`) ?? []) listener(params as never);
      return;
    }
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (error === undefined) pending?.resolve(result);
    else pending?.reject(new Error(`${pending.method}: ${error.message}`));
  }

  #rejectAll(): void {
    for (const { method, reject } of this.#pending.values()) reject(new BrowserGone(method));
    this.#pending.clear();
  }
}

/**
 * For commands about something that may have gone away meanwhile: a page that was closed or navigated, a request that was
 * given up, a browser that ended. Anything else is a fault of the stand-in.
 */
export function ignoreGone(thrown: unknown): void {
  const words = thrown instanceof Error ? thrown.message : '';
  const gone =
    /InterceptionId|Session with given id|No target with given id|Cannot find context|context was destroyed|Inspected target navigated|Target crashed/;
  if (!(thrown instanceof BrowserGone) && !gone.test(words)) throw thrown;
}

/** The browser ended while a command was under way. */
export class BrowserGone extends Error {
  constructor(method: string) {
    super(`${method}: Chromium has ended`);
  }
}

/** The protocol of one page. */
export class Session {
  readonly #devtools: DevTools;
  readonly #id: string;

  constructor(devtools: DevTools, id: string) {
    this.#devtools = devtools;
    this.#id = id;
  }

  send<M extends keyof Commands>(method: M, params: Commands[M]): Promise<Answers[M]> {
    return this.#devtools.send(method, params, this.#id);
  }

  on<E extends keyof Events>(event: E, listener: (params: Events[E]) => void): void {
    this.#devtools.on(event, listener, this.#id);
  }
}
