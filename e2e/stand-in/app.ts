import { EventEmitter } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Electron from 'electron';
import { lifecycle } from './lifecycle.ts';
import { allows } from './preventable.ts';
import { SingleInstance } from './single-instance.ts';
import { utilityProcesses } from './utility-process.ts';

type Members =
  | 'name'
  | 'addRecentDocument'
  | 'enableSandbox'
  | 'exit'
  | 'getAppMetrics'
  | 'getAppPath'
  | 'getPath'
  | 'getVersion'
  | 'isPackaged'
  | 'isReady'
  | 'quit'
  | 'requestSingleInstanceLock'
  | 'setPath'
  | 'whenReady';

/** What the executable lends to `app`: the windows and how the process ends. */
export interface AppParts {
  /** Asks every window to close; resolves to whether all did. */
  closeWindows(): Promise<boolean>;
  end(code: number): Promise<void>;
}

class App extends EventEmitter implements Pick<Electron.App, Members> {
  readonly isPackaged = false;
  name = 'Electron';
  /** For tests. */
  readonly recentDocuments: string[] = [];
  #version = '0.0.0';
  #folder = '';
  #paths: Record<string, string> = { home: homedir(), temp: tmpdir() };
  #parts: AppParts | undefined;
  #instance: SingleInstance | undefined;
  #quitting = false;
  #sandboxed = false;

  /** Before the application's own code: the folder with its `package.json`. Returns the path of its entry. */
  begin(folder: string, parts: AppParts): string {
    const { name, productName, version, main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    this.#folder = folder;
    this.#parts = parts;
    this.name = productName ?? name;
    this.#version = version;
    this.#paths['userData'] = join(tmpdir(), this.name);
    return join(folder, main);
  }

  getAppPath(): string {
    return this.#folder;
  }

  getVersion(): string {
    return this.#version;
  }

  getPath(name: string): string {
    const path = this.#paths[name];
    if (path === undefined) throw new Error(`The stand-in knows no path '${name}'`);
    return path;
  }

  setPath(name: string, path: string): void {
    if (!existsSync(path)) throw new Error(`setPath: ${path} does not exist`);
    this.#paths = { ...this.#paths, [name]: path };
  }

  isReady(): boolean {
    return lifecycle.isReady;
  }

  whenReady(): Promise<void> {
    return lifecycle.whenReady;
  }

  enableSandbox(): void {
    lifecycle.onlyBeforeReady('app.enableSandbox');
    this.#sandboxed = true;
  }

  get sandboxed(): boolean {
    return this.#sandboxed;
  }

  /** The processes of the stand-in that tests ask for: utility processes, with their names. */
  getAppMetrics(): Electron.ProcessMetric[] {
    return utilityProcesses().map(
      ({ pid, name }) => ({ pid, type: 'Utility', serviceName: name }) as Electron.ProcessMetric,
    );
  }

  addRecentDocument(path: string): void {
    this.recentDocuments.push(path);
  }

  requestSingleInstanceLock(additionalData: Record<string, unknown> = {}): boolean {
    this.#instance = new SingleInstance(this.getPath('userData'));
    const start = { argv: process.argv, folder: process.cwd(), additionalData };
    const first = this.#instance.request(start, ({ argv, folder, additionalData: data }) => {
      this.emit('second-instance', {}, reconstructed(argv), folder, data);
    });
    if (!first) this.#instance = undefined;
    return first;
  }

  /** `before-quit` → windows close → `will-quit` → `quit`; each may be stopped, and may come again. */
  quit(): void {
    if (this.#quitting) return;
    this.#quitting = allows(this, 'before-quit');
    if (!this.#quitting) return;
    void this.#parts?.closeWindows().then((closed) => {
      if (closed) this.#shutDown();
      else this.#quitting = false;
    });
  }

  exit(code = 0): void {
    this.#instance?.release();
    this.emit('quit', {}, code);
    void this.#parts?.end(code);
  }

  /** The last window has gone. While quitting, Electron does not say so. */
  lastWindowClosed(): void {
    if (this.#quitting) return;
    if (this.listenerCount('window-all-closed') === 0) this.quit();
    else this.emit('window-all-closed');
  }

  #shutDown(): void {
    this.#quitting = allows(this, 'will-quit');
    if (this.#quitting) this.exit(0);
  }
}

/** Chromium hands on switches first, some of its own, in an order of its own. */
function reconstructed(argv: readonly string[]): readonly string[] {
  const [program = '', ...rest] = argv;
  const switches = rest.filter((word) => word.startsWith('-'));
  const others = rest.filter((word) => !word.startsWith('-'));
  return [program, ...switches, '--allow-file-access-from-files', ...others];
}

export const app = new App();
