import { mkdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ProcessClient } from '#shared/contract/lifecycle.ts';
import type { DatabaseInfo } from '#shared/model/database.ts';
import { Failure } from '#shared/model/failure.ts';
import type { LeavingOut } from '#shared/model/left-out.ts';
import type { LensFile } from '#shared/model/lens-file.ts';
import type { OpenOptions, Source } from '#shared/model/source.ts';
import { databaseId, pathLabel } from './database-id.ts';
import { DatabaseProcess } from './database-process.ts';
import type { Grants } from './grants.ts';
import type { Host } from './host.ts';
import type { Jobs } from './jobs.ts';
import type { LeftOuts } from './left-out.ts';
import type { LensFiles } from './lens-files.ts';
import { OpenDatabase } from './open-database.ts';
import type { OpenTarget } from './open-parts.ts';
import type { Profiles } from './profiles/profiles.ts';
import type { Recents } from './recents.ts';
import type { Settings } from './settings.ts';
import type { View } from './told.ts';

interface Parts {
  readonly host: Host;
  readonly grants: Grants;
  readonly profiles: Profiles;
  readonly lensFiles: LensFiles;
  readonly leftOuts: LeftOuts;
  readonly recents: Recents;
  readonly settings: Settings;
  readonly jobs: Jobs;
  readonly onChange: (databases: readonly DatabaseInfo[]) => void;
}

/** Every database the application knows to be open, or tried to open: one process each. */
export class Databases {
  readonly #parts: Parts;
  readonly #open = new Map<string, OpenDatabase>();
  /** The sample being made, so that it is made once however often it is asked for. */
  #samplePath: Promise<string> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  list(): readonly DatabaseInfo[] {
    return [...this.#open.values()].map((database) => database.info);
  }

