import { connect, createServer, type Socket } from 'node:net';
import { listen } from './listen.ts';

/** A stretch of network between a test and a real server, which the test can cut. */
export interface TcpProxy extends AsyncDisposable {
  readonly port: number;
  /** What clients sent, as latin-1 text. */
  sent(): string;
  /** Cuts every connection as a network does, without a word of the protocol. */
  cut(): void;
  /** From now on takes connections, and says nothing. */
  hold(): void;
}

/** `refuseTls` answers a request for TLS as a Postgres server without a certificate does. */
export async function startTcpProxy(
  target: { readonly host: string; readonly port: number },
  { refuseTls = false } = {},
): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const sent: Buffer[] = [];
  let holding = false;
  const server = createServer((client) => {
    if (holding) {
      sockets.add(client);
      return;
    }
    const upstream = connect(target.port, target.host);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => other.destroy());
    }
    upstream.pipe(client);
    client.on('data', (bytes) => {
      if (refuseTls && bytes.equals(SSL_REQUEST)) client.write('N');
      else {
        sent.push(bytes);
        upstream.write(bytes);
      }
    });
  });
  const port = await listen(server);
  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
    sockets.clear();
  };
  return {
    port,
    sent: () => Buffer.concat(sent).toString('latin1'),
    cut,
    hold: () => {
      holding = true;
    },
    async [Symbol.asyncDispose]() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
