import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AppClient } from '#shared/contract/index.ts';
import { Failure } from '#shared/model/failure.ts';
import type { PageRequest } from '#shared/model/filter.ts';
import type { Page } from '#shared/model/page.ts';
import type { Source } from '#shared/model/source.ts';
import { type App, createApp } from '../app/create-app.ts';
import type { Host } from '../app/host.ts';

/** An open database on the command line: the application without a window, asked through the same contract. */
export interface Session {
  readonly app: App;
  readonly client: AppClient;
  readonly database: string;
}

/** Runs `work` on an opened database and closes it, whatever happens. */
export async function withDatabase<T>(host: Host, name: string, work: (session: Session) => Promise<T>): Promise<T> {
  const app = createApp(host);
  const { client } = app;
  try {
    const source = await sourceNamed(app, name);
    const { id } = await client.databases.open({ source });
    return await work({ app, client, database: id });
  } finally {
    await app.close();
  }
}

/** What a name on the command line stands for: a file, a folder, a `postgres://` URL or the name of a profile. */
export async function sourceNamed(app: App, name: string): Promise<Source> {
  const { client } = app;
  if (name.trim() === '')
    throw new Failure(
      'BAD_INPUT',
      'The database has no name; give a file, a folder, a postgres:// address or a profile',
    );
  if (/^postgres(ql)?:\/\//.test(name)) {
    const [profile] = await client.profiles.read({ text: name });
    if (profile === undefined)
      throw new Failure('BAD_INPUT', 'This Postgres address could not be read; write postgres://user@host/database');
    return { kind: 'postgres', profile: profile.id };
  }
  const profile = (await client.profiles.list()).find((each) => each.name === name || each.id === name);
  if (profile !== undefined && !existsSync(name)) return { kind: 'postgres', profile: profile.id };
  const path = resolve(name);
  app.grant(path);
  return client.files.identify({ path });
}

/** Every row of a list, page by page. */
export async function* allRows(ask: (request: PageRequest) => Promise<Page>): AsyncGenerator<Page> {
  let after: string | undefined;
  for (;;) {
    const request = { conditions: [], search: '', sort: [], limit: 1000, ...(after === undefined ? {} : { after }) };
    const page = await ask(request);
    yield page;
    after = page.keys.at(-1);
    if (!page.more || after === undefined) return;
  }
}
