import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from './app.ts';
import { closeWindows, refusePopups, setBrowser } from './browser-window.ts';
import { type Chromium, startChromium } from './chromium.ts';
import { lifecycle } from './lifecycle.ts';
import { endUtilityProcesses } from './utility-process.ts';

interface Options {
  /** The application: a folder with a `package.json`. */
  readonly folder: string;
  /** Switches that Chromium must have too. */
  readonly switches: readonly string[];
}

/** How long an entry may take to finish; `ready` waits for it, so one that waits for `ready` never does. */
const entryMs = 5000;

/** Starts the application: its entry, `will-finish-launching`, files that came early, `ready`. */
export async function run({ folder, switches }: Options): Promise<void> {
  let chromium: Promise<Chromium> | undefined;
  let ending = false;
  const entry = app.begin(folder, {
    closeWindows,
    async end(code) {
      if (ending) return;
      ending = true;
      endUtilityProcesses();
      await (await chromium)?.close();
      process.exit(code);
    },
  });
  await inTime(import(pathToFileURL(entry).href));
  if (ending) return;
  app.emit('will-finish-launching', {});
  for (const path of earlyFiles()) app.emit('open-file', { preventDefault: () => undefined }, path);
  const profile = join(app.getPath('userData'), 'stand-in-chromium');
  mkdirSync(profile, { recursive: true });
  chromium = startChromium(profile, switches);
  setBrowser(chromium);
  await chromium;
  await refusePopups();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => app.quit());
  lifecycle.becomeReady();
  app.emit('ready', {}, {});
}

/** Files that macOS would hand over before `ready`, named by a test. */
function earlyFiles(): readonly string[] {
  return JSON.parse(process.env['STAND_IN_OPEN_FILES'] ?? '[]');
}

async function inTime(entry: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_resolve, reject) => {
    const words = 'The main script does not finish: does it await app.whenReady()? Electron would hang';
    timer = setTimeout(() => reject(new Error(words)), entryMs);
  });
  await Promise.race([entry, late]);
  clearTimeout(timer);
}
