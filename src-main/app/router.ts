import type { AnyRouter } from '@orpc/server';
import { Failure } from '#shared/model/failure.ts';
import { readLensFile } from '#shared/model/lens-file.ts';
import { readMarkFile } from '#shared/model/mark-file.ts';
import { packLook } from '#shared/model/packed-look.ts';
import { isTimeZone } from '#shared/model/time-zone.ts';
import type { Alerts } from './alerts/alerts.ts';
import type { Backgrounds } from './backgrounds.ts';
import type { Databases } from './databases.ts';
import type { Events } from './events.ts';
import type { Exports } from './exports/exports.ts';
import { browseFolder } from './files.ts';
import { forwarded } from './forwarded.ts';
import type { Grants } from './grants.ts';
import type { Host } from './host.ts';
import type { Imports } from './imports/imports.ts';
import type { Jobs } from './jobs.ts';
import type { LeftOuts } from './left-out.ts';
import type { LensFiles } from './lens-files.ts';
import type { Marks } from './marks.ts';
import { os } from './os.ts';
import { clearPrepared, preparedBytes } from './prepared.ts';
import type { Profiles } from './profiles/profiles.ts';
import type { Recents } from './recents.ts';
import { referenceOf } from './references.ts';
import type { Settings } from './settings.ts';
import type { Workspaces } from './workspaces.ts';

export interface Services {
  readonly alerts: Alerts;
  readonly backgrounds: Backgrounds;
  readonly host: Host;
  readonly databases: Databases;
  readonly events: Events;
  readonly exports: Exports;
  readonly grants: Grants;
  readonly imports: Imports;
  readonly jobs: Jobs;
  readonly lensFiles: LensFiles;
  readonly leftOuts: LeftOuts;
  readonly marks: Marks;
  readonly profiles: Profiles;
  readonly recents: Recents;
  readonly settings: Settings;
  readonly workspaces: Workspaces;
}

/** Everything a window may ask: our own requests answered here, those about a database forwarded to its process. */
export function createRouter(services: Services): AnyRouter {
  return {
    alerts: { dismiss: os.alerts.dismiss.handler(({ input }) => services.alerts.dismiss(input.rules)) },
    application: applicationHandlers(services),
    databases: databaseHandlers(services),
    files: fileHandlers(services),
    imports: importHandlers(services),
    exports: exportHandlers(services),
    lensFiles: lensFileHandlers(services),
    marks: markHandlers(services),
    backgrounds: backgroundHandlers(services),
    leftOut: leftOutHandlers(services),
    profiles: profileHandlers(services),
    workspaces: workspaceHandlers(services),
    ...forwarded(services),
  };
}

function applicationHandlers({ alerts, host, settings, databases }: Services) {
  const { application } = os;
  const { kind, version, platform } = host;
  return {
    info: application.info.handler(() => ({ name: 'Starling', version, host: kind, platform })),
    settings: application.settings.handler(() => settings.all()),
    saveSettings: application.saveSettings.handler(async ({ input }) => {
      await saveSettings(input, settings, databases);
      await alerts.heard(input);
    }),
    prepared: application.prepared.handler(async () => ({ bytes: await preparedBytes(host.cacheFolder) })),
    clearPrepared: application.clearPrepared.handler(() => clearPrepared(host.cacheFolder)),
    openLink: application.openLink.handler(({ input }) => host.openLink(input.url)),
  };
}

/** A person's time zone counts at once, also for databases that are open. */
async function saveSettings(changes: Record<string, unknown>, settings: Settings, databases: Databases): Promise<void> {
  const zone = changes['timeZone'];
  if (typeof zone === 'string' && !isTimeZone(zone)) {
    throw new Failure('BAD_INPUT', `There is no time zone “${zone}”; give a name like Europe/Berlin or UTC`);
  }
  const before = await settings.timeZone();
  await settings.save(changes);
  const now = await settings.timeZone();
  if (now !== before) await databases.takeTimeZone(now);
}

