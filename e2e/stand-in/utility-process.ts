import { type ChildProcess, fork, type StdioOptions } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { constants } from 'node:os';
import { join } from 'node:path';
import type * as Electron from 'electron';
import { lifecycle } from './lifecycle.ts';

const program = join(import.meta.dirname, 'utility-child.ts');
/** With their service names. */
const running = new Map<ChildProcess, string>();

/** A program in a process of its own. Messages are values here, and events in the program, as Electron has it. */
class UtilityProcess
  extends EventEmitter
  implements Pick<Electron.UtilityProcess, 'kill' | 'pid' | 'postMessage' | 'stderr' | 'stdout'>
{
  readonly #child: ChildProcess;
  #spawned = false;
  #killed = false;
  #ended = false;

  constructor(child: ChildProcess, name: string) {
    super();
    this.#child = child;
    running.set(child, name);
    child.once('spawn', () => {
      this.#spawned = true;
      this.emit('spawn');
    });
    child.on('message', (message) => this.emit('message', message));
    child.once('exit', (code, signal) => {
      running.delete(child);
      this.#ended = true;
      // After kill() Electron reports 0; after anything else the platform's raw code.
      this.emit('exit', this.#killed ? 0 : (code ?? constants.signals[signal ?? 'SIGKILL']));
    });
  }

  get pid(): number | undefined {
    return this.#ended ? undefined : this.#child.pid;
  }

  get stdout(): NodeJS.ReadableStream | null {
    return this.#child.stdout;
  }

  get stderr(): NodeJS.ReadableStream | null {
    return this.#child.stderr;
  }

  /** Dropped without a word once the process has ended. */
  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw new TypeError('Port at index 0 is not a valid port');
    if (this.#child.connected) this.#child.send(message as object, () => undefined);
  }

  kill(): boolean {
    if (!this.#spawned || this.#ended) return false;
    this.#killed = true;
    this.#child.kill('SIGTERM');
    // Forced after a delay, as Chromium does with a process that is deaf to SIGTERM.
    setTimeout(() => this.#child.kill('SIGKILL'), 2000).unref();
    return true;
  }
}

export const utilityProcess = {
  fork(modulePath: string, parameters: string[] = [], options: Electron.ForkOptions = {}) {
    lifecycle.onlyAfterReady('utilityProcess.fork');
    const { env = {}, stdio = 'inherit', execArgv = [], serviceName = 'Node Utility Process' } = options;
    const [stdin, stdout, stderr] = Array.isArray(stdio) ? stdio : ['ignore', stdio, stdio];
    if (stdin !== 'ignore') throw new Error('stdin value other than ignore is not supported.');
    const child = fork(program, [modulePath, ...parameters], {
      serialization: 'advanced',
      stdio: ['ignore', stdout, stderr, 'ipc'] as StdioOptions,
      // An empty object inherits.
      env: Object.keys(env).length === 0 ? process.env : (env as NodeJS.ProcessEnv),
      // Electron's own setting: a rejection that nobody handles is a warning there.
      execArgv: ['--unhandled-rejections=warn-with-error-code', ...execArgv],
    });
    return new UtilityProcess(child, serviceName) as unknown as Electron.UtilityProcess;
  },
} satisfies Pick<typeof Electron.utilityProcess, 'fork'>;

/** Electron ends these without asking when the application ends. */
export function endUtilityProcesses(): void {
  for (const child of running.keys()) child.kill('SIGKILL');
}

export function utilityProcesses(): readonly { readonly pid: number; readonly name: string }[] {
  return [...running].map(([{ pid = 0 }, name]) => ({ pid, name }));
}
