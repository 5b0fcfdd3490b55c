import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { WritePlace } from '#shared/contract/importing.ts';
import type { ProcessClient } from '#shared/contract/lifecycle.ts';
import { asFailure, Failure } from '#shared/model/failure.ts';
import type { ImportTarget } from '#shared/model/import.ts';
import type { OpenOptions, Source } from '#shared/model/source.ts';
import { pathLabel } from '../database-id.ts';
import type { Databases } from '../databases.ts';
import type { Grants } from '../grants.ts';
import type { Host } from '../host.ts';

/** Where an import goes, and who has it open. */
export interface Place {
  /** Equal for targets that are one database. */
  readonly line: string;
  readonly label: string;
  readonly source: Source;
  readonly engine?: 'duckdb' | 'sqlite' | undefined;
}

type Ask<T> = (client: ProcessClient, place: WritePlace) => Promise<T>;

/** How long an import may take to put back what it found once it was cancelled, in milliseconds. */
const undoingMs = 30_000;

/** Finds the process that may write to a database: its owner for an open DuckDB file, one of its own for everything else. */
export class Places {
  readonly #host: Host;
  readonly #databases: Databases;
  readonly #grants: Grants;

  constructor(host: Host, databases: Databases, grants: Grants) {
    this.#host = host;
    this.#databases = databases;
    this.#grants = grants;
  }

  async of(into: ImportTarget): Promise<Place> {
    const source = await this.#sourceOf(into);
    if (source.kind !== 'postgres') await this.#grants.check(source.path);
    const label = source.kind === 'postgres' ? await this.#databases.labelOf(source) : pathLabel(source.path);
    const engine = into.kind === 'file' ? { engine: into.engine } : {};
    return { line: await this.#databases.idOf(source), label, source, ...engine };
  }

  /** Asks a process of its own, which opens the target for reading only (or knows no target). */
  looking<T>(place: Place | null, ask: Ask<T>, signal?: AbortSignal): Promise<T> {
    return this.#withScratch(async (scratch) => {
      const target = place === null ? null : await this.#target(place);
      return this.#databases.aside((client) => ask(client, { target, scratch }), signal);
    });
  }

  /** Asks the process that may write; a window that has the database open sees it as it is afterwards. */
  async writing<T>(place: Place, paths: readonly string[], ask: Ask<T>, signal?: AbortSignal): Promise<T> {
    const owner = this.#databases.ownerOf(place.source);
    return this.#withScratch(async (scratch) => {
      if (owner !== undefined)
        return owner.writing(
          { paths: [...paths], scratch },
          (client) => ask(client, { target: null, scratch }),
          signal,
        );
      const target = await this.#target(place);
      try {
        return await this.#databases.aside((client) => ask(client, { target, scratch }), signal, undoingMs);
      } finally {
        await this.#databases.lookAgain(place.source);
      }
    });
  }

  /** As `writing`, for an answer that comes in pieces. */
  async *streaming<Piece>(
    place: Place,
    paths: readonly string[],
    signal: AbortSignal,
    ask: Ask<AsyncIterable<Piece>>,
  ): AsyncGenerator<Piece> {
    const waiting: Piece[] = [];
    let wake = Promise.withResolvers<void>();
    let isOver = false;
    const work = this.writing(
      place,
      paths,
      async (client, given) => {
        for await (const piece of await ask(client, given)) {
          waiting.push(piece);
          wake.resolve();
        }
      },
      signal,
    ).finally(() => {
      isOver = true;
      wake.resolve();
    });
    work.catch(() => undefined);
    for (;;) {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) yield next;
      if (isOver) break;
      await wake.promise;
      wake = Promise.withResolvers();
    }
    await work;
  }

  async #sourceOf(into: ImportTarget): Promise<Source> {
    if (into.kind === 'postgres') return into;
    if (into.kind === 'file') return { kind: 'file', path: resolve(into.path) };
    const known = this.#databases.list().find(({ id }) => id === into.database);
    if (known === undefined) throw new Failure('NOT_OPEN', 'This database is not open; reopen it');
    return known.source;
  }

  async #target({ source, engine }: Place): Promise<NonNullable<WritePlace['target']>> {
    const options: OpenOptions = this.#databases.optionsOf(source);
    const target = await this.#databases.targetOf(source);
    return { target, options, ...(engine === undefined ? {} : { engine }) };
  }

  async #withScratch<T>(work: (scratch: string) => Promise<T>): Promise<T> {
    const folder = join(this.#host.cacheFolder, 'scratch');
    await mkdir(folder, { recursive: true });
    const scratch = await mkdtemp(join(folder, 'import-'));
    try {
      return await work(scratch);
    } catch (thrown) {
      throw asFailure(thrown);
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }
}
