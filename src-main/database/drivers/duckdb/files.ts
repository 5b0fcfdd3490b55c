import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { Failure } from '#shared/model/failure.ts';
import type { OpenContext } from '../driver.ts';
import type { OpenInstance } from './connection.ts';
import { plainInfo } from './database.ts';
import { fileFailure, isFatal, openFailure } from './failures.ts';
import { type FileSet, type FolderContent, folderContent, oneFile, stemOf } from './file-sets.ts';
import { plainSource } from './file-source.ts';
import { createViews, type FileTables, Poisoned } from './file-tables.ts';
import { readParquet } from './parquet.ts';
import { instanceSettings, lockDown } from './settings.ts';

/** Opens a data file, or a folder of them, where they are: an empty instance with a view per set of files. */
export async function openFiles(target: string, context: OpenContext): Promise<OpenInstance> {
  const path = resolve(target);
  const { isFolder, content } = await look(path).catch((thrown: unknown) => {
    throw fileFailure(thrown);
  });
  const open = await openSets(content.sets, isFolder ? path : dirname(path), context);
  try {
    refuseUnreadable(open.files, isFolder);
    const notices = [...contentNotices(content), ...open.files.notices];
    return { ...open, info: { ...open.info, notices } };
  } catch (thrown) {
    open.instance.closeSync();
    throw thrown;
  }
}

async function look(path: string): Promise<{ readonly isFolder: boolean; readonly content: FolderContent }> {
  const isFolder = (await stat(path)).isDirectory();
  if (!isFolder) return { isFolder, content: { sets: [await oneFile(path)], databases: [], empty: [], more: false } };
  const content = await folderContent(path);
  if (content.sets.length > 0) return { isFolder, content };
  throw new Failure(
    'NOT_A_DATABASE',
    content.databases.length > 0
      ? 'The folder holds databases but no data files. Open one of the databases itself.'
      : 'The folder holds no data files (parquet, CSV, JSON). Choose another one.',
  );
}

/** A damaged parquet file can make the whole instance unusable; then it starts again without that file. */
async function openSets(
  sets: readonly FileSet[],
  root: string,
  context: OpenContext,
): Promise<OpenInstance & { readonly files: FileTables }> {
  const poisoned = new Map<string, Failure>();
  let healthy = sets;
  for (;;) {
    context.signal?.throwIfAborted();
    const instance = await DuckDBInstance.create(':memory:', instanceSettings(context.scratch));
    try {
      const connection = await instance.connect();
      const files = await createViews({ connection, root, scratch: context.scratch }, healthy);
      await lockDown(
        connection,
        healthy.flatMap(({ paths }) => paths),
      );
      connection.closeSync();
      const unreadable = new Map([...files.unreadable, ...poisoned]);
      return { instance, connect: () => instance.connect(), info: plainInfo(), files: { ...files, unreadable } };
    } catch (thrown) {
      instance.closeSync();
      if (!(thrown instanceof Poisoned)) throw openFailure(thrown);
      const bad = new Set(await poisonous(thrown.set.paths, context));
      poisoned.set([...bad].map(stemOf).join(', '), damaged(thrown.failure));
      healthy = healthy
        .map((set) => ({ ...set, paths: set.paths.filter((each) => !bad.has(each)) }))
        .filter(({ paths }) => paths.length > 0);
    }
  }
}

/** Which of the files it is, each tried in an instance of its own; all of them if it is none alone. */
async function poisonous(paths: readonly string[], { scratch }: OpenContext): Promise<readonly string[]> {
  if (paths.length === 1) return paths;
  const bad: string[] = [];
  for (const path of paths) {
    const instance = await DuckDBInstance.create(':memory:', instanceSettings(scratch));
    const connection = await instance.connect();
    await connection.run(`select * from ${readParquet(plainSource([path]))} limit 1`).catch((thrown: unknown) => {
      if (isFatal(openFailure(thrown))) bad.push(path);
    });
    connection.closeSync();
    instance.closeSync();
  }
  return bad.length > 0 ? bad : paths;
}

/** What made the instance unusable is only this file, once another instance does without it. */
function damaged(failure: Failure): Failure {
  return new Failure('FILE_CORRUPT', 'The file is damaged: reading it makes DuckDB fail.', {
    detail: failure.data.detail ?? failure.message,
    cause: failure,
  });
}

/** A lone file that cannot be read is a failure; in a folder the others are still worth seeing. */
function refuseUnreadable({ rows, unreadable }: FileTables, isFolder: boolean): void {
  const [failure] = unreadable.values();
  if (rows.size > 0 || !failure) return;
  const { code, message, detail } = failure.data;
  const words = isFolder ? `None of the folder's files can be read. The first: ${message}` : message;
  throw new Failure(code, words, { cause: failure, ...(detail === undefined ? {} : { detail }) });
}

function contentNotices({ databases, empty, more }: FolderContent): string[] {
  return [
    ...(more ? ['The folder holds more than 5,000 data files; the others are left out.'] : []),
    ...(databases.length > 0
      ? [`${databases.length} databases in the folder are not shown: open them one by one.`]
      : []),
    ...(empty.length > 0 ? [`${empty.length} empty files are left out.`] : []),
  ];
}
