import { type ChildProcess, fork } from 'node:child_process';
import type { TestProject } from 'vitest/node';
import { openDesk } from './desk.ts';

/** Where the Postgres server of this test run is. */
export interface PostgresServer {
  readonly host: string;
  /** Folder of its Unix socket. */
  readonly socketFolder: string;
  readonly port: number;
  /** A superuser. */
  readonly user: string;
  readonly password: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the desk that gives out a {@link PostgresServer}; the first request starts the server. */
    postgresServer: string;
  }
}

/**
 * vitest's global setup: one Postgres server per run, started when the first test asks for it. A server that does not
 * start answers with status 500, so the asking test fails.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let running: Promise<{ server: PostgresServer; process: ChildProcess }> | undefined;
  const desk = await openDesk(async () => {
    running ??= startProcess();
    return (await running).server;
  });
  project.provide('postgresServer', desk.address);
  return async () => {
    desk.close();
    const started = await running?.catch(() => undefined);
    if (started) await stopProcess(started.process);
  };
}

function startProcess(): Promise<{ server: PostgresServer; process: ChildProcess }> {
  const child = fork(new URL('./postgres-process.ts', import.meta.url), {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      reject(new Error(`The Postgres of the tests ended with code ${code} before it was up`)),
    );
    child.once('message', (message: { started?: PostgresServer; failed?: string }) => {
      if (message.started) resolve({ server: message.started, process: child });
      else reject(new Error(`The Postgres of the tests did not start: ${message.failed}`));
    });
  });
}

function stopProcess(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.disconnect();
  });
}