function databaseHandlers({ databases, recents, events, jobs }: Services) {
  const { databases: questions } = os;
  const tellRecents = async (): Promise<void> => events.tell({ kind: 'recents', recents: await recents.list() });
  return {
    list: questions.list.handler(() => databases.list()),
    open: questions.open.handler(({ input }) => databases.open(input.source, input.options).finally(tellRecents)),
    reopen: questions.reopen.handler(({ input }) =>
      databases.reopen(input.database, input.options).finally(tellRecents),
    ),
    close: questions.close.handler(({ input }) => databases.close(input.database)),
    renew: questions.renew.handler(({ input }) => databases.renew(input.database)),
    openSample: questions.openSample.handler(() => databases.openSample().finally(tellRecents)),
    recents: questions.recents.handler(() => recents.list()),
    forget: questions.forget.handler(({ input }) => recents.forget(input.database).then(tellRecents)),
    pin: questions.pin.handler(({ input }) => recents.pin(input.database, input.pinned).then(tellRecents)),
    events: questions.events.handler(({ signal }) => events.subscribe(signal)),
    cancelJob: questions.cancelJob.handler(({ input }) => jobs.cancel(input.job)),
  };
}

function fileHandlers({ host, grants, databases }: Services) {
  const { files } = os;
  return {
    pick: files.pick.handler(async ({ input }) => {
      if (host.pick === undefined)
        throw new Failure('NOT_ALLOWED', 'Choose a file from the list of the server instead');
      const paths = await host.pick(input.what, input.why);
      for (const path of paths) grants.add(path);
      return Promise.all(paths.map((path) => grants.identify(path)));
    }),
    place: files.place.handler(async ({ input }) => {
      if (host.place === undefined) throw new Failure('NOT_ALLOWED', 'Write the path of the new file instead');
      const path = await host.place(input.name);
      if (path !== null) grants.add(path);
      return path;
    }),
    browse: files.browse.handler(({ input }) => browseFolder(host.roots, grants, input.folder)),
    identify: files.identify.handler(({ input }) => grants.identify(input.path)),
    reference: files.reference.handler(({ input: { database, ...asked }, signal }) =>
      referenceOf(grants, databases.infoOf(database).source, asked, signal),
    ),
  };
}

function lensFileHandlers({ lensFiles }: Services) {
  const { lensFiles: questions } = os;
  return {
    list: questions.list.handler(() => lensFiles.list()),
    read: questions.read.handler(({ input }) => readLensFile(input.text, input.name)),
    save: questions.save.handler(({ input }) => lensFiles.save(input.lens, input.replace)),
    remove: questions.remove.handler(({ input }) => lensFiles.remove(input.lens)),
  };
}

function markHandlers({ marks, databases, recents, events }: Services) {
  const { marks: questions } = os;
  const tell = () => events.tell({ kind: 'marks' });
  return {
    take: questions.take.handler(async ({ input: { text, name } }) => {
      const { marks: read, problems } = readMarkFile(text, name);
      const counts = await marks.take(read).finally(tell);
      const known = [...databases.list(), ...(await recents.list()).map(({ database }) => database)].map(
        ({ id }) => id,
      );
      const others = read.filter(({ database }) => !known.includes(database.id));
      const named = [...new Set(others.map(({ database }) => database.label))];
      return { ...counts, elsewhere: { marks: others.length, databases: named }, problems };
    }),
    list: questions.list.handler(({ input }) => marks.list(input.database)),
    save: questions.save.handler(({ input }) => marks.save(input).finally(tell)),
    remove: questions.remove.handler(({ input }) => marks.remove(input.key).finally(tell)),
  };
}

function backgroundHandlers({ backgrounds, events }: Services) {
  const { backgrounds: questions } = os;
  const tell = () => events.tell({ kind: 'backgrounds' });
  return {
    list: questions.list.handler(() => backgrounds.list()),
    image: questions.image.handler(({ input }) => backgrounds.image(input.image)),
    save: questions.save.handler(({ input }) => backgrounds.save(input).finally(tell)),
    move: questions.move.handler(({ input }) => backgrounds.move(input).finally(tell)),
    remove: questions.remove.handler(({ input }) => backgrounds.remove(input).finally(tell)),
  };
}

