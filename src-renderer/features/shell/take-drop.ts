import type { ImportTarget } from '#shared/model/import.ts';
import { isLensFileName } from '#shared/model/lens-file-text.ts';
import { isWorkspaceFileName } from '#shared/model/workspace.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { say } from '../../ui/toast.ts';
import { takeLens } from '../drawing/exchange.ts';
import { importPaths } from '../import/choose-files.ts';
import { type Dropped, droppedIn, filesIn, isDatabase } from '../import/dropped-files.ts';
import type { SentFile } from '../import/sending.ts';
import { importSent } from '../import/uploads.ts';
import { openSource } from '../welcome/open.ts';
import { takeWorkspace } from '../workspaces/open-workspace.ts';
import { showDialog } from './dialog-state.ts';
import type { DropZone } from './drop-zones.ts';

const largestEnv = 100_000;

/**
 * Takes what was dropped where it was let go: opened as a database, or looked at to be imported. `.env` files and URLs
 * become connections, lenses are kept and databases are opened wherever they are dropped.
 */
export function takeDrop(data: DataTransfer, zone: Pick<DropZone, 'what' | 'into'>): void {
  const dropped = droppedIn(data);
  if (dropped.files.length === 0) {
    const text = data.getData('text/plain');
    if (isPostgresUrl(text)) showDialog('profile', { text });
    else say({ text: 'Drop a database, a data file, a lens, a workspace, an .env file or a postgres:// address' });
    return;
  }
  if (zone.what === 'import') {
    takeImport(dropped, zone.into).catch(sayWhy);
    return;
  }
  for (const file of dropped.files) takeFile(file).catch((thrown: unknown) => sayWhy(thrown, `${file.name}: `));
}

function sayWhy(thrown: unknown, before = ''): void {
  say({ text: `${before}${failureOf(thrown).message}`, tone: 'bad' });
}

/** Files that are no data are taken as everywhere; the rest goes to the import page together. */
async function takeImport({ files, entries }: Dropped, into: ImportTarget | undefined): Promise<void> {
  const others = new Set<File>();
  for (const file of files) {
    if (!(isLensFileName(file.name) || isWorkspaceFileName(file.name) || isSmallEnv(file) || (await isDatabase(file))))
      continue;
    others.add(file);
    takeFile(file).catch((thrown: unknown) => sayWhy(thrown, `${file.name}: `));
  }
  const data = files.filter((file) => !others.has(file));
  if (data.length === 0) return;
  const { desktop } = window;
  if (desktop !== undefined) {
    const paths = await Promise.all(data.map((file) => desktop.offerFile(file)));
    if (paths.includes('')) say({ text: 'Some of this is not a file of this computer', tone: 'bad' });
    importPaths(
      paths.filter((path) => path !== ''),
      into,
    );
    return;
  }
  const sent: SentFile[] = [];
  const names = new Set(data.map(({ name }) => name));
  for (const entry of entries) if (names.has(entry.name)) sent.push(...(await filesIn(entry)));
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
    say({ text: `A browser does not tell where ${file.name} is; choose it from the server's files` });
    showDialog('files');
    return;
  }
  const path = await window.desktop.offerFile(file);
  if (path === '') throw new Error('it is not a file of this computer');
  await openSource(await client.files.identify({ path }));
}

function isSmallEnv({ name, size }: File): boolean {
  return isEnvFile(name) && size <= largestEnv;
}

export function isEnvFile(name: string): boolean {
  return /^\.env(\..+)?$|\.env$/i.test(name);
}

export function isPostgresUrl(text: string): boolean {
  return /^\s*postgres(?:ql)?:\/\//i.test(text);
}
