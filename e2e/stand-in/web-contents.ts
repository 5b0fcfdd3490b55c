import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { app } from './app.ts';
import { ipcMain, type SenderFrame } from './ipc-main.ts';
import type { MessagePortMain } from './message-port.ts';
import type { PageConnection } from './page-connection.ts';
import { allows } from './preventable.ts';

type Members =
  | 'close'
  | 'forcefullyCrashRenderer'
  | 'getURL'
  | 'id'
  | 'isDestroyed'
  | 'reload'
  | 'setWindowOpenHandler';

/** What a window does for its contents. */
export interface ContentsParts {
  readonly preferences: Electron.WebPreferences;
  close(): void;
}

const all = new Map<string, WebContents>();
let last = 0;

/** The page of a window, as the application sees it. */
export class WebContents extends EventEmitter implements Pick<Electron.WebContents, Members> {
  readonly id: number;
  readonly #parts: ContentsParts;
  #page: PageConnection | undefined;
  #target = '';
  /** An address that the application itself loads; nobody is asked about it. */
  #loading: string | undefined;
  #openHandler: ((details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse) | undefined;
  #destroyed = false;

  constructor(parts: ContentsParts) {
    super();
    last += 1;
    this.id = last;
    this.#parts = parts;
    app.emit('web-contents-created', {}, this);
  }

  static fromDevToolsTargetId(target: string): WebContents | undefined {
    return all.get(target);
  }

  /** Once Chromium has a page for it. */
  attach(target: string, page: PageConnection): void {
    this.#target = target;
    this.#page = page;
    all.set(target, this);
  }

  getURL(): string {
    return this.#page?.address ?? '';
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  close(): void {
    this.#parts.close();
  }

  /** Not in `electron.d.ts`, but there; the smoke test asks real Electron for the same. */
  getLastWebPreferences(): Electron.WebPreferences {
    return this.#parts.preferences;
  }

  setWindowOpenHandler(handler: (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse): void {
    this.#openHandler = handler;
  }

  forcefullyCrashRenderer(): void {
    this.#page?.crash();
  }

  /** As after a crash, which Chromium's own reload does not outlive. */
  reload(): void {
    void this.load(this.getURL());
  }

  async load(address: string): Promise<void> {
    this.#loading = address;
    await this.#page?.load(address);
  }

  destroyed(): void {
    this.#destroyed = true;
    all.delete(this.#target);
    this.#page?.leave();
    this.emit('destroyed');
  }

  /** `will-frame-navigate` for every frame, `will-navigate` for the main one, unless the application asked. */
  mayNavigate(address: string, isMainFrame: boolean): boolean {
    if (isMainFrame && address === this.#loading) {
      this.#loading = undefined;
      return true;
    }
    const may = allows(this, 'will-frame-navigate', { url: address, isMainFrame });
    return isMainFrame ? may && allows(this, 'will-navigate', { url: address, isMainFrame }) : may;
  }

  /** The stand-in opens no second page; an application that allows one is told so. */
  opened(url: string): void {
    const details = {
      url,
      frameName: '',
      features: '',
      disposition: 'new-window',
      referrer: { url: '', policy: 'default' },
    };
    const action = this.#openHandler?.(details as Electron.HandlerDetails).action ?? 'allow';
    if (action !== 'deny')
      throw new Error(`A page may open ${url}: the stand-in expects every new window to be refused`);
  }

  receive(channel: string, message: unknown, ports: readonly MessagePortMain[]): void {
    if (ipcMain.listenerCount(channel) === 0) throw new Error(`Nobody listens on the channel '${channel}'`);
    ipcMain.emit(channel, { sender: this, senderFrame: this.#frame(), ports }, message);
  }

  invoke(channel: string, parameters: readonly unknown[]): Promise<unknown> {
    return ipcMain.invoke(channel, { sender: this, senderFrame: this.#frame() }, parameters);
  }

  #frame(): SenderFrame {
    return { url: this.getURL(), parent: null };
  }
}
