import { type AnyRouter, createRouterClient } from '@orpc/server';
import { RPCHandler as PortHandler } from '@orpc/server/message-port';
import type { AppClient } from '#shared/contract/index.ts';
import { readAnswer, sendsText } from '#shared/contract/text-answers.ts';
import type { AppEvent } from '#shared/model/app-event.ts';
import { isWorkspaceFileName } from '#shared/model/workspace-text.ts';
import { Alerts } from './alerts/alerts.ts';
import { Backgrounds } from './backgrounds.ts';
import { Databases } from './databases.ts';
import { Events } from './events.ts';
import { Exports } from './exports/exports.ts';
import { Grants } from './grants.ts';
import type { Host } from './host.ts';
import { Imports } from './imports/imports.ts';
import { Places } from './imports/places.ts';
import { Jobs } from './jobs.ts';
import { LeftOuts } from './left-out.ts';
import { LensFiles } from './lens-files.ts';
import { Marks } from './marks.ts';
import { Profiles } from './profiles/profiles.ts';
import { Recents } from './recents.ts';
import { createRouter } from './router.ts';
import { Settings } from './settings.ts';
import { Workspaces } from './workspaces.ts';

/** The whole application, whatever runs it. Start reading here. */
export interface App {
  /** Implements `contract`; a host connects it to its windows. */
  readonly router: AnyRouter;
  /** The same requests, asked inside this process. */
  readonly client: AppClient;
  readonly settings: Settings;
  readonly databases: Databases;
  readonly lensFiles: LensFiles;
  readonly leftOuts: LeftOuts;
  /** Files out of databases, for a host whose person names their places. */
  readonly exports: Exports;
  /** Lets a path be opened from now on: it came from a person, not from a window's own idea. */
  grant(path: string): void;
  /** Opens what a command line, the file manager or a second start named, and shows it. */
  open(paths: readonly string[]): Promise<void>;
  tell(event: AppEvent): void;
  /** Hears what every window hears. */
  listen(listener: (event: AppEvent) => void): void;
  /** Serves one window through a message port. */
  connect(port: Parameters<PortHandler<Record<never, never>>['upgrade']>[0]): void;
  /** Closes every database; each process gets `graceMs` to close its connection. */
  close(graceMs?: number): Promise<void>;
}

export function createApp(host: Host): App {
  const grants = new Grants(host.roots);
  const recents = new Recents(host.dataFolder);
  const settings = new Settings(host.dataFolder);
  const profiles = new Profiles(host.dataFolder, host.secrets);
  const lensFiles = new LensFiles(host.dataFolder, (lenses) => databases.takeLenses(lenses));
  const leftOuts = new LeftOuts(host.dataFolder);
  const events = new Events(async () => [
    { kind: 'databases', databases: databases.list() },
    { kind: 'recents', recents: await recents.list() },
    { kind: 'alerts', alerts: alerts.state },
    ...imports.jobs().map((job) => ({ kind: 'import', job }) as const),
  ]);
  const jobs = new Jobs((job) => events.tell({ kind: 'job', job }));
  const databases: Databases = new Databases({
    ...{ host, grants, profiles, lensFiles, leftOuts, recents, settings, jobs },
    onChange(list) {
      events.tell({ kind: 'databases', databases: list });
      void alerts.sync();
    },
  });
  const alerts = new Alerts({
    host,
    databases,
    settings,
    tell: (state) => events.tell({ kind: 'alerts', alerts: state }),
  });
  const workspaces = new Workspaces({ host, grants });
  const ready =
    host.roots === null ? Promise.all([grantRecents(recents, grants), workspaces.grantOwn()]) : Promise.resolve();
  const imports = new Imports({
    places: new Places(host, databases, grants),
    grants,
    onJob: (job) => events.tell({ kind: 'import', job }),
    onChange: (into) => events.tell({ kind: 'imported', into }),
  });
  const exports = new Exports({ host, databases, jobs });
  const router = createRouter({
    ...{ alerts, host, databases, events, exports, grants, imports, jobs },
    lensFiles,
    leftOuts,
    backgrounds: new Backgrounds(host.dataFolder),
    marks: new Marks(host.dataFolder),
    profiles,
    recents,
    settings,
    workspaces,
  });
  const ports = new PortHandler(router, sendsText);
  return {
    router,
    client: createRouterClient(router as Parameters<typeof createRouterClient>[0], {
      interceptors: [async ({ next }) => readAnswer(await next())],
    }) as AppClient,
    settings,
    databases,
    lensFiles,
    leftOuts,
    exports,
    grant: (path) => grants.add(path),
    async open(paths) {
      await ready;
      await Promise.all(paths.map((path) => openAndShow(path, { grants, databases, workspaces, events })));
    },
    tell: (event) => events.tell(event),
    listen: (listener) => events.listen(listener),
    connect: (port) => ports.upgrade(port),
    async close(graceMs = 1000) {
      alerts.close();
      await databases.closeAll(graceMs);
      await exports.downloads.close();
    },
  };
}

/** Databases that were opened before may be opened again. */
async function grantRecents(recents: Recents, grants: Grants): Promise<void> {
  for (const { database } of await recents.list()) {
    if (database.source.kind !== 'postgres') grants.add(database.source.path);
  }
}

interface Showing {
  readonly grants: Grants;
  readonly databases: Databases;
  readonly workspaces: Workspaces;
  readonly events: Events;
}

/** A path that cannot be opened becomes a database in the state `failed`, which the window shows. */
async function openAndShow(path: string, { grants, databases, workspaces, events }: Showing): Promise<void> {
  grants.add(path);
  if (isWorkspaceFileName(path)) {
    const { id: workspace } = await workspaces.add(path);
    events.tell({ kind: 'show-workspace', workspace });
    return;
  }
  const source = await grants.identify(path).catch(() => ({ kind: 'file', path }) as const);
  const id = await databases.open(source, {}).then(
    (info) => info.id,
    () => databases.idOf(source),
  );
  events.tell({ kind: 'show', database: id });
}
