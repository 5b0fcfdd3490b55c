import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { FileSetRequest, ImportPlan, ImportReport, OnDuplicate, UndoReport } from '#shared/model/import.ts';
import type { TestDatabase } from '../../testing/engines.ts';
import { planSet } from '../look.ts';
import { lookingInstance, openWriter } from '../open-writer.ts';
import { undoImport } from '../records/undo.ts';
import { importSet } from '../run/import-set.ts';
import type { Writer } from '../writers/writer.ts';

/** A folder of files and a way to import them into a test's database, in this process. */
export class ImportBench implements AsyncDisposable {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(): Promise<ImportBench> {
    return new ImportBench(await mkdtemp(join(tmpdir(), 'starling-import-')));
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Runs statements of DuckDB's, to make files. */
  async make(...statements: string[]): Promise<void> {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    for (const statement of statements) await connection.run(statement.replaceAll('$folder', this.folder));
    connection.closeSync();
    instance.closeSync();
  }

  async plan(paths: readonly string[], request: Partial<FileSetRequest> = {}): Promise<ImportPlan> {
    return this.#looking((duckdb) =>
      planSet(
        { options: {}, ...request, paths: [...paths] },
        { duckdb, scratch: this.folder, signal: new AbortController().signal, target: null },
      ),
    );
  }

  async import(
    database: Pick<TestDatabase, 'target'>,
    paths: readonly string[],
    request: Partial<FileSetRequest> & { onDuplicate?: OnDuplicate; signal?: AbortSignal; key?: string } = {},
  ): Promise<ImportReport> {
    const { onDuplicate, signal = new AbortController().signal, key, ...set } = request;
    return this.#looking((duckdb) =>
      this.writing(
        database,
        paths,
        (writer) =>
          importSet({ options: {}, ...set, paths: [...paths] }, onDuplicate, {
            writer,
            duckdb,
            scratch: this.folder,
            watch: { signal, progress: () => undefined },
          }),
        key,
      ),
    );
  }

  undo(database: Pick<TestDatabase, 'target'>, id: string): Promise<UndoReport> {
    return this.writing(database, [], (writer) => undoImport(writer, id));
  }

  async writing<T>(
    database: Pick<TestDatabase, 'target'>,
    paths: readonly string[],
    work: (writer: Writer) => Promise<T>,
    key?: string,
  ): Promise<T> {
    const { target } = database;
    const place =
      target.kind === 'postgres'
        ? { kind: target.kind, profile: target.profile, password: target.password }
        : { kind: target.kind, path: target.path };
    const writer = await openWriter(
      { target: place as { kind: 'file'; path: string }, options: key === undefined ? {} : { key } },
      this.folder,
      paths,
    );
    try {
      return await work(writer);
    } finally {
      await writer.close();
    }
  }

  async #looking<T>(work: (duckdb: Awaited<ReturnType<DuckDBInstance['connect']>>) => Promise<T>): Promise<T> {
    const instance = await lookingInstance(this.folder);
    const connection = await instance.connect();
    try {
      return await work(connection);
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
