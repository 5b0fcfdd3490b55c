import { join } from 'node:path';
import { type App, createApp } from '../../app/create-app.ts';
import type { ProcessHandle } from '../../app/host.ts';
import { createNodeHost } from '../node-host.ts';
import { programs } from './programs.ts';

/** The application over a folder of its own, whose files it may open, and the database processes it has started so far. */
export async function startApp(folder: string): Promise<{ app: App; processes: readonly ProcessHandle[] }> {
  process.env['STARLING_DATA'] = join(folder, 'data');
  const { databaseEntry } = await programs();
  const host = createNodeHost({ version: '0.0.0', databaseEntry, roots: [folder] });
  const processes: ProcessHandle[] = [];
  const app = createApp({
    ...host,
    startDatabaseProcess(name) {
      const handle = host.startDatabaseProcess(name);
      processes.push(handle);
      return handle;
    },
  });
  return { app, processes };
}
