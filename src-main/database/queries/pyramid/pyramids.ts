import { createHash } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PREPARED_FROM, type Preparing } from '#shared/model/preparing.ts';
import type { Connection } from '../../drivers/driver.ts';
import { render } from '../../sql/dialect.ts';
import { all, sql } from '../../sql/sql.ts';
import type { M4Input } from '../m4/input.ts';
import { stepsOf } from '../m4/steps.ts';
import { buildPyramid } from './build-pyramid.ts';
import { PyramidFile } from './file-reader.ts';
import { Damaged } from './layout.ts';
import { ENDING, MOST_BYTES, makeRoom } from './room.ts';
import type { Reading } from './ways.ts';

/** What a database's pyramids are made of and kept in. */
export interface PyramidParts {
  readonly connection: Connection;
  /** What tells the database from others. */
  readonly database: string;
  /** Where they are kept: Starling's own. */
  readonly folder: string;
  /** Another text after every change of the data; `null` where nothing says so reliably. */
  readonly version: () => Promise<string | null>;
  /** Series with more rows get one. */
  readonly fromRows?: number | undefined;
  /** How long the data are to be the same before one is built, in milliseconds. */
  readonly quiet: number;
  /** Bytes that all may have together. */
  readonly most?: number | undefined;
}

/** How often to wait until the data rest. */
const TURNS = 20;

/** How often that while is doubled: then it is a quarter of an hour for files. */
const MOST_DOUBLED = 8;

/** How often to look whether somebody writes meanwhile, in milliseconds. */
const LOOK_EVERY = 250;

/** More than a row takes as a rule: x and y, and a sixteenth of them for blocks. */
const BYTES_PER_ROW = 20;

/** How many are open: each holds its directory in memory, 2 MB of 100 million points. */
const MOST_OPEN = 8;

/** How many wait to be built. */
const MOST_WANTED = 8;

/** A series that was drawn by the engine. */
interface Wanted {
  readonly path: string;
  readonly input: M4Input;
  readonly rows: number;
}

interface Opened {
  readonly path: string;
  readonly file: PyramidFile;
  users: number;
  retired: boolean;
}

/**
 * Long series put aside in a form that answers any part of them with a few reads; built in the background once such a one
 * was drawn, one at a time, and used only while the data are those it was built of. What changes without the database (a
 * view that asks for the time) stays as it was then.
 */
export class Pyramids {
  readonly #parts: PyramidParts;
  readonly #open = new Map<string, Opened>();
  /** For which version there can be none, by path. */
  readonly #refused = new Map<string, string>();
  readonly #closing = new AbortController();
  /** How often data were others than a pyramid's. */
  #changes = 0;
  #wanted: readonly Wanted[] = [];
  #current: Wanted | undefined;
  /** What was read of that. */
  #reading: Reading | undefined;
  #working: Promise<void> | undefined;

  constructor(parts: PyramidParts) {
    this.#parts = parts;
  }

  /** Asks the pyramid of these rows; `null` where there is none for the data as they are. */
  async ask<T>(input: M4Input, question: (file: PyramidFile) => Promise<T>): Promise<T | null> {
    const opened = await this.#find(input);
    if (opened === null || opened.retired) return null;
    opened.users += 1;
    try {
      return await question(opened.file);
    } catch (thrown) {
      if (!isUnreadable(thrown)) throw thrown;
      this.#drop(opened.path);
      return null;
    } finally {
      opened.users -= 1;
      closeIfUnused(opened);
    }
  }

  /** The engine has drawn so many rows of these: many are prepared for the next time, what was drawn last first. */
  drawn(input: M4Input, rows: number): void {
    const { fromRows = PREPARED_FROM } = this.#parts;
    if (rows <= fromRows || this.#closing.signal.aborted) return;
    const path = this.#pathOf(input, input.log === true);
    if (path === this.#current?.path) return;
    const others = this.#wanted.filter((each) => each.path !== path);
    this.#wanted = [...others, { path, input, rows }].slice(-MOST_WANTED);
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
    });
  }

