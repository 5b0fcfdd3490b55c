import { dirname } from 'node:path';
import { app, dialog, Notification, type OpenDialogOptions, type SaveDialogOptions, shell } from 'electron';
import { Failure } from '#shared/model/failure.ts';
import { surroundings } from '../app/environment.ts';
import type { Host } from '../app/host.ts';
import { forkDatabase } from './fork-database.ts';
import { mayOpenOutside } from './links.ts';
import { keyring } from './secrets.ts';
import type { Windows } from './windows.ts';

interface Options {
  /** The built database program. */
  readonly databaseEntry: string;
  readonly windows: Windows;
}

/** The desktop as a host: utility processes, the system's dialogs, its keyring, its browser. */
export function createDesktopHost({ databaseEntry, windows }: Options): Host {
  return {
    kind: 'desktop',
    version: app.getVersion(),
    platform: process.platform,
    ...surroundings(process.env),
    roots: null,
    remembers: true,
    secrets: keyring,
    startDatabaseProcess: (name) => forkDatabase(databaseEntry, name),
    pick: createPicker(windows),
    place: (name) => askForPlace(windows, name),
    savePlace: (name, filter) => askWhereToSave(windows, name, filter),
    notify(title, body) {
      if (!Notification.isSupported()) return false;
      new Notification({ title, body }).show();
      return true;
    },
    async openLink(url) {
      if (!mayOpenOutside(url)) throw new Failure('NOT_ALLOWED', 'Starling opens only links of its own');
      await shell.openExternal(url);
    },
  };
}

const titles = {
  open: { file: 'Open a database or a data file', folder: 'Open a folder of data files' },
  import: { file: 'Import files', folder: 'Import a folder' },
};

/** The dialog begins where the last file was chosen; the system would begin in Downloads each time. */
function createPicker(windows: Windows): NonNullable<Host['pick']> {
  let lastFolder: string | undefined;
  return async (what, why) => {
    const options: OpenDialogOptions = {
      title: titles[why][what],
      properties: what === 'file' ? ['openFile', 'multiSelections'] : ['openDirectory'],
      ...(lastFolder === undefined ? {} : { defaultPath: lastFolder }),
    };
    const window = windows.current;
    const { canceled, filePaths } =
      window === undefined ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
    const [first] = filePaths;
    if (canceled || first === undefined) return [];
    lastFolder = dirname(first);
    if (why === 'open') for (const path of filePaths) app.addRecentDocument(path);
    return filePaths;
  };
}

/** A file that is there already is added to, never written over. */
function askForPlace(windows: Windows, name: string): Promise<string | null> {
  return showSaveDialog(windows, {
    title: 'Import into a new database',
    buttonLabel: 'Choose',
    defaultPath: name,
    filters: [
      { name: 'DuckDB', extensions: ['duckdb'] },
      { name: 'SQLite', extensions: ['sqlite', 'db'] },
    ],
    properties: ['createDirectory'],
  });
}

/** Linux asks before a file is written over only when it is told to; the others always do. */
function askWhereToSave(
  windows: Windows,
  name: string,
  filter: { readonly name: string; readonly extension: string },
): Promise<string | null> {
  return showSaveDialog(windows, {
    title: 'Export',
    buttonLabel: 'Export',
    defaultPath: name,
    filters: [{ name: filter.name, extensions: [filter.extension] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
}

async function showSaveDialog(windows: Windows, options: SaveDialogOptions): Promise<string | null> {
  const window = windows.current;
  const { canceled, filePath } =
    window === undefined ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options);
  return canceled || filePath === '' ? null : filePath;
}
