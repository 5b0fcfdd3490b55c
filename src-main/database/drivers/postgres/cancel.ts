import pg from 'pg';
import type { Access } from './client.ts';

/** What a pg client knows of its server process; not in its published types. */
interface CancelKey {
  readonly processID: number | null;
  readonly secretKey: number | null;
}

/** The parts of a pg connection that send a cancel request; not in its published types. */
interface CancelWire {
  readonly stream: { destroy(): void };
  connect(portOrPath: number | string, host?: string): void;
  requestSsl(): void;
  cancel(processId: number, secretKey: number): void;
  once(event: 'connect' | 'sslconnect' | 'end' | 'error', listener: () => void): void;
}

const PATIENCE_MS = 2000;

/**
 * Asks the server, through a connection of its own, to stop what a client runs (CancelRequest, which poolers pass on).
 * Resolves when the server has taken it, or cannot be reached: then there is nothing left to stop.
 */
export function cancelStatement(client: pg.Client, { host, port, ssl }: Access): Promise<void> {
  const { processID, secretKey } = client as unknown as CancelKey;
  if (processID === null || secretKey === null || host === undefined || port === undefined) return Promise.resolve();
  const wire = new pg.Connection({ ssl }) as unknown as CancelWire;
  const { promise, resolve } = Promise.withResolvers<void>();
  const send = () => wire.cancel(processID, secretKey);
  const timer = setTimeout(() => wire.stream.destroy(), PATIENCE_MS);
  wire.once('connect', () => (ssl === false ? send() : wire.requestSsl()));
  wire.once('sslconnect', send);
  wire.once('error', resolve);
  wire.once('end', () => {
    clearTimeout(timer);
    resolve();
  });
  if (host.startsWith('/')) wire.connect(`${host}/.s.PGSQL.${port}`);
  else wire.connect(port, host);
  return promise;
}