function workspaceHandlers({ workspaces }: Services) {
  const { workspaces: questions } = os;
  return {
    list: questions.list.handler(() => workspaces.list()),
    get: questions.get.handler(({ input }) => workspaces.get(input.id)),
    create: questions.create.handler(({ input }) => workspaces.create(input.workspace)),
    save: questions.save.handler(({ input }) => workspaces.save(input.id, input.workspace)),
    remove: questions.remove.handler(({ input }) => workspaces.remove(input.id)),
    open: questions.open.handler(({ input }) => workspaces.open(input.path)),
    take: questions.take.handler(({ input }) => workspaces.take(input.text, input.name)),
    saveAs: questions.saveAs.handler(({ input }) => workspaces.saveAs(input.id)),
  };
}

function importHandlers({ imports }: Services) {
  const { imports: questions } = os;
  return {
    look: questions.look.handler(async ({ input, signal }) => {
      const asked = input.sets.flatMap(({ paths }) => paths);
      return packLook(await imports.look(input, signal), asked);
    }),
    start: questions.start.handler(({ input }) => imports.start(input)),
    jobs: questions.jobs.handler(() => imports.jobs()),
    follow: questions.follow.handler(({ input, signal }) => imports.follow(input.job, signal)),
    cancel: questions.cancel.handler(({ input }) => imports.cancel(input.job)),
    records: questions.records.handler(({ input }) => imports.records(input.into)),
    rejects: questions.rejects.handler(({ input }) => imports.rejects(input.into, input.id, input.after)),
    undo: questions.undo.handler(({ input }) => imports.undo(input.into, input.id)),
    init: questions.init.handler(({ input }) => imports.init(input.into, input.schema, input.ifMissing)),
  };
}

function exportHandlers({ exports }: Services) {
  const { exports: questions } = os;
  return {
    save: questions.save.handler(({ input, signal }) => exports.save(input, input.name, signal)),
    saveChart: questions.saveChart.handler(({ input, signal }) => exports.saveChart(input, input.name, signal)),
    saveCharts: questions.saveCharts.handler(({ input, signal }) => exports.saveCharts(input, input.name, signal)),
    drawCharts: questions.drawCharts.handler(async ({ input, signal }) => {
      const { bytes } = await exports.charts.set(input.set, input.look, input.format, signal);
      return new Blob([bytes as Uint8Array<ArrayBuffer>]);
    }),
    drawChart: questions.drawChart.handler(async ({ input, signal }) => {
      const { bytes } = await exports.charts.file(input.chart, input.look, input.format, signal);
      return new Blob([bytes as Uint8Array<ArrayBuffer>]);
    }),
  };
}

function profileHandlers({ profiles, databases, host }: Services) {
  const { profiles: questions } = os;
  return {
    list: questions.list.handler(() => profiles.list()),
    save: questions.save.handler(({ input }) => profiles.save(input)),
    remove: questions.remove.handler(({ input }) => profiles.remove(input.profile)),
    test: questions.test.handler(async ({ input, signal }) => {
      const password = input.password ?? (await profiles.password(input.profile.id));
      const test = { profile: input.profile, ...(password === undefined ? {} : { password }) };
      return databases.aside((client) => client.lifecycle.testProfile(test), signal);
    }),
    read: questions.read.handler(({ input }) => profiles.read(input.text)),
    protection: questions.protection.handler(() => host.secrets.protection()),
  };
}

function leftOutHandlers({ databases, leftOuts, events }: Services) {
  const { leftOut } = os;
  const tell = async (database: string): Promise<void> => {
    await databases.takeLeavingOut(database);
    events.tell({ kind: 'left-out', database });
  };
  return {
    add: leftOut.add.handler(async ({ input, signal }) => {
      const { database, finding, level } = input;
      const named = await databases.request(
        database,
        (client) => client.findings.named(input, optional(signal)),
        signal,
      );
      const added = await leftOuts.add(database, { ...named, ids: [...named.ids], finding, level });
      await tell(database);
      return { key: added.key, count: added.ids.length };
    }),
    takeBack: leftOut.takeBack.handler(({ input: { database, key } }) =>
      leftOuts.takeBack(database, key).then(() => tell(database)),
    ),
    restore: leftOut.restore.handler(({ input: { database, key } }) =>
      leftOuts.restore(database, key).then(() => tell(database)),
    ),
    show: leftOut.show.handler(({ input: { database, shown } }) =>
      leftOuts.show(database, shown).then(() => tell(database)),
    ),
  };
}

function optional(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
