import { ownAddress, shownAddress } from './addresses.ts';
import { ignoreGone, type Session } from './devtools.ts';
import { MessagePortMain } from './message-port.ts';
import { answerFilePaths } from './page-files.ts';
import { interceptRequests, type MayNavigate } from './page-requests.ts';
import { bindingName, isolated, isolatedWorld, pageWorld } from './page-scripts.ts';
import type { FromPage, ToPage } from './wire.ts';

/** What a page does that its WebContents must hear of. */
export interface PageEvents {
  readonly mayNavigate: MayNavigate;
  message(channel: string, message: unknown, ports: readonly MessagePortMain[]): void;
  invoke(channel: string, parameters: readonly unknown[]): Promise<unknown>;
  /** The page asked for a new window. */
  opened(address: string): void;
  /** The first paint can be shown. */
  loaded(): void;
  crashed(): void;
}

/** One page of Chromium, made ready at `about:blank` so that what loads afterwards finds the preload. */
export class PageConnection {
  readonly #page: Session;
  readonly #events: PageEvents;
  readonly #ports = new Map<number, MessagePortMain>();
  readonly #mainFrame: string;
  #world: number | undefined;
  #address = '';

  constructor(page: Session, mainFrame: string, events: PageEvents) {
    this.#page = page;
    this.#mainFrame = mainFrame;
    this.#events = events;
  }

  /** Where the page is, in the application's words. */
  get address(): string {
    return this.#address;
  }

  /** @param preload the text of the preload script */
  async prepare(preload: string): Promise<void> {
    const page = this.#page;
    page.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === isolatedWorld && context.auxData?.['frameId'] === this.#mainFrame) this.#enter(context.id);
    });
    page.on('Runtime.bindingCalled', ({ payload, executionContextId }) => {
      if (executionContextId === this.#world) this.#receive(JSON.parse(payload));
    });
    page.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId === undefined) this.#address = ownAddress(frame.url + (frame.urlFragment ?? ''));
    });
    page.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      if (frameId === this.#mainFrame) this.#address = ownAddress(url);
    });
    page.on('Page.windowOpen', ({ url }) => this.#events.opened(ownAddress(url)));
    page.on('Page.domContentEventFired', () => this.#events.loaded());
    page.on('Inspector.targetCrashed', () => {
      this.#leave();
      this.#events.crashed();
    });
    await interceptRequests(page, this.#mainFrame, this.#events.mayNavigate);
    await answerFilePaths(page);
    await page.send('Runtime.addBinding', { name: bindingName, executionContextName: isolatedWorld });
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source: `(${pageWorld})()` });
    const source = `(${isolated})(function (require, module, exports) {${preload}\n})`;
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: isolatedWorld });
    await page.send('Page.enable', {});
    await page.send('Runtime.enable', {});
  }

  async load(address: string): Promise<void> {
    const { errorText } = await this.#page.send('Page.navigate', { url: shownAddress(address) });
    if (errorText !== undefined) throw new Error(`${errorText} loading '${address}'`);
  }

  /** A page that crashes answers nothing any more. */
  crash(): void {
    this.#page.send('Page.crash', {}).catch(ignoreGone);
  }

  /** The page went away; its ports close. */
  leave(): void {
    this.#leave();
  }

  #enter(world: number): void {
    this.#leave();
    this.#world = world;
  }

  #leave(): void {
    this.#world = undefined;
    for (const port of this.#ports.values()) port.closed();
    this.#ports.clear();
  }

  #receive(message: FromPage): void {
    if (message.kind === 'post') {
      const ports = message.ports.map((id) => this.#portOf(id));
      this.#events.message(message.channel, message.message, ports);
    } else if (message.kind === 'data') this.#ports.get(message.port)?.receive(message.data);
    else if (message.kind === 'closed') this.#ports.get(message.port)?.closed();
    else {
      const { id } = message;
      this.#events.invoke(message.channel, message.parameters).then(
        (value) => this.#send({ kind: 'answer', id, value: value ?? null }),
        (thrown) => this.#send({ kind: 'failure', id, message: String(thrown) }),
      );
    }
  }

  #portOf(id: number): MessagePortMain {
    const port = new MessagePortMain({
      send: (data) => this.#send({ kind: 'data', port: id, data }),
      close: () => this.#send({ kind: 'close', port: id }),
    });
    this.#ports.set(id, port);
    return port;
  }

  /** A message for a page that is gone is lost, as in Electron. */
  #send(message: ToPage): void {
    if (this.#world === undefined) return;
    this.#page
      .send('Runtime.callFunctionOn', {
        functionDeclaration: '(message) => globalThis.standIn.receive(message)',
        executionContextId: this.#world,
        arguments: [{ value: message }],
      })
      .catch(ignoreGone);
  }
}
