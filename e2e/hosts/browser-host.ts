import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once as happens } from 'node:events';
import type { Browser } from '@playwright/test';
import type { Host, StartOptions } from './host.ts';
import { once } from './once.ts';
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
  const ended = happens(server, 'exit');
  const address = await addressOf(server);
  const context = await browser.newContext({ viewport: { width: 1360, height: 860 } });
  const page = await context.newPage();
  await page.goto(address);
  return {
    kind: 'browser',
    page,
    data,
    databaseProcesses: async () => childrenOf(server.pid ?? 0),
    quit: once(async () => {
      await context.close();
      server.kill('SIGTERM');
      await ended;
    }),
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

function childrenOf(parent: number): readonly number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n');
  return lines
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [])
    .filter(([, , ppid, words]) => Number(ppid) === parent && words?.includes('node-database'))
    .map(([, pid]) => Number(pid));
}
