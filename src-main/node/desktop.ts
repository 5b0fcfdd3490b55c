import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const fromHere = createRequire(import.meta.url);

/** Electron's executable, when its package has one; the package alone holds no binary. */
export function electronBinary(): string | undefined {
  try {
    const folder = dirname(fromHere.resolve('electron/package.json'));
    const path = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Starts the desktop application and waits for its end. */
export function startDesktop(binary: string, applicationFolder: string, paths: readonly string[]): Promise<number> {
  // Chromium refuses to run as root with its sandbox.
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const switches = asRoot ? ['--no-sandbox'] : [];
  const child = spawn(binary, [...switches, applicationFolder, ...paths], { stdio: 'inherit' });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

/** Browsers that can show a page as a window of its own. */
const chromiums = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'brave-browser',
];

/**
 * Shows an address in a Chromium window of its own, else in the default browser. False where there is no display to show
 * it on.
 */
export async function showInBrowser(address: string): Promise<boolean> {
  if (process.platform === 'darwin') return run('open', [address]);
  if (process.platform === 'win32') return run('rundll32', ['url.dll,FileProtocolHandler', address]);
  if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return false;
  for (const browser of chromiums) if (await run(browser, [`--app=${address}`])) return true;
  return run('xdg-open', [address]);
}

/** Starts a program that goes on by itself; false when it is not there. */
function run(program: string, parameters: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, parameters, { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
