import { join } from 'node:path';
import { app, type BrowserWindow, dialog, type RenderProcessGoneDetails } from 'electron';
import { type JsonFile, jsonFile } from '../app/json-file.ts';
import { mayComeBack, type PageEnd, pageEndsSchema, withPageEnd } from './page-ends.ts';
import { report } from './report.ts';

/**
 * Loads a window's page again when its process ended: at once, at the place in its address; the second time within a minute
 * a person is asked. Every end is written down in `page-ends.json`. The databases go on, for they have their own processes.
 */
export class ReturningPage {
  readonly #ends: JsonFile<PageEnd[]>;

  /** @param folder where the ends are written down */
  constructor(folder: string) {
    this.#ends = jsonFile(join(folder, 'page-ends.json'), pageEndsSchema, []);
  }

  watch(window: BrowserWindow): void {
    window.webContents.on('render-process-gone', (_event, details) => {
      if (details.reason !== 'clean-exit') this.#bringBack(window, details).catch(report);
    });
  }

  async #bringBack(window: BrowserWindow, { reason, exitCode }: RenderProcessGoneDetails): Promise<void> {
    report(`The window's process ended (${reason}, ${exitCode})`);
    const now = Date.now();
    const alone = mayComeBack(await this.#ends.read(), now);
    // What cannot be written down must not keep the window from coming back.
    const end = { at: new Date(now).toISOString(), reason, exitCode };
    this.#ends.change((ends) => withPageEnd(ends, end)).catch(report);
    if (window.isDestroyed()) return;
    if (alone || (await wantsAgain(window, reason))) window.webContents.reload();
    else app.quit();
  }
}

async function wantsAgain(window: BrowserWindow, reason: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    title: 'Starling',
    message: 'The window ended twice within a minute',
    detail: `Your databases were not touched. The system's word for it: ${reason}.`,
    buttons: ['Load again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
  });
  return response === 0;
}
