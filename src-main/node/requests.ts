import type { IncomingMessage, ServerResponse } from 'node:http';
import { pageHeaders } from '../app/page-policy.ts';

export function refuse(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { ...pageHeaders, 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${words}\n`);
}

/** Any port counts, so that an SSH tunnel may use another one. */
export function isOurHost({ headers }: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers.host ?? '');
}

export function isOurOrigin({ headers }: IncomingMessage): boolean {
  return headers.origin === `http://${headers.host}`;
}
