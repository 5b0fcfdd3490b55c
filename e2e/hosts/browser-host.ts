import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Browser } from '@playwright/test';
import type { Host, StartOptions } from './host.ts';
import { commandLine, root } from './places.ts';

interface Surroundings {
  readonly browser: Browser;
  readonly data: string;
  /** Folders whose files may be opened. */
  readonly roots: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

/** Starts `starling serve` and opens its address. */
export async function startBrowserHost(options: StartOptions, surroundings: Surroundings): Promise<Host> {
  const { browser, data, roots, environment } = surroundings;
  const [file] = options.files ?? [];
  const parameters = ['serve', '--port', '0', ...roots.flatMap((folder) => ['--root', folder])];
  const server = spawn(process.execPath, [commandLine, ...parameters, ...(file === undefined ? [] : [file])], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const address = await addressOf(server);
  const context = await browser.newContext({ viewport: { width: 1360, height: 860 } });
  const page = await context.newPage();
  await page.goto(address);
  return {
    kind: 'browser',
    page,
    data,
    async quit() {
      await context.close();
      if (server.exitCode !== null) return;
      server.kill('SIGTERM');
      await once(server, 'exit');
    },
  };
}

function addressOf(server: ChildProcess): Promise<string> {
  let words = '';
  return new Promise((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      words += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1:\S+/.exec(words)?.[0];
      if (address !== undefined) resolve(address);
    };
    server.stdout?.on('data', listen);
    server.stderr?.on('data', listen);
    server.once('exit', (code) => reject(new Error(`starling serve ended with ${code}:\n${words}`)));
  });
}
