import inspector from 'node:inspector';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { strictExitCode } from './lifecycle.ts';

/**
 * Behaves as Electron's executable does towards Playwright: takes `--inspect=0 --remote-debugging-port=0 <folder> …`,
 * says on stderr where Node's inspector and Chromium's DevTools listen, and runs the folder's built main script.
 */
const served = new Map(
  ['electron', 'electron/main', 'electron/common'].map((name) => [
    name,
    new URL('./electron.ts', import.meta.url).href,
  ]),
);
registerHooks({
  resolve(specifier, context, next) {
    const url = served.get(specifier);
    return url === undefined ? next(specifier, context) : { url, shortCircuit: true, format: 'module-typescript' };
  },
});

/** Electron shows a box and goes on, or only warns; a test must not. */
function endStrictly(reason: unknown): void {
  console.error('The stand-in ends because nobody handled this:', reason);
  process.exit(strictExitCode);
}
process.on('uncaughtException', endStrictly);
process.on('unhandledRejection', endStrictly);

const words = process.argv.slice(2);
const folder = resolve(words.find((word) => !word.startsWith('-')) ?? '.');
// Node loads these when they are first named, and stumbles when the inspector names them at the same moment.
for (const lazy of [WebSocket, Request, Response]) lazy.toString();
if (words.some((word) => word.startsWith('--inspect'))) inspector.open(0);
// Electron's own argv: the program, then everything as it was typed. `defaultApp` says that the folder is among it.
process.argv = [process.execPath, ...words];
Object.assign(process, { defaultApp: true, type: 'browser' });

// Only now: what it imports may import `electron`.
const { run } = await import('./run.ts');
await run({ folder, switches: words.filter((word) => word === '--no-sandbox') });
