import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';

const folder = join(root, 'node_modules', 'electron');
const missed = join(root, 'node_modules', '.electron-missed');
const day = 24 * 60 * 60 * 1000;

/**
 * Electron's package holds no binary; its own installer fetches one where it can be reached. Tried for a minute, and not
 * again for a day when that failed.
 */
export function ensureElectron() {
  const isThere = existsSync(join(folder, 'path.txt'));
  const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  const missedLately = existsSync(missed) && Date.now() - statSync(missed).mtimeMs < day;
  if (isThere || !hasDisplay || missedLately) return;
  console.log('Fetching Electron…');
  if (run('node', [join(folder, 'install.js')], { timeout: 60_000, stdio: 'ignore' }) !== 0) writeFileSync(missed, '');
}
