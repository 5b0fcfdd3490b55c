import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { app } from './app.ts';
import type { Chromium } from './chromium.ts';
import { ignoreGone, Session } from './devtools.ts';
import { lifecycle } from './lifecycle.ts';
import { PageConnection } from './page-connection.ts';
import { assertConfined, readPreload } from './preferences.ts';
import { allows } from './preventable.ts';
import { assertPermissionsDecided } from './protocol.ts';
import { WebContents } from './web-contents.ts';

type Members =
  | 'close'
  | 'focus'
  | 'getNormalBounds'
  | 'isDestroyed'
  | 'isMaximized'
  | 'isMinimized'
  | 'loadURL'
  | 'maximize'
  | 'restore'
  | 'setBounds'
  | 'show';

const windows = new Set<BrowserWindow>();
let browser: Promise<Chromium> | undefined;

/** Before the first window. */
export function setBrowser(chromium: Promise<Chromium>): void {
  browser = chromium;
}

/** A window: a page of its own in Chromium. Its frame, its focus and its place on the screen are only remembered. */
export class BrowserWindow extends EventEmitter implements Pick<Electron.BrowserWindow, Members> {
  readonly webContents: WebContents;
  /** For tests: how often it was asked to come to the front. */
  shown = 0;
  #bounds: Electron.Rectangle;
  #maximized = false;
  #destroyed = false;
  readonly #target: Promise<string>;
  #page: PageConnection | undefined;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    lifecycle.onlyAfterReady('BrowserWindow');
    const preferences = options.webPreferences ?? {};
    assertConfined(preferences);
    assertPermissionsDecided();
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.#bounds = { x, y, width, height };
    this.webContents = new WebContents({ preferences, close: () => this.close() });
    this.#target = this.#open(readPreload(preferences.preload));
    windows.add(this);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return [...windows].find((window) => window.webContents === contents) ?? null;
  }

  async loadURL(address: string): Promise<void> {
    await this.#target;
    await this.webContents.load(address);
  }

  show(): void {
    this.shown += 1;
  }

  focus(): void {
    this.shown += 1;
  }

  isMinimized(): boolean {
    return false;
  }

  restore(): void {
    this.#maximized = false;
  }

  maximize(): void {
    this.#maximized = true;
  }

  isMaximized(): boolean {
    return this.#maximized;
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
  }

  getNormalBounds(): Electron.Rectangle {
    return this.#bounds;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  close(): void {
    void this.tryClose();
  }

  /** False when the application kept the window open. */
  async tryClose(): Promise<boolean> {
    if (this.#destroyed) return true;
    if (!allows(this, 'close')) return false;
    const target = await this.#target;
    this.#gone();
    const { devtools } = await chromium();
    await devtools.send('Target.closeTarget', { targetId: target }).catch(ignoreGone);
    return true;
  }

  #gone(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    windows.delete(this);
    this.webContents.destroyed();
    this.emit('closed');
    if (windows.size === 0) app.lastWindowClosed();
  }

  async #open(preload: string): Promise<string> {
    const { devtools } = await chromium();
    const { width, height } = this.#bounds;
    const { targetId } = await devtools.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width,
      height,
    });
    const { sessionId } = await devtools.send('Target.attachToTarget', { targetId, flatten: true });
    const contents = this.webContents;
    this.#page = new PageConnection(new Session(devtools, sessionId), targetId, {
      mayNavigate: (address, isMainFrame) => contents.mayNavigate(address, isMainFrame),
      message: (channel, message, ports) => contents.receive(channel, message, ports),
      invoke: (channel, parameters) => contents.invoke(channel, parameters),
      opened: (address) => contents.opened(address),
      loaded: () => this.emit('ready-to-show'),
      crashed: () => contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }),
    });
    contents.attach(targetId, this.#page);
    devtools.on('Target.targetDestroyed', (gone) => {
      if (gone.targetId === targetId) this.#gone();
    });
    await this.#page.prepare(preload);
    return targetId;
  }
}

/** Asks every window to close; false when one stayed. */
export async function closeWindows(): Promise<boolean> {
  const closed = await Promise.all([...windows].map((window) => window.tryClose()));
  return closed.every(Boolean);
}

/** Pages that a page opened are closed at once: the application has refused them. */
export async function refusePopups(): Promise<void> {
  const { devtools } = await chromium();
  devtools.on('Target.targetCreated', ({ targetInfo }) => {
    const { openerId, targetId } = targetInfo;
    if (openerId !== undefined) devtools.send('Target.closeTarget', { targetId }).catch(ignoreGone);
  });
  await devtools.send('Target.setDiscoverTargets', { discover: true });
}

function chromium(): Promise<Chromium> {
  if (browser === undefined) throw new Error('There is no Chromium before app is ready');
  return browser;
}
