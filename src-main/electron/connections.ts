import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain, type MessagePortMain } from 'electron';
import { channels } from '#shared/desktop-bridge.ts';
import { Failure } from '#shared/model/failure.ts';
import type { App } from '../app/create-app.ts';
import { isAppUrl } from './app-protocol.ts';

/** The windows' ways into the application: each asks for a port, and hands over the files a person dropped. */
export class Connections {
  readonly #open = new Set<MessagePortMain>();

  constructor(app: Pick<App, 'connect' | 'grant'>) {
    ipcMain.on(channels.connect, (event) => {
      const port = event.ports[0];
      if (port !== undefined && event.ports.length === 1 && isOurPage(event)) this.#accept(port, app);
      else for (const each of event.ports) each.close();
    });
    ipcMain.handle(channels.offer, (event, path: unknown) => {
      if (!isOurPage(event) || typeof path !== 'string')
        throw new Failure('NOT_ALLOWED', 'Only the window itself may offer a file');
      if (path !== '') app.grant(path);
      return path;
    });
  }

  /** Closes every port; pages notice and connect anew. For when an answer was lost and nobody can say whose. */
  drop(): void {
    for (const port of this.#open) port.close();
    this.#open.clear();
  }

  #accept(port: MessagePortMain, app: Pick<App, 'connect'>): void {
    this.#open.add(port);
    port.once('close', () => this.#open.delete(port));
    app.connect(port);
    port.start();
  }
}

/** A frame may be gone already, a nested one is never ours. */
function isOurPage({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isAppUrl(senderFrame.url);
}
