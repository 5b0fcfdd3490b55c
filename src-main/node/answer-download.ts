import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Downloads } from '../app/exports/downloads.ts';
import { pageHeaders } from '../app/page-policy.ts';
import { isOurHost, refuse } from './requests.ts';

/** `GET /download/<key>` hands out a file that was made for our page. Who knows the key was told it by us. */
export function isDownload({ url }: IncomingMessage): boolean {
  return new URL(url ?? '/', 'http://127.0.0.1').pathname.startsWith('/download/');
}

export async function answerDownload(
  downloads: Downloads,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isOurHost(request)) return refuse(response, 403, 'This address is not served here');
  if (request.method !== 'GET') return refuse(response, 405, 'Only GET is answered here');
  const download = downloads.take(new URL(request.url ?? '/', 'http://127.0.0.1').pathname);
  if (download === undefined) return refuse(response, 404, 'This file was fetched already; export it again');
  try {
    const { size } = await stat(download.path);
    response.writeHead(200, {
      ...pageHeaders,
      'content-type': 'application/octet-stream',
      'content-length': size,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(download.name).replace(/['()*]/g, percent)}`,
      'cache-control': 'no-store',
    });
    await pipeline(createReadStream(download.path), response);
  } catch (thrown) {
    if (!response.headersSent) refuse(response, 404, 'This file is not there any more; export it again');
    else if (!response.destroyed) response.destroy(thrown instanceof Error ? thrown : undefined);
  } finally {
    await download.done();
  }
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