  /** What is being prepared, or is about to be. */
  get preparing(): Preparing | null {
    const wanted = this.#current ?? this.#wanted.at(-1);
    if (wanted === undefined) return null;
    const { rows } = wanted;
    return { rows, done: this.#reading === undefined ? null : Math.min(1, this.#reading.rows / rows) };
  }

  /** Until nothing is built any more. */
  async settled(): Promise<void> {
    await this.#working;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#working;
    for (const path of [...this.#open.keys()]) this.#forget(path);
  }

  async #find(input: M4Input): Promise<Opened | null> {
    const log = input.log === true;
    for (const own of [true, false]) {
      const path = this.#pathOf(input, own ? log : !log);
      const opened = this.#openAt(path);
      if (opened === null || !(own || opened.file.directory.positive)) continue;
      const version = await this.#parts.version();
      if (opened.file.directory.version === version) return opened;
      if (version === null) continue;
      this.#changes += 1;
      this.#drop(path);
    }
    return null;
  }

  #openAt(path: string): Opened | null {
    const inode = statSync(path, { bigint: true, throwIfNoEntry: false })?.ino;
    const known = this.#open.get(path);
    if (known !== undefined && known.file.inode === inode) return known;
    this.#forget(path);
    if (inode === undefined) return null;
    try {
      const opened = { file: new PyramidFile(path), path, users: 0, retired: false };
      this.#open.set(path, opened);
      for (const other of [...this.#open.keys()].slice(0, -MOST_OPEN)) this.#forget(other);
      return opened;
    } catch (thrown) {
      if (!isUnreadable(thrown)) throw thrown;
      this.#drop(path);
      return null;
    }
  }

  async #work(): Promise<void> {
    for (let next = this.#wanted.at(-1); next !== undefined; next = this.#wanted.at(-1)) {
      this.#wanted = this.#wanted.slice(0, -1);
      this.#current = next;
      await this.#build(next);
      this.#current = undefined;
      this.#reading = undefined;
    }
  }

  /** Nothing that is shown needs it: where it fails, it is not tried again until the data change. */
  async #build({ path, input, rows }: Wanted): Promise<void> {
    const version = await this.#quietVersion().catch(() => null);
    if (version === null || this.#refused.get(path) === version) return;
    const { connection, folder, most = MOST_BYTES, version: ask } = this.#parts;
    const isCurrent = async () => (await ask()) === version;
    const reading = { rows: 0 };
    this.#reading = reading;
    const build = async (signal: AbortSignal) =>
      (await makeRoom(folder, rows * BYTES_PER_ROW, most)) &&
      (await buildPyramid(connection, input, { path, most, version, isCurrent, signal, reading })) &&
      (await makeRoom(folder, 0, most));
    if (!(await this.#whileCurrent(isCurrent, build).catch(() => false))) this.#refused.set(path, version);
  }

  /**
   * Stops as soon as somebody writes: a writer of a SQLite database without a log waits for whoever reads it, and gives up
   * after some seconds.
   */
  async #whileCurrent<T>(isCurrent: () => Promise<boolean>, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const changed = new AbortController();
    const look = async () => {
      if (await isCurrent().catch(() => false)) return;
      if (!changed.signal.aborted) this.#changes += 1;
      changed.abort();
    };
    const looking = setInterval(() => void look(), LOOK_EVERY);
    try {
      return await work(AbortSignal.any([this.#closing.signal, changed.signal]));
    } finally {
      clearInterval(looking);
    }
  }

  /**
   * Once the data have been the same for a while, a longer one the more often they have changed; `null` where they do not
   * rest, or nothing tells.
   */
  async #quietVersion(): Promise<string | null> {
    const { version } = this.#parts;
    const quiet = this.#parts.quiet * 2 ** Math.min(this.#changes, MOST_DOUBLED);
    const { signal } = this.#closing;
    let before = await version();
    for (let turn = 0; turn < TURNS && before !== null; turn++) {
      await wait(quiet, undefined, { signal });
      const now = await version();
      if (now === before) return now;
      before = now;
    }
    return null;
  }

  /** One that the system does not let go stays, and is as little used. */
  #drop(path: string): void {
    this.#forget(path);
    try {
      rmSync(path, { force: true });
    } catch (thrown) {
      if (!isUnreadable(thrown)) throw thrown;
    }
  }

  #forget(path: string): void {
    const opened = this.#open.get(path);
    this.#open.delete(path);
    if (opened === undefined) return;
    opened.retired = true;
    closeIfUnused(opened);
  }

  #pathOf(input: M4Input, log: boolean): string {
    const { connection, database, folder } = this.#parts;
    const { unjoined } = input;
    const rows = render(stepsOf(connection.dialect, input, []), connection.dialect);
    const reach = unjoined && render(sql`${unjoined.from} where ${all(unjoined.where)}`, connection.dialect);
    const values = [...rows.values, ...(reach?.values ?? [])].map((value) => `${typeof value} ${value}`);
    const what = JSON.stringify([database, log, rows.text, reach?.text, values]);
    return join(folder, `${createHash('sha256').update(what).digest('hex').slice(0, 32)}${ENDING}`);
  }
}

function closeIfUnused({ file, users, retired }: Opened): void {
  if (retired && users === 0) file.close();
}

/** Whether a file is damaged, or the system could not read it. */
function isUnreadable(thrown: unknown): boolean {
  return thrown instanceof Damaged || thrown instanceof SyntaxError || (thrown instanceof Error && 'syscall' in thrown);
}
