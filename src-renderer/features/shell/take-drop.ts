import type { ImportTarget } from '#shared/model/import.ts';
import { isLensFileName } from '#shared/model/lens-file-text.ts';
import { isWorkspaceFileName } from '#shared/model/workspace-text.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { say } from '../../ui/toast.ts';
import { takeLens } from '../drawing/exchange.ts';
import { importPaths } from '../import/choose-files.ts';
import { type Dropped, droppedIn, filesIn, isDatabase } from '../import/dropped-files.ts';
import type { SentFile } from '../import/sent-files.ts';
import { importSent, isSystems } from '../import/uploads.ts';
import { openSource } from '../welcome/open.ts';
import { takeWorkspace } from '../workspaces/open-workspace.ts';
import { showDialog } from './dialog-state.ts';
import type { DropZone } from './drop-zones.ts';

const largestEnv = 100_000;
/** Files that are looked into whether they are databases. */
const mostLooked = 500;
/** Files whose paths are asked for at a time. */
const atOnce = 100;

/**
 * Takes what was dropped where it was let go: opened as a database, or looked at to be imported. `.env` files and URLs
 * become connections, lenses are kept and databases are opened wherever they are dropped.
 */
export function takeDrop(data: DataTransfer, zone: Pick<DropZone, 'what' | 'into'>): void {
  const dropped = droppedIn(data);
  if (dropped.files.length === 0 && dropped.folders.length === 0) {
    const text = data.getData('text/plain');
    if (isPostgresUrl(text)) showDialog('profile', { text });
    else say({ text: 'Drop a database, a data file, a lens, a workspace, an .env file or a postgres:// address' });
    return;
  }
  if (zone.what === 'import') {
    takeImport(dropped, zone.into).catch(sayWhy);
    return;
  }
  for (const { name } of dropped.folders) sayNotTold(name);
  for (const file of dropped.files) takeFile(file).catch((thrown: unknown) => sayWhy(thrown, `${file.name}: `));
}

function sayWhy(thrown: unknown, before = ''): void {
  say({ text: `${before}${failureOf(thrown).message}`, tone: 'bad' });
}

/** Files that are no data are taken as everywhere; the rest goes to the import page together. */
async function takeImport({ files, folders }: Dropped, into: ImportTarget | undefined): Promise<void> {
  const others = new Set<File>();
  // Nobody drops hundreds of databases; one among so many files is told by the look at them.
  const looksInto = files.length <= mostLooked;
  for (const file of files) {
    const { name } = file;
    const isOther = isLensFileName(name) || isWorkspaceFileName(name) || isSmallEnv(file);
    if (!isOther && !(looksInto && (await isDatabase(file)))) continue;
    others.add(file);
    takeFile(file).catch((thrown: unknown) => sayWhy(thrown, `${file.name}: `));
  }
  const data = files.filter((file) => !others.has(file));
  if (data.length === 0 && folders.length === 0) return;
  const { desktop } = window;
  if (desktop !== undefined) {
    const paths: string[] = [];
    for (let at = 0; at < data.length; at += atOnce)
      paths.push(...(await Promise.all(data.slice(at, at + atOnce).map((file) => desktop.offerFile(file)))));
    if (paths.includes('')) say({ text: 'Some of this is not a file of this computer', tone: 'bad' });
    importPaths(
      paths.filter((path) => path !== ''),
      into,
    );
    return;
  }
  const sent: SentFile[] = data.flatMap((file) => (isSystems(file.name) ? [] : [{ file, path: file.name }]));
  for (const folder of folders) sent.push(...(await filesIn(folder)));
  await importSent(sent, into);
}

async function takeFile(file: File): Promise<void> {
  if (isLensFileName(file.name)) return takeLens(file);
  if (isWorkspaceFileName(file.name) && window.desktop === undefined) return takeWorkspace(file);
  if (isSmallEnv(file)) {
    showDialog('profile', { text: await file.text() });
    return;
  }
  if (window.desktop === undefined) {
    sayNotTold(file.name);
    return;
  }
  const path = await window.desktop.offerFile(file);
  if (path === '') throw new Error('it is not a file of this computer');
  await openSource(await client.files.identify({ path }));
}

function sayNotTold(name: string): void {
  say({ text: `A browser does not tell where ${name} is; choose it from the server's files` });
  showDialog('files');
}

/** A file is only asked for its size where its name says enough: it waits for the disk. */
function isSmallEnv(file: File): boolean {
  return isEnvFile(file.name) && file.size <= largestEnv;
}

export function isEnvFile(name: string): boolean {
  return /^\.env(\..+)?$|\.env$/i.test(name);
}

export function isPostgresUrl(text: string): boolean {
  return /^\s*postgres(?:ql)?:\/\//i.test(text);
}
