import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import { sendsText } from '#shared/contract/text-answers.ts';
import { Failure } from '#shared/model/failure.ts';
import type { App } from '../app/create-app.ts';
import { pageFile } from '../app/page-files.ts';
import { pageHeaders } from '../app/page-policy.ts';
import { answerDownload, isDownload } from './answer-download.ts';
import { answerUpload, isUpload } from './answer-upload.ts';
import { isOurHost, isOurOrigin, refuse } from './requests.ts';
import { Token } from './token.ts';
import { Uploads } from './uploads.ts';

export interface Serving {
  /** Where the application is, token included. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serves the renderer and its requests on the loopback interface. A request must name a loopback host (DNS rebinding), a
 * socket must come from our own page's origin and carry the token, or the cookie that the page got with it.
 */
export async function serve(
  app: App,
  options: { readonly pageFolder: string; readonly port: number; readonly uploadFolder: string },
): Promise<Serving> {
  const token = new Token();
  const uploads = await Uploads.create(options.uploadFolder, (path) => app.grant(path));
  app.listen((event) => event.kind === 'import' && void uploads.forget(event.job));
  const server = createServer((request, response) => {
    if (isUpload(request)) void answerUpload(uploads, token, request, response);
    else if (isDownload(request)) void answerDownload(app.exports.downloads, request, response);
    else void answerPage(options.pageFolder, token, request, response);
  });
  // Large files take as long as they take.
  server.requestTimeout = 0;
  const sockets = acceptSockets(server, app, token);
  await listening(server, options.port).catch(async (thrown) => {
    await uploads.close();
    throw cannotListen(options.port, thrown);
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/?token=${token.value}`,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await uploads.close();
    },
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

function cannotListen(port: number, thrown: NodeJS.ErrnoException): unknown {
  const more = { detail: thrown.message, cause: thrown };
  if (thrown.code === 'EADDRINUSE')
    return new Failure('BAD_INPUT', `Port ${port} is taken by another program; choose another one with --port`, more);
  if (thrown.code === 'EACCES')
    return new Failure('NO_PERMISSION', `You may not listen on port ${port}; choose one above 1023 with --port`, more);
  return thrown;
}

/** Largest message a window may send: a long SQL text fits, and the largest image behind a picture; a flood does not. */
const largestMessage = 24 * 1024 * 1024;

function acceptSockets(server: Server, app: App, token: Token): WebSocketServer {
  const handler = new RPCHandler(app.router, sendsText);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage });
  server.on('upgrade', (request, socket, head) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const given = url.searchParams.get('token') ?? undefined;
    const allowed = isOurHost(request) && isOurOrigin(request) && token.isIn(request, given);
    if (url.pathname !== '/rpc' || !allowed) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => void handler.upgrade(client));
  });
  return sockets;
}

async function answerPage(
  folder: string,
  token: Token,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const file = pageFile(folder, pathname);
  if (!isOurHost(request)) return refuse(response, 403, 'This address is not served here');
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Only GET is answered here');
  const content = file === undefined ? undefined : await readFile(file.path).catch(() => undefined);
  if (file === undefined || content === undefined) return refuse(response, 404, 'There is no such page');
  const lasting = pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  const cookies = token.cookies(request, searchParams.get('token'));
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.writeHead(200, { ...pageHeaders, 'content-type': file.contentType, 'cache-control': lasting });
  response.end(request.method === 'HEAD' ? undefined : content);
}
