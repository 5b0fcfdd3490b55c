import { serveDatabase } from '../database/process.ts';
import { report } from './report.ts';

/** The program that serves one database in a utility process. */

// Electron only warns of these, and the caller would wait for ever; when the process ends, it hears so.
process.on('unhandledRejection', (reason) => {
  report(reason);
  process.exit(70);
});

const { parentPort } = process;

serveDatabase({
  postMessage: (message: unknown) => parentPort.postMessage(message),
  // The parent's port never closes: this process ends with its parent.
  on: (event, listener) => {
    if (event === 'message') parentPort.on('message', (message) => listener(message));
  },
});
