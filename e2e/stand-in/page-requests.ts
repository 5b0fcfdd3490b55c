import { ownAddress, shownPattern } from './addresses.ts';
import { ignoreGone, type Protocol, type Session } from './devtools.ts';
import { handlerOf } from './protocol.ts';

type Paused = Protocol.Events['Fetch.requestPaused'];

/** Asked before a page goes somewhere by itself; false stops it. */
export type MayNavigate = (address: string, isMainFrame: boolean) => boolean;

/**
 * Answers what a page requests of our schemes from `protocol.handle`, and asks about every page it wants to go to. One
 * `Fetch.enable` also covers modules, their imports, fetches and streaming WASM.
 */
export async function interceptRequests(page: Session, mainFrame: string, mayNavigate: MayNavigate): Promise<void> {
  page.on('Fetch.requestPaused', (paused) => {
    answer(page, paused, mainFrame, mayNavigate).catch(ignoreGone);
  });
  await page.send('Fetch.enable', {
    patterns: [{ urlPattern: shownPattern }, { urlPattern: '*', resourceType: 'Document' }],
  });
}

async function answer(page: Session, paused: Paused, mainFrame: string, mayNavigate: MayNavigate): Promise<void> {
  const { requestId, request, resourceType, frameId } = paused;
  const address = ownAddress(request.url);
  if (resourceType === 'Document' && !mayNavigate(address, frameId === mainFrame)) {
    await page.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    return;
  }
  const handler = handlerOf(address);
  if (handler === undefined) {
    await page.send('Fetch.continueRequest', { requestId });
    return;
  }
  const response = await handler(new Request(address, { method: request.method, headers: request.headers }));
  await page.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  });
}
