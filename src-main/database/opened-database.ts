import type { DataVersion } from '#shared/contract/follow.ts';
import type { OpenAnswer } from '#shared/contract/lifecycle.ts';
import { type Catalogue, findTable, type TableInfo, type TableRef } from '#shared/model/catalogue.ts';
import type { LensChoice } from '#shared/model/experiment.ts';
import { Failure } from '#shared/model/failure.ts';
import { type LeavingOut, NOTHING_LEFT_OUT } from '#shared/model/left-out.ts';
import type { LensFile } from '#shared/model/lens-file.ts';
import { dataVersion, filesVersion, lastingVersion } from './data-version.ts';
import type { Connection, OpenContext, QueryOptions, Target } from './drivers/driver.ts';
import { chooseDriver } from './drivers/engines.ts';
import { Listener } from './drivers/postgres/listener.ts';
import type { LensSession } from './lenses/lens-session.ts';
import { openLens } from './lenses/open-lens.ts';
import { Pyramids } from './queries/pyramid/pyramids.ts';

/** The one database of this process: its connection, and the catalogue and lens that are read when first asked for. */
export class OpenedDatabase {
  #connection: Connection | undefined;
  #target: Target | undefined;
  #listener: Listener | undefined;
  /** Long series that are prepared; none of what is written to, and of what is encrypted nothing is put aside. */
  pyramids: Pyramids | null = null;
  /** What the files were like just before they were opened. */
  #files = '';
  #catalogue: Promise<Catalogue> | undefined;
  #lens: Promise<LensSession> | undefined;
  #replacedShown = false;
  #leavingOut = NOTHING_LEFT_OUT;
  #timeZone: string | undefined;
  #chosen: string | undefined;
  #drawn: readonly LensFile[] = [];
  readonly #unfinished = new Set<Promise<unknown>>();

  async open(target: Target, context: OpenContext, pyramids?: string): Promise<OpenAnswer> {
    this.#target = target;
    // What is wrong with a file, its driver says better.
    this.#files = await filesVersion(target).catch(() => '');
    const driver = await chooseDriver(target);
    const connection = await driver.open(target, context);
    this.#connection = connection;
    this.#listener = listenerOf(target);
    if (pyramids !== undefined && context.writing === undefined && context.options.key === undefined) {
      const version = () => lastingVersion(connection, target);
      const quiet = target.kind === 'postgres' ? quietOfServer : quietOfFiles;
      this.pyramids = new Pyramids({ connection, database: placeOf(target), folder: pyramids, version, quiet });
    }
    const { info, interruptible } = connection;
    return { connection: info, interruptible };
  }

  /** Whether the data are others than before, and whether what is open can show them. */
  async version(options: QueryOptions): Promise<DataVersion> {
    const { connection } = this;
    const target = this.#target!;
    if (this.#listener !== undefined)
      return { version: `${await this.#listener.heard(options.signal)}`, outdated: false };
    const isCopy = connection.info.snapshotTaken !== null;
    const version = isCopy ? await filesVersion(target) : await dataVersion(connection, target, options);
    return { version, outdated: isCopy && version !== this.#files };
  }

  get connection(): Connection {
    if (this.#connection === undefined) throw new Failure('NOT_OPEN', 'This database is not open; reopen it');
    return this.#connection;
  }

  /** Whether the engine has failed in a way that it does not recover from. */
  get isBroken(): boolean {
    return (this.#connection?.broken ?? null) !== null;
  }

  /** Read once and kept; `fresh` reads it again (tables may have come or gone). */
  catalogue(fresh = false): Promise<Catalogue> {
    if (fresh) this.#catalogue = undefined;
    this.#catalogue ??= forgetting(this.connection.catalogue(), () => {
      this.#catalogue = undefined;
    });
    return this.#catalogue;
  }

  lens(): Promise<LensSession> {
    if (this.#lens === undefined) {
      const opening = this.#openLens(this.#chosen);
      this.#lens = forgetting(opening, () => {
        if (this.#lens === opening) this.#lens = undefined;
      });
    }
    return this.#lens;
  }

  async chooseLens(id: string): Promise<LensChoice> {
    const session = await this.#openLens(id);
    this.#chosen = id;
    this.#lens = Promise.resolve(session);
    return session.choice();
  }

  /** The lenses that people have drawn: the database is seen anew, through the same lens where a person chose one. */
  takeLenses(drawn: readonly LensFile[]): void {
    const gone = (id: string) => this.#drawn.some((each) => each.id === id) && !drawn.some((each) => each.id === id);
    if (this.#chosen !== undefined && gone(this.#chosen)) this.#chosen = undefined;
    this.#drawn = drawn;
    this.#lens = undefined;
  }

  /** Where days begin and end from now on: an IANA name, or the computer's own zone. */
  takeTimeZone(timeZone: string | undefined): void {
    this.#timeZone = timeZone;
    this.#lens = undefined;
  }

  /** Tables may have come or gone: they are read again, and seen through the lens that fits them now. */
  lookAgain(): void {
    this.#catalogue = undefined;
    this.#lens = undefined;
  }

  /** Shows or hides the rows that newer ones replaced, in every answer from now on. */
  async showReplaced(shown: boolean): Promise<LensChoice> {
    this.#replacedShown = shown;
    this.#lens = undefined;
    return (await this.lens()).choice();
  }

  /** What is left out of every answer from now on. */
  takeLeavingOut(leavingOut: LeavingOut): void {
    this.#leavingOut = leavingOut;
    this.#lens = undefined;
  }

  async table({ schema, name }: TableRef): Promise<TableInfo> {
    const table =
      findTable(await this.catalogue(), name, schema) ?? findTable(await this.catalogue(true), name, schema);
    if (table === undefined)
      throw new Failure('NOT_FOUND', `There is no table ${schema}.${name} in this database any more`);
    return table;
  }

  /** Work that is over before the process may end, cancelled or not: it puts back what it found. */
  async finishing<T>(work: Promise<T>): Promise<T> {
    this.#unfinished.add(work);
    return work.finally(() => this.#unfinished.delete(work));
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#unfinished);
    await this.#listener?.close();
    await this.pyramids?.close();
    await this.#connection?.close();
    this.#connection = undefined;
  }

  async #openLens(chosen?: string): Promise<LensSession> {
    return openLens(
      ...([this.connection, await this.catalogue(), chosen, this.#timeZone] as const),
      ...([this.#drawn, this.#replacedShown, this.#leavingOut] as const),
    );
  }
}

/**
 * How long nobody may have written before a series is prepared, in milliseconds. Whoever writes to a server, to whichever of
 * its databases, makes what was prepared useless.
 */
const quietOfFiles = 3000;
const quietOfServer = 30_000;

/** What tells a database from others. */
function placeOf(target: Target): string {
  if (target.kind !== 'postgres') return `${target.kind} ${target.path}`;
  const { host, port, database, user } = target.profile;
  return JSON.stringify([host, port, database, user]);
}

/** Where a profile names a channel, writers say themselves that they have written. */
function listenerOf(target: Target): Listener | undefined {
  const channel = target.kind === 'postgres' ? target.profile.channel : undefined;
  return target.kind !== 'postgres' || channel === undefined
    ? undefined
    : new Listener(target.profile, channel, target.password);
}

/** A promise worth keeping unless it fails: the next one to ask tries again. */
function forgetting<T>(promise: Promise<T>, forget: () => void): Promise<T> {
  promise.catch(forget);
  return promise;
}

export function optionsOf(signal: AbortSignal | undefined): QueryOptions {
  return signal === undefined ? {} : { signal };
}
