import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { type JsonFile, jsonFile } from '../app/json-file.ts';
import { appAddress } from './app-protocol.ts';
import { ReturningPage } from './returning-page.ts';
import { boundsOnScreen, type Placement, placementSchema, unplaced } from './window-bounds.ts';

interface Options {
  /** The built preload. */
  readonly preload: string;
  /** Where the window's bounds are kept, and the ends of its page. */
  readonly folder: string;
}

/** The one window: made when needed, put where it was, brought forward when something is opened. */
export class Windows {
  readonly #preload: string;
  readonly #placement: JsonFile<Placement>;
  readonly #returning: ReturningPage;
  #window: BrowserWindow | undefined;
  #saved: Promise<void> = Promise.resolve();

  constructor({ preload, folder }: Options) {
    this.#preload = preload;
    this.#placement = jsonFile(join(folder, 'window.json'), placementSchema, unplaced);
    this.#returning = new ReturningPage(folder);
  }

  get current(): BrowserWindow | undefined {
    return this.#window;
  }

  /** Shows the window in front of the others, after making it if there is none. */
  async show(): Promise<void> {
    const placement = await this.#placement.read();
    if (this.#window === undefined) this.#make(placement);
    else bringForward(this.#window);
  }

  /** Resolves when the bounds of a closed window are on the disk. */
  saved(): Promise<void> {
    return this.#saved;
  }

  #make({ bounds, maximized }: Placement): void {
    const screens = screen.getAllDisplays().map((display) => display.workArea);
    const window = new BrowserWindow({
      ...(boundsOnScreen(bounds, screens) ?? { width: 1360, height: 860 }),
      minWidth: 720,
      minHeight: 480,
      show: false,
      title: 'Starling',
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
      webPreferences: {
        preload: this.#preload,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: false,
      },
    });
    this.#window = window;
    this.#returning.watch(window);
    if (maximized) window.maximize();
    window.once('ready-to-show', () => window.show());
    window.on('close', () => this.#remember(window));
    window.once('closed', () => {
      this.#window = undefined;
    });
    void window.loadURL(appAddress);
  }

  #remember(window: BrowserWindow): void {
    const placement = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
    this.#saved = this.#placement.change(() => placement);
  }
}

function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
