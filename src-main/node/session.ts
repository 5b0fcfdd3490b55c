import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { AppClient } from '#shared/contract/index.ts';
import { Failure } from '#shared/model/failure.ts';
import type { PageRequest } from '#shared/model/filter.ts';
import { NOTHING_LEFT_OUT } from '#shared/model/left-out.ts';
import { leftOutText } from '#shared/model/left-out-text.ts';
import { readLensFile } from '#shared/model/lens-file.ts';
import { isLensFileName } from '#shared/model/lens-file-text.ts';
import type { Page } from '#shared/model/page.ts';
import type { Source } from '#shared/model/source.ts';
import { type App, createApp } from '../app/create-app.ts';
import { notReadable } from '../app/grants.ts';
import type { Host } from '../app/host.ts';
import type { Seen } from './commands/options.ts';

/** An open database on the command line: the application without a window, asked through the same contract. */
export interface Session {
  readonly app: App;
  readonly client: AppClient;
  readonly database: string;
}

/**
 * A database, and the lens to see it through: a lens file or the id of a lens; the one that fits where there is none. With
 * or without the rows that newer ones replaced.
 */
export interface Named extends Seen {
  readonly name: string;
}

/** Runs `work` on an opened database and closes it, whatever happens. */
export async function withDatabase<T>(
  host: Host,
  named: string | Named,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const {
    name,
    lens,
    timeZone,
    replaced = false,
    leftOut = false,
  }: Named = typeof named === 'string' ? { name: named } : named;
  const app = createApp(host);
  const { client } = app;
  try {
    const chosen = lens === undefined ? undefined : await lensNamed(app, lens);
    const source = await sourceNamed(app, name);
    const { id } = await client.databases.open({ source, options: timeZone === undefined ? {} : { timeZone } });
    if (chosen !== undefined) await client.lens.choose({ database: id, lens: chosen });
    if (replaced) await client.lens.showReplaced({ database: id, shown: true });
    if (leftOut) await app.databases.takeLeavingOut(id, NOTHING_LEFT_OUT);
    else if (typeof named !== 'string') await tellLeftOut(app, id);
    return await work({ app, client, database: id });
  } finally {
    await app.close();
  }
}

/** Nothing is left out in silence. */
async function tellLeftOut({ client, leftOuts }: App, database: string): Promise<void> {
  const { items, shown } = await leftOuts.of(database);
  if (items.length === 0 || shown) return;
  const { leftOut } = await client.lens.get({ database });
  if (leftOut !== null) process.stderr.write(`${leftOutText(leftOut)} left out by findings (--left-out counts them)\n`);
}

/** The id of a lens, or of the lens in a file, which is lent to this one command. */
async function lensNamed(app: App, name: string): Promise<string> {
  if (!isLensFileName(name) && !existsSync(name)) return name;
  const text = await readFile(name, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
    throw notReadable(name, thrown);
  });
  return app.lensFiles.lend(readLensFile(text, basename(name))).id;
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
