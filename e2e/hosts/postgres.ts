import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { PostgresServer } from '#main/database/testing/postgres-server.ts';
import { root } from './places.ts';

const program = join(root, 'src-main/database/testing/postgres-process.ts');

/** Runs a real Postgres server while something uses it. */
export async function usePostgres(use: (server: PostgresServer) => Promise<void>): Promise<void> {
  const child = fork(program, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  const [{ started, failed }] = (await once(child, 'message')) as [{ started?: PostgresServer; failed?: string }];
  if (started === undefined) throw new Error(`The Postgres of the journeys did not start: ${failed}`);
  await use(started);
  child.disconnect();
  await ended;
}
