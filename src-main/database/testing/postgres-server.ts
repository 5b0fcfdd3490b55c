import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { TestProject } from 'vitest/node';

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
    /** Address that answers with a {@link PostgresServer} as JSON; the first request starts the server. */
    postgresServer: string;
  }
}

/**
 * vitest's global setup: one Postgres server per run, started when the first test asks for it. A server that does not
 * start answers with status 500, so the asking test fails.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const path = `/${randomUUID()}`;
  let running: Promise<{ server: PostgresServer; process: ChildProcess }> | undefined;
  const desk = createServer((request, response) => {
    if (request.url !== path) {
      response.writeHead(404).end();
      return;
    }
    running ??= startProcess();
    running.then(
      ({ server }) => response.end(JSON.stringify(server)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  project.provide('postgresServer', `http://127.0.0.1:${await listen(desk)}${path}`);
  return async () => {
    desk.close();
    desk.closeAllConnections();
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

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address && typeof address === 'object') resolve(address.port);
      else reject(new Error('No port for the test desk'));
    });
  });
}
