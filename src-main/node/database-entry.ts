import { serveDatabase } from '../database/process.ts';

/** The program that serves one database under Node: it speaks over the channel of `child_process.fork`. */
process.on('unhandledRejection', (reason) => {
  console.error(reason);
  process.exit(70);
});
process.on('disconnect', () => process.exit(0));

serveDatabase({
  postMessage: (message: unknown) => {
    if (process.connected) process.send?.(message);
  },
  on: (event, listener) => {
    if (event === 'message') process.on('message', (data) => listener({ data }));
    if (event === 'close') process.on('disconnect', () => listener());
  },
});
