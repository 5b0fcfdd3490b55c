import type { AlertState } from '#shared/alerts/rule.ts';
import type { AppEvent, Job, Recent } from '#shared/model/app-event.ts';
import type { DatabaseInfo } from '#shared/model/database.ts';
import type { ImportTarget } from '#shared/model/import.ts';
import type { ImportJob } from '#shared/model/import-job.ts';
import { client, connection, forgetAnswers, orpc, queryClient, readAgain } from './client.ts';
import { createStore, useStore } from './store.ts';

/** What the main process tells every window. `undefined` until it has said so once. */
export interface AppState {
  readonly databases: readonly DatabaseInfo[] | undefined;
  readonly recents: readonly Recent[] | undefined;
  readonly jobs: readonly Job[];
  /** Every import of this run of the application, the first queued first. */
  readonly imports: readonly ImportJob[];
  /** What the rules of measures have found, and how watching goes. */
  readonly alerts: AlertState | undefined;
}

const state = createStore<AppState>({
  databases: undefined,
  recents: undefined,
  jobs: [],
  imports: [],
  alerts: undefined,
});

type Hearing = Extract<AppEvent, { kind: 'show' | 'show-workspace' | 'action' }>;

/** Follows the main process for as long as the window lives. `hear` gets what asks the window to do something. */
export function followMain(hear: (event: Hearing) => void): void {
  let heard = 0;
  const follow = () => {
    const { state: now, since } = connection.state.get();
    if (now !== 'open' || since === heard) return;
    heard = since;
    void listen(hear);
  };
  connection.state.subscribe(follow);
  follow();
}

async function listen(hear: (event: Hearing) => void): Promise<void> {
  try {
    for await (const event of await client.databases.events()) {
      if (event.kind === 'show' || event.kind === 'show-workspace' || event.kind === 'action') hear(event);
      else apply(event);
    }
  } catch {
    // The link dropped: the banner says so, and the next link starts this again.
  }
}

function apply(event: Exclude<AppEvent, Hearing>): void {
  if (event.kind === 'databases') applyDatabases(event.databases);
  else if (event.kind === 'recents') state.set((now) => ({ ...now, recents: event.recents }));
  else if (event.kind === 'job') state.set((now) => ({ ...now, jobs: withJob(now.jobs, event.job) }));
  else if (event.kind === 'import') state.set((now) => ({ ...now, imports: withImport(now.imports, event.job) }));
  else if (event.kind === 'alerts') state.set((now) => ({ ...now, alerts: event.alerts }));
  else if (event.kind === 'marks') void queryClient.invalidateQueries({ queryKey: orpc.marks.key() });
  else if (event.kind === 'backgrounds') void queryClient.invalidateQueries({ queryKey: orpc.backgrounds.list.key() });
  else if (event.kind === 'left-out') void readAgain(event.database);
  else void readAgainAfter(event.into);
}

function applyDatabases(databases: readonly DatabaseInfo[]): void {
  const before = state.get().databases;
  state.set((now) => ({ ...now, databases }));
  for (const database of databases)
    noticeChange(
      before?.find(({ id }) => id === database.id),
      database,
    );
  for (const { id } of before ?? []) if (!databases.some((now) => now.id === id)) forgetAnswers(id);
}

/** A database that opened again may hold something else; one that is gone is no longer asked. */
function noticeChange(before: DatabaseInfo | undefined, now: DatabaseInfo): void {
  if (before === undefined || before.state === now.state) return;
  if (now.state === 'open') void readAgain(now.id);
  if (now.state === 'closed') forgetAnswers(now.id);
}

/** Running jobs stay until they end; the last few that ended stay readable. */
export function withJob(jobs: readonly Job[], job: Job): readonly Job[] {
  const known = jobs.some(({ id }) => id === job.id);
  const next = known ? jobs.map((old) => (old.id === job.id ? job : old)) : [...jobs, job];
  const ended = next.filter((one) => one.state !== 'running');
  return next.filter((one) => one.state === 'running' || ended.indexOf(one) >= ended.length - 10);
}

function withImport(imports: readonly ImportJob[], job: ImportJob): readonly ImportJob[] {
  const at = imports.findIndex(({ id }) => id === job.id);
  return at < 0 ? [...imports, job] : imports.with(at, job);
}

/** Rows came or went: what is on screen of that database is read again. */
async function readAgainAfter(into: ImportTarget): Promise<void> {
  const found = (state.get().databases ?? []).filter((database) => isTarget(database, into));
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: orpc.imports.key() }),
    ...found.map(({ id }) => readAgain(id)),
  ]);
}

/** Whether an import goes into this database. */
export function isTarget({ id, source }: Pick<DatabaseInfo, 'id' | 'source'>, into: ImportTarget): boolean {
  if (into.kind === 'database') return into.database === id;
  if (into.kind === 'postgres') return source.kind === 'postgres' && source.profile === into.profile;
  return source.kind === 'file' && source.path === into.path;
}

export function dismissJob(id: string): void {
  state.set((now) => ({ ...now, jobs: now.jobs.filter((job) => job.id !== id) }));
}

export function useDatabases(): readonly DatabaseInfo[] | undefined {
  return useStore(state, (now) => now.databases);
}

export function useDatabase(id: string | undefined): DatabaseInfo | undefined {
  return useStore(state, (now) => now.databases?.find((database) => database.id === id));
}

export function useRecents(): readonly Recent[] | undefined {
  return useStore(state, (now) => now.recents);
}

export function useAlertState(): AlertState | undefined {
  return useStore(state, (now) => now.alerts);
}

export function useJobs(): readonly Job[] {
  return useStore(state, (now) => now.jobs);
}

export function useImports(): readonly ImportJob[] {
  return useStore(state, (now) => now.imports);
}

/** Whether the main process has told which imports there are. */
export function useImportsKnown(): boolean {
  return useStore(state, (now) => now.recents !== undefined);
}

export function useImport(id: string): ImportJob | undefined {
  return useStore(state, (now) => now.imports.find((job) => job.id === id));
}

export function currentState(): AppState {
  return state.get();
}

/** Calls back whenever something about the databases changed; gives what ends it. */
export function onDatabases(listener: () => void): () => void {
  return state.subscribe(listener);
}
