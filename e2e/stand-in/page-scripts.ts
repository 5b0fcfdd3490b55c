/// <reference lib="esnext.typedarrays" />
import type { FromPage, ToPage, WireData } from './wire.ts';

/** Name of the isolated world in which the preload runs. */
export const isolatedWorld = 'Electron Isolated Context';
/** The one function that exists in that world only and leads to the stand-in. */
export const bindingName = 'standInSend';
/** The function of that world that DevTools pauses to fill in a file's path. */
export const pathFunction = 'getPathForFile';

interface StandIn {
  receive(message: ToPage): void;
}
declare global {
  var standInSend: (text: string) => void;
  var standIn: StandIn;
}

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
  readonly later?: boolean;
}
type Module = Record<string, unknown>;
type Preload = (require: (name: string) => Module, module: { exports: unknown }, exports: unknown) => void;

/**
 * Runs in the page's own world before its first script; sent as text, so it may use nothing from outside. Makes what the
 * preload exposes out of calls to the isolated world: synchronous events, whose `detail` Chromium clones between worlds.
 */
export function pageWorld(): void {
  if (window.top !== window) return;
  const answered: Answer[] = [];
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;
  const call = (key: string, name: string, parameters: unknown[]): unknown => {
    last += 1;
    window.dispatchEvent(new CustomEvent('stand-in:call', { detail: { id: last, key, name, parameters } }));
    const answer = answered.pop();
    if (answer === undefined) throw new Error('The isolated world did not answer');
    if (answer.error !== undefined) throw new Error(answer.error);
    if (answer.later !== true) return answer.value;
    const later = Promise.withResolvers<unknown>();
    waiting.set(last, later);
    return later.promise;
  };
  window.addEventListener('stand-in:answer', (event) => {
    answered.push((event as CustomEvent).detail);
  });
  window.addEventListener('stand-in:settle', (event) => {
    const { id, value, error } = (event as CustomEvent).detail;
    if (error === undefined) waiting.get(id)?.resolve(value);
    else waiting.get(id)?.reject(new Error(error));
    waiting.delete(id);
  });
  window.addEventListener('stand-in:expose', (event) => {
    const { key, names } = (event as CustomEvent).detail;
    if (key in window) return;
    const functions = (names as string[]).map((name) => [
      name,
      (...parameters: unknown[]) => call(key, name, parameters),
    ]);
    Object.defineProperty(window, key, { value: Object.freeze(Object.fromEntries(functions)), enumerable: true });
  });
  // The order of the two worlds is not fixed: whoever comes second is heard.
  window.dispatchEvent(new CustomEvent('stand-in:hello'));
}

/** Runs in the isolated world before the page's first script; sent as text. Gives the preload its `require`. */
export function isolated(preload: Preload): void {
  if (window.top !== window) return;
  const send = (message: FromPage): void => globalThis.standInSend(JSON.stringify(message));
  const ports = new Map<number, MessagePort>();
  const invoked = new Map<number, PromiseWithResolvers<unknown>>();
  let last = 0;

  const toWire = (data: unknown): WireData => {
    if (typeof data === 'string') return { kind: 'text', value: data };
    if (data instanceof ArrayBuffer) return { kind: 'buffer', value: new Uint8Array(data).toBase64() };
    if (data instanceof Uint8Array) return { kind: 'bytes', value: data.toBase64() };
    throw new TypeError('The stand-in carries text and bytes on a port, nothing else');
  };
  const fromWire = ({ kind, value }: WireData): unknown => {
    if (kind === 'text') return value;
    const bytes = Uint8Array.fromBase64(value);
    return kind === 'bytes' ? bytes : bytes.buffer;
  };
  const adopt = (port: MessagePort): number => {
    last += 1;
    const id = last;
    ports.set(id, port);
    port.onmessage = ({ data }) => send({ kind: 'data', port: id, data: toWire(data) });
    port.addEventListener('close', () => send({ kind: 'closed', port: id }));
    return id;
  };
  globalThis.standIn = {
    receive(message) {
      if (message.kind === 'data') ports.get(message.port)?.postMessage(fromWire(message.data));
      else if (message.kind === 'close') ports.get(message.port)?.close();
      else if (message.kind === 'answer') invoked.get(message.id)?.resolve(message.value);
      else invoked.get(message.id)?.reject(new Error(message.message));
    },
  };

  const exposed = new Map<string, Record<string, (...parameters: unknown[]) => unknown>>();
  const announce = (): void => {
    for (const [key, api] of exposed)
      window.dispatchEvent(new CustomEvent('stand-in:expose', { detail: { key, names: Object.keys(api) } }));
  };
  const answer = (detail: unknown): boolean => window.dispatchEvent(new CustomEvent('stand-in:answer', { detail }));
  const settle = (detail: unknown): boolean => window.dispatchEvent(new CustomEvent('stand-in:settle', { detail }));
  const words = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
  window.addEventListener('stand-in:hello', announce);
  window.addEventListener('stand-in:call', (event) => {
    const { id, key, name, parameters } = (event as CustomEvent).detail;
    try {
      const value = exposed.get(key)?.[name]?.(...parameters);
      if (!(value instanceof Promise)) return void answer({ id, value });
      answer({ id, later: true });
      value.then(
        (settled) => settle({ id, value: settled }),
        (thrown) => settle({ id, error: words(thrown) }),
      );
    } catch (thrown) {
      answer({ id, error: words(thrown) });
    }
  });

  const electron = {
    contextBridge: {
      exposeInMainWorld(key: string, api: Record<string, (...parameters: unknown[]) => unknown>) {
        if (exposed.has(key)) throw new Error(`Cannot bind an API on top of an existing property: ${key}`);
        exposed.set(key, api);
        announce();
      },
    },
    ipcRenderer: {
      postMessage(channel: string, message: unknown, transfer: MessagePort[] = []) {
        send({ kind: 'post', channel, message, ports: transfer.map(adopt) });
      },
      invoke(channel: string, ...parameters: unknown[]) {
        last += 1;
        const pending = Promise.withResolvers<unknown>();
        invoked.set(last, pending);
        send({ kind: 'invoke', id: last, channel, parameters });
        return pending.promise;
      },
    },
    webUtils: {
      // The debugger knows the file, stops here and writes the answer.
      getPathForFile: function getPathForFile(file: unknown): string {
        if (!(file instanceof File)) throw new TypeError('getPathForFile takes a File');
        const answer = { path: '' };
        // biome-ignore lint/suspicious/noDebugger: this is where DevTools answers synchronously
        debugger;
        return answer.path;
      },
    },
  };
  const require = (name: string): Module => {
    if (name === 'electron') return electron;
    throw new Error(`module not found: ${name}. A sandboxed preload has only electron, events, timers and url`);
  };
  const module = { exports: {} };
  preload(require, module, module.exports);
}
