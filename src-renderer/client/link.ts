import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { readsText } from '#shared/contract/text-answers.ts';
import { type DesktopBridge, portMessage } from '#shared/desktop-bridge.ts';

declare global {
  interface Window {
    readonly desktop?: DesktopBridge;
  }
}

/** One live way to the main process, until it drops. */
export interface LiveLink {
  readonly link: SocketLink<Record<never, never>> | PortLink<Record<never, never>>;
  readonly dropped: Promise<void>;
}

export type Dial = () => Promise<LiveLink>;

/** How this page reaches the main process: a port of the desktop application, or a socket to the server it came from. */
export function chooseDial(): Dial {
  return window.desktop === undefined ? dialSocket : dialPort;
}

async function dialPort(): Promise<LiveLink> {
  const arrived = new Promise<MessagePort>((resolve) => {
    window.addEventListener('message', function receive(event: MessageEvent) {
      const port = event.ports[0];
      if (event.source !== window || event.data !== portMessage || port === undefined) return;
      window.removeEventListener('message', receive);
      resolve(port);
    });
  });
  window.desktop?.connect();
  const port = await arrived;
  const link = new PortLink({ port, ...readsText });
  const dropped = new Promise<void>((resolve) => port.addEventListener('close', () => resolve()));
  port.start();
  return { link, dropped };
}

async function dialSocket(): Promise<LiveLink> {
  const socket = new WebSocket(socketAddress(window.location, takeToken()));
  // Blobs would be read one by one and could overtake each other.
  socket.binaryType = 'arraybuffer';
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('close', () => reject(new Error('The server did not answer')), { once: true });
  });
  const dropped = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve(), { once: true }));
  return { link: new SocketLink({ websocket: socket, ...readsText }), dropped };
}

export function socketAddress(page: Pick<Location, 'protocol' | 'host'>, token: string | null): string {
  const scheme = page.protocol === 'https:' ? 'wss' : 'ws';
  return `${scheme}://${page.host}/rpc${token === null ? '' : `?token=${encodeURIComponent(token)}`}`;
}

const tokenKey = 'starling.token';

/** What the server asks of whoever sends it files. */
export function serverToken(): string {
  return window.sessionStorage.getItem(tokenKey) ?? '';
}

/** The server's token comes once in the page's address; it is kept for this tab and taken out of the address. */
function takeToken(): string | null {
  const address = new URL(window.location.href);
  const token = address.searchParams.get('token');
  if (token === null) return window.sessionStorage.getItem(tokenKey);
  window.sessionStorage.setItem(tokenKey, token);
  address.searchParams.delete('token');
  window.history.replaceState(window.history.state, '', address);
  return token;
}
