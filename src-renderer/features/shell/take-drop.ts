import { isLensFileName } from '#shared/model/lens-file-text.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { say } from '../../ui/toast.ts';
import { takeLens } from '../drawing/exchange.ts';
import { openSource } from '../welcome/open.ts';
import { showDialog } from './dialog-state.ts';

const largestEnv = 100_000;

/** Opens what was dropped: `.env` files and URLs become connections, everything else is opened as a database. */
export function takeDrop(data: DataTransfer): void {
  const files = [...data.files];
  if (files.length === 0) {
    const text = data.getData('text/plain');
    if (isPostgresUrl(text)) showDialog('profile', { text });
    else say({ text: 'Drop a database, a data file, a lens, an .env file or a postgres:// address' });
    return;
  }
  for (const file of files) {
    takeFile(file).catch((thrown: unknown) => say({ text: `${file.name}: ${failureOf(thrown).message}`, tone: 'bad' }));
  }
}

async function takeFile(file: File): Promise<void> {
  if (isLensFileName(file.name)) return takeLens(file);
  if (isEnvFile(file.name) && file.size <= largestEnv) {
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

export function isEnvFile(name: string): boolean {
  return /^\.env(\..+)?$|\.env$/i.test(name);
}

export function isPostgresUrl(text: string): boolean {
  return /^\s*postgres(?:ql)?:\/\//i.test(text);
}
