import { type ChildProcess, fork } from 'node:child_process';
import { databaseEnvironment } from '../app/environment.ts';
import type { ProcessHandle } from '../app/host.ts';

/** How many of the last characters a process wrote to stderr are kept for the report of its end. */
const wordsKept = 4000;

/** Starts `entry` as a database process under this Node. */
export function forkDatabase(entry: string): ProcessHandle {
  const child = fork(entry, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: databaseEnvironment(process.env),
    execArgv: [],
  });
  return { port: portOf(child), ended: endOf(child), pid: child.pid, kill: () => void child.kill('SIGKILL') };
}

function portOf(child: ChildProcess): ProcessHandle['port'] {
  return {
    postMessage: (message: unknown) => {
      if (child.connected) child.send(message as object, () => undefined);
    },
    on: (event: string, listener: (event?: { data: unknown }) => void) => {
      if (event === 'message') child.on('message', (data) => listener({ data }));
      if (event === 'close') child.once('exit', () => listener());
    },
  };
}

function endOf(child: ChildProcess): ProcessHandle['ended'] {
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-wordsKept);
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, words: error.message }));
    child.once('exit', (code) => resolve({ code, words }));
  });
}
