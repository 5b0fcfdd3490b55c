import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, protocol, session } from 'electron';
import { createApp } from '../app/create-app.ts';
import { surroundings } from '../app/environment.ts';
import { answerFromFolder, appScheme } from './app-protocol.ts';
import { Connections } from './connections.ts';
import { createDesktopHost } from './desktop-host.ts';
import { setMenu } from './menu.ts';
import { confinePages } from './navigation.ts';
import { OpenRequests, ownArguments } from './open-requests.ts';
import { refusePermissions } from './permissions.ts';
import { beforeEnding, quitGraceMs } from './quit.ts';
import { report } from './report.ts';
import { selfTest, selfTestSwitch } from './self-test.ts';
import { Windows } from './windows.ts';

/**
 * The desktop application: the order of its start, and nothing else. Paths are computed here only, because other modules
 * may move into shared chunks. `ready` waits for this file to finish, so nothing here may await it.
 */
const databaseEntry = join(import.meta.dirname, 'electron-database.js');
const preload = join(import.meta.dirname, '../preload/preload.cjs');
const page = join(import.meta.dirname, '../renderer');
const sqliteFile = join(import.meta.dirname, '../../resources/self-test.sqlite');

app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
]);
const userData = join(surroundings(process.env).dataFolder, 'desktop');
mkdirSync(userData, { recursive: true });
app.setPath('userData', userData);

if (process.argv.includes(selfTestSwitch)) void app.whenReady().then(printSelfTest);
else if (app.requestSingleInstanceLock({ paths: ownArguments() })) start();
else app.quit();

function start(): void {
  const requests = new OpenRequests();
  confinePages();
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  void app.whenReady().then(() => open(requests));
}

async function open(requests: OpenRequests): Promise<void> {
  protocol.handle(appScheme, (request) => answerFromFolder(page, request));
  refusePermissions(session.defaultSession);
  const windows = new Windows({ preload, folder: userData });
  const starling = createApp(createDesktopHost({ databaseEntry, windows }));
  const connections = new Connections(starling);
  process.on('unhandledRejection', (reason) => {
    report(reason);
    connections.drop();
  });
  setMenu((action) => starling.tell({ kind: 'action', action }));
  beforeEnding(() => Promise.all([starling.close(quitGraceMs), windows.saved()]).then(() => undefined));
  app.on('activate', () => void windows.show());
  await windows.show();
  const openAndShow = (paths: readonly string[]): void => {
    for (const path of paths) app.addRecentDocument(path);
    void windows.show();
    void starling.open(paths);
  };
  openAndShow(ownArguments());
  requests.deliverTo(openAndShow);
}

async function printSelfTest(): Promise<void> {
  const report = await selfTest({ databaseEntry, sqliteFile });
  process.stdout.write(`${JSON.stringify(report)}\n`, () => app.exit(report.ok ? 0 : 1));
}
