import { app } from 'electron';
import { report } from './report.ts';

/** How long a database process gets to close its connection when the application quits. */
export const quitGraceMs = 2000;

/**
 * Runs `finish` once between the last window and the end. Not in `before-quit`, which a window may still refuse; Electron
 * ends utility processes without asking them, so they are closed here.
 */
export function beforeEnding(finish: () => Promise<void>): void {
  let finished = false;
  let finishing = false;
  app.on('will-quit', (event) => {
    if (finished) return;
    event.preventDefault();
    if (finishing) return;
    finishing = true;
    finish()
      .catch(report)
      .finally(() => {
        finished = true;
        app.quit();
      });
  });
}
