import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { DevTools } from './devtools.ts';

/** A real Chromium without a window on the screen, which shows what the stand-in's BrowserWindows would. */
export interface Chromium {
  readonly devtools: DevTools;
  /** Ends it and waits until it has ended. */
  close(): Promise<void>;
}

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** `CHROMIUM_PATH` names the browser to use; the hosts set it. */
function executable(): string {
  const found = [process.env['CHROMIUM_PATH'] ?? '', ...places].find((path) => existsSync(path));
  if (found === undefined) throw new Error('The stand-in needs a Chromium: set CHROMIUM_PATH to one');
  return found;
}

const switches = [
  '--headless=new',
  '--no-startup-window',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-features=Translate,PaintHolding',
  '--password-store=basic',
  '--use-mock-keychain',
  '--force-color-profile=srgb',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  // SwiftShader draws WebGL; a page put together on it as well costs a quarter more of a journey's time.
  '--disable-gpu-compositing',
  '--remote-debugging-port=0',
  // Two pipes that nobody uses: Chromium ends when they close, so it never outlives a stand-in that was killed.
  '--remote-debugging-pipe',
];

/** Starts Chromium on a profile folder; tells Playwright, through stderr, where its DevTools listen. */
export async function startChromium(profile: string, more: readonly string[]): Promise<Chromium> {
  const child = spawn(executable(), [...switches, `--user-data-dir=${profile}`, ...more], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = await listening(child);
  process.stderr.write(`DevTools listening on ${address}\n`);
  const devtools = await DevTools.connect(address);
  return {
    devtools,
    async close() {
      devtools.close();
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function listening(child: ChildProcess): Promise<string> {
  let words = '';
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      words += chunk.toString();
      const address = /^DevTools listening on (ws:\S+)/m.exec(words)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Chromium ended with ${code} before it listened:\n${words}`)));
  });
}
