import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const program = join(import.meta.dirname, 'electron');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-stand-in-'));
  await writeFile(join(folder, 'package.json'), '{"name":"tried","version":"1.2.3","type":"module","main":"main.js"}');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs a main script on the stand-in; everything here ends before a browser is needed. */
async function run(main: string): Promise<{ readonly code: number | string | null; readonly words: string }> {
  await writeFile(join(folder, 'main.js'), main);
  return new Promise((resolve) => {
    execFile(program, [folder], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? null), words: stdout + stderr });
    });
  });
}

test('a main script gets the application it stands in', async () => {
  const { code, words } = await run(`
    import { app } from 'electron';
    console.log(app.name, app.getVersion(), app.isReady(), process.argv.length, process.defaultApp);
    app.quit();
  `);
  expect(words).toContain('tried 1.2.3 false 2 true');
  expect(code).toBe(0);
});

test.each([
  ['a member it does not have', `import { Tray } from 'electron'; new Tray();`, /Tray/],
  ['an entry that waits for ready', `import { app } from 'electron'; await app.whenReady();`, /does not finish/],
  ['a rejection nobody handles', `Promise.reject(new Error('lost'))`, /nobody handled this/],
  ['an error nobody handles', `setTimeout(() => { throw new Error('lost'); })`, /nobody handled this/],
  ['a window before ready', `import { BrowserWindow } from 'electron'; new BrowserWindow();`, /before app is ready/],
  [
    'a scheme before ready',
    `import { protocol } from 'electron'; protocol.handle('app', fetch);`,
    /before app is ready/,
  ],
  [
    'a process before ready',
    `import { utilityProcess } from 'electron'; utilityProcess.fork('x');`,
    /before app is ready/,
  ],
  [
    'a scheme that bypasses the policy',
    `import { protocol } from 'electron';
     protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { bypassCSP: true } }]);`,
    /bypasses/,
  ],
])('%s ends it', async (_what, main, complaint) => {
  const { code, words } = await run(main);
  expect(words).toMatch(complaint);
  expect(code).not.toBe(0);
});
