import { readFile } from 'node:fs/promises';
import { pageFile } from '../app/page-files.ts';
import { pageHeaders } from '../app/page-policy.ts';

/** The page comes from a scheme of its own, never from `file:`. */
export const appScheme = 'app';
const appHost = 'main';

/** Where the window's page is. */
export const appAddress = `${appScheme}://${appHost}/index.html`;

/**
 * Whether an address is our own page. Compares scheme and host: for a scheme it does not know, Node's `URL.origin` is the
 * text "null", for a stranger's as for ours.
 */
export function isAppUrl(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === `${appScheme}:` && url.host === appHost && url.username === '' && url.password === '';
}

/** Answers a request of the page from the folder of the built renderer. */
export async function answerFromFolder(folder: string, request: Request): Promise<Response> {
  if (!isAppUrl(request.url)) return refusal(404);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405);
  const file = pageFile(folder, new URL(request.url).pathname);
  if (file === undefined) return refusal(404);
  const content = await readFile(file.path).catch(() => undefined);
  if (content === undefined) return refusal(404);
  const headers = { ...pageHeaders, 'content-type': file.contentType };
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(content), { headers });
}

function refusal(status: 404 | 405): Response {
  return new Response(null, { status, headers: pageHeaders });
}
