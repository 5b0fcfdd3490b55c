import { type UtilityProcess, utilityProcess } from 'electron';
import { databaseEnvironment } from '../app/environment.ts';
import type { ProcessHandle } from '../app/host.ts';

/** How many of the last characters a process wrote to stderr are kept for the report of its end. */
const wordsKept = 4000;

/** Starts the database program in a utility process. Only after `ready`. */
export function forkDatabase(entry: string, name: string): ProcessHandle {
  const child = utilityProcess.fork(entry, [], {
    serviceName: name,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: databaseEnvironment(process.env),
  });
  return {
    port: portOf(child),
    ended: endOf(child),
    get pid() {
      return child.pid;
    },
    kill: () => killOnceStarted(child),
  };
}

/** A utility process hands over the message itself, not an event. */
function portOf(child: UtilityProcess): ProcessHandle['port'] {
  return {
    postMessage: (message: unknown) => child.postMessage(message),
    on: (event: string, listener: (event?: { data: unknown }) => void) => {
      if (event === 'message') child.on('message', (data) => listener({ data }));
      if (event === 'close') child.once('exit', () => listener());
    },
  };
}

function endOf(child: UtilityProcess): ProcessHandle['ended'] {
  let words = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-wordsKept);
  });
  return new Promise((resolve) => {
    child.once('exit', (code) => resolve({ code, words }));
  });
}

/** `kill` does nothing before the process has started. */
function killOnceStarted(child: UtilityProcess): void {
  if (!child.kill()) child.once('spawn', () => child.kill());
}
