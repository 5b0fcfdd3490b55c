import type { Server } from 'node:net';

/** Listens on this machine alone, at a port that is free. */
export function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address && typeof address === 'object') resolve(address.port);
      else reject(new Error('No port for a server of the tests'));
    });
  });
}
