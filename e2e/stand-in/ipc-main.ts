import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';

/** Who sent a message. `parent` is always null: the stand-in gives the preload to main frames only. */
export interface SenderFrame {
  readonly url: string;
  readonly parent: null;
}

type InvokeHandler = (event: unknown, ...parameters: unknown[]) => unknown;

class IpcMain extends EventEmitter implements Pick<Electron.IpcMain, 'handle'> {
  readonly #handlers = new Map<string, InvokeHandler>();

  handle(channel: string, handler: (...parameters: never[]) => unknown): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler as InvokeHandler);
  }

  async invoke(channel: string, event: unknown, parameters: readonly unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return handler(event, ...parameters);
  }
}

export const ipcMain = new IpcMain();
