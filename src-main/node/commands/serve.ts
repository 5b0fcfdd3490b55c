import { join, resolve } from 'node:path';
import type { App } from '../../app/create-app.ts';
import { createApp } from '../../app/create-app.ts';
import type { Host } from '../../app/host.ts';
import { type Serving, serve } from '../serve.ts';
import { sourceNamed } from '../session.ts';

interface Options {
  readonly pageFolder: string;
  readonly port: number;
  readonly database?: string | undefined;
}

/** Serves until it is interrupted; the database named is shown to the first window. */
export async function startServing(host: Host, { pageFolder, port, database }: Options): Promise<Serving> {
  const app = createApp(host);
  const serving = await serve(app, { pageFolder, port, uploadFolder: join(host.dataFolder, 'uploads') });
  if (database !== undefined) await show(app, database);
  const stop = async (): Promise<void> => {
    await serving.close();
    await app.close();
    process.exit(0);
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
  return serving;
}

async function show(app: App, name: string): Promise<void> {
  if (!/^postgres(ql)?:\/\//.test(name)) return app.open([resolve(name)]);
  const { id } = await app.client.databases.open({ source: await sourceNamed(app, name) });
  app.tell({ kind: 'show', database: id });
}