  /** Opens a source, or finds the database that already has it open. */
  async open(source: Source, options: OpenOptions): Promise<DatabaseInfo> {
    if (source.kind !== 'postgres') await this.#parts.grants.check(source.path);
    const database = await this.#known(source);
    await database.open(options);
    if (await this.#isWorthRemembering(source)) await this.#parts.recents.add(database.info);
    return database.info;
  }

  infoOf(id: string): DatabaseInfo {
    return this.#find(id).info;
  }

  async idOf(source: Source): Promise<string> {
    return databaseId(source, await this.#label(source));
  }

  async reopen(id: string, options: OpenOptions): Promise<DatabaseInfo> {
    const recent = (await this.#parts.recents.list()).find((each) => each.database.id === id);
    const source = this.#open.get(id)?.source ?? recent?.database.source;
    if (source === undefined)
      throw new Failure('NOT_FOUND', 'Starling does not remember this database; open its file again');
    return this.open(source, options);
  }

  async close(id: string): Promise<void> {
    const database = this.#open.get(id);
    // At once, so that the same file can be opened anew while this one is still closing.
    this.#open.delete(id);
    this.#changed();
    await database?.close();
  }

  renew(id: string): Promise<void> {
    return this.#find(id).renew();
  }

  async closeAll(graceMs: number): Promise<void> {
    await Promise.all([...this.#open.values()].map((database) => database.close(graceMs)));
  }

  request<T>(id: string, ask: (client: ProcessClient) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#find(id).request(ask, signal);
  }

  /** As `request`, for what must not wait for long questions. */
  requestUrgently<T>(id: string, ask: (client: ProcessClient) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return this.#find(id).requestUrgently(ask, signal);
  }

  /** Starts what answers urgent questions of a database, if that is anybody else; does not wait for it. */
  prepareForUrgent(id: string): void {
    this.#find(id).prepareForUrgent();
  }

  /** The open database that must do the writing itself: a DuckDB file has one owner at a time. */
  ownerOf(source: Source): OpenDatabase | undefined {
    return [...this.#open.values()].find(
      (database) =>
        isSame(database.source, source) &&
        database.info.state === 'open' &&
        database.info.connection?.engine === 'duckdb' &&
        source.kind === 'file',
    );
  }

  /** How an open database was opened: its key. */
  optionsOf(source: Source): OpenOptions {
    return [...this.#open.values()].find((database) => isSame(database.source, source))?.options ?? {};
  }

  labelOf(source: Source): Promise<string> {
    return this.#label(source);
  }

  /** What a process is told to open, secrets included. */
  targetOf(source: Source): Promise<OpenTarget> {
    return this.#target(source);
  }

  /** Remembers what a person chose to see, so that a process that replaces another, or reads beside it, sees the same. */
  see(id: string, view: View): void {
    this.#find(id).see(view);
  }

  /** Tells every open database which lenses people have drawn by now. */
  takeLenses(lenses: readonly LensFile[]): void {
    for (const database of this.#open.values()) void database.takeLenses(lenses);
  }

  /** Tells a database what is left out of it, by now or for this once; answers when it has heard. */
  async takeLeavingOut(id: string, once?: LeavingOut): Promise<void> {
    await this.#open.get(id)?.takeLeavingOut(once ?? (await this.#parts.leftOuts.of(id)));
  }

  /** Tells every open database the time zone of the settings; answers when all have heard. */
  async takeTimeZone(timeZone: string | undefined): Promise<void> {
    await Promise.all([...this.#open.values()].map((database) => database.takeTimeZone(timeZone)));
  }

  /** Tells the open database of a source, if there is one, that another process has written to it. */
  async lookAgain(source: Source): Promise<void> {
    const open = [...this.#open.values()].filter((database) => isSame(database.source, source));
    await Promise.all(open.map((database) => database.lookAgain()));
  }

  /** Makes the sample on first use, as a job, then opens it. */
  async openSample(): Promise<DatabaseInfo> {
    const { host, grants } = this.#parts;
    const path = join(host.dataFolder, 'samples', 'boids.duckdb');
    grants.add(path);
    this.#samplePath ??= this.#haveSample(path).finally(() => {
      this.#samplePath = undefined;
    });
    return this.open({ kind: 'file', path: await this.#samplePath }, {});
  }

  async #haveSample(path: string): Promise<string> {
    const exists = await stat(path).then(
      () => true,
      () => false,
    );
    if (!exists) {
      // What an attempt that was cut short left behind goes with its folder.
      await rm(dirname(path), { recursive: true, force: true });
      await mkdir(dirname(path), { recursive: true });
      await this.#parts.jobs.run('Making the sample', (progress, signal) => this.#makeSample(path, progress, signal));
    }
    return path;
  }

  /** Runs one request in a process of its own that has no database, and has so long to close what it opened. */
  async aside<T>(ask: (client: ProcessClient) => Promise<T>, signal?: AbortSignal, graceMs?: number): Promise<T> {
    const process = new DatabaseProcess(this.#parts.host.startDatabaseProcess('Starling'));
    try {
      return await process.call(ask, signal);
    } finally {
      await process.end(graceMs);
    }
  }

  #makeSample(path: string, progress: (share: number) => void, signal: AbortSignal): Promise<void> {
    const size = this.#parts.host.sampleSize;
    return this.aside(async (client) => {
      for await (const share of await client.lifecycle.makeSample({ path, size }, { signal })) progress(share);
    }, signal);
  }

  #find(id: string): OpenDatabase {
    const database = this.#open.get(id);
    if (database === undefined) throw new Failure('NOT_OPEN', 'This database is not open; reopen it');
    return database;
  }

  /** A Postgres address that was not saved as a profile could not be opened again. */
  async #isWorthRemembering(source: Source): Promise<boolean> {
    if (!this.#parts.host.remembers) return false;
    if (source.kind !== 'postgres') return true;
    return (await this.#parts.profiles.list()).some(({ id }) => id === source.profile);
  }

  async #known(source: Source): Promise<OpenDatabase> {
    const label = await this.#label(source);
    const id = databaseId(source, label);
    const known = this.#open.get(id);
    if (known !== undefined) return known;
    const { host, lensFiles, leftOuts, settings } = this.#parts;
    const target = (): Promise<OpenTarget> => this.#target(source);
    const lenses = () => lensFiles.lenses();
    const timeZone = () => settings.timeZone();
    const database = new OpenDatabase({
      id,
      label,
      source,
      host,
      target,
      lenses,
      leavingOut: () => leftOuts.of(id),
      timeZone,
      onChange: () => this.#changed(),
    });
    this.#open.set(id, database);
    return database;
  }

  async #label(source: Source): Promise<string> {
    if (source.kind !== 'postgres') return pathLabel(source.path);
    return (await this.#parts.profiles.find(source.profile)).name;
  }

  async #target(source: Source): Promise<OpenTarget> {
    if (source.kind !== 'postgres') return source;
    const profile = await this.#parts.profiles.find(source.profile);
    const password = await this.#parts.profiles.password(source.profile);
    return { kind: 'postgres', profile, ...(password === undefined ? {} : { password }) };
  }

  #changed(): void {
    this.#parts.onChange(this.list());
  }
}

function isSame(one: Source, other: Source): boolean {
  if (one.kind === 'postgres') return other.kind === 'postgres' && one.profile === other.profile;
  return other.kind !== 'postgres' && one.path === other.path;
}
