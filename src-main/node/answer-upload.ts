import type { IncomingMessage, ServerResponse } from 'node:http';
import { asFailure, type Failure } from '#shared/model/failure.ts';
import { pageHeaders } from '../app/page-policy.ts';
import { isOurHost, isOurOrigin, refuse } from './requests.ts';
import type { Token } from './token.ts';
import type { Uploads } from './uploads.ts';

/** `POST /upload?batch=…` sends files, `DELETE /upload?batch=…` gives a sending up. */
export function isUpload({ url }: IncomingMessage): boolean {
  return new URL(url ?? '/', 'http://127.0.0.1').pathname === '/upload';
}

/** The same three checks as for the socket: a loopback name, our own page's origin, the token (or its cookie). */
export async function answerUpload(
  uploads: Uploads,
  token: Token,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const given = request.headers['x-starling-token'];
  const known = token.isIn(request, typeof given === 'string' ? given : undefined);
  const allowed = isOurHost(request) && isOurOrigin(request) && known;
  if (!allowed) return turnAway(request, response);
  const { searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const batch = searchParams.get('batch') ?? '';
  try {
    if (request.method === 'POST') {
      return answer(response, 200, { paths: await uploads.receive(batch, request) });
    }
    if (request.method !== 'DELETE') return refuse(response, 405, 'Files are sent by POST');
    await uploads.discard(batch);
    answer(response, 200, {});
  } catch (thrown) {
    // Who went away hears nothing.
    if (!response.destroyed) answerFailure(response, asFailure(thrown));
  }
}

function answerFailure(response: ServerResponse, { data }: Failure): void {
  answer(response, data.code === 'INTERNAL' ? 500 : 400, data);
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { ...pageHeaders, 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

/** Nothing of what a stranger sends is read. */
function turnAway(request: IncomingMessage, response: ServerResponse): void {
  response.once('finish', () => request.destroy());
  response.setHeader('connection', 'close');
  refuse(response, 403, 'Files are taken from our own page only');
}
