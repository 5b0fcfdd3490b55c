import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { listen } from './listen.ts';

/** Where the workers of a test run ask for what is made once per run. */
export interface Desk {
  readonly address: string;
  close(): void;
}

/** Answers every request with what `make` resolves to, as JSON; what could not be made with status 500 and why. */
export async function openDesk(make: () => Promise<unknown>): Promise<Desk> {
  const path = `/${randomUUID()}`;
  const server = createServer((request, response) => {
    if (request.url !== path) {
      response.writeHead(404).end();
      return;
    }
    make().then(
      (made) => response.end(JSON.stringify(made)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  return {
    address: `http://127.0.0.1:${await listen(server)}${path}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** What the desk at this address gives out. */
export async function askDesk<T>(address: string): Promise<T> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as T;
}
