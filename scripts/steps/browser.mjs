import { existsSync } from 'node:fs';
import { run } from './run.mjs';

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** Path of a Chromium for the end-to-end tests: one that is there, Playwright's download, or Debian's package. */
export async function ensureBrowser() {
  const there = await find();
  if (there) return there;
  console.log('Installing Chromium…');
  run('playwright', ['install', 'chromium'], { timeout: 180_000 });
  const downloaded = await find();
  if (downloaded) return downloaded;
  installWithApt();
  return find();
}

async function find() {
  const { chromium } = await import('playwright');
  const candidates = [process.env.CHROMIUM_PATH, chromium.executablePath(), ...installed];
  return candidates.find((path) => path && existsSync(path));
}

function installWithApt() {
  if (process.platform !== 'linux' || run('apt-get', ['--version'], { stdio: 'ignore' }) !== 0) return;
  const [program, ...before] = process.getuid?.() === 0 ? ['apt-get'] : ['sudo', '-n', 'apt-get'];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  run(program, [...before, 'update'], { env, timeout: 300_000 });
  // The shell is for the stand-in, which takes the whole browser where there is none.
  for (const name of ['chromium', 'chromium-headless-shell'])
    run(program, [...before, 'install', '-y', '--no-install-recommends', name], { env, timeout: 600_000 });
}
