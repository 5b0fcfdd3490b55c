import { dirname, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { Failure } from '#shared/model/failure.ts';
import type { OpenContext, Target } from '../driver.ts';
import type { OpenInstance } from './connection.ts';
import { plainInfo } from './database.ts';
import { fileFailure, openFailure } from './failures.ts';
import { type FileSet, type FolderContent, folderContent, oneFile } from './file-sets.ts';
import { createViews, type FileTables, Poisoned } from './file-tables.ts';
import { instanceSettings, lockDown } from './settings.ts';

/** Opens a data file, or a folder of them, where they are: an empty instance with a view per set of files. */
export async function openFiles(
  target: Exclude<Target, { kind: 'postgres' }>,
  context: OpenContext,
): Promise<OpenInstance> {
  const path = resolve(target.path);
  const content = await contentOf(target.kind, path).catch((thrown: unknown) => {
    throw fileFailure(thrown);
  });
  const root = target.kind === 'folder' ? path : dirname(path);
  const open = await openSets(content.sets, root, context);
  try {
    refuseUnreadable(open.files, target.kind);
    const notices = [...contentNotices(content), ...open.files.notices];
    return { ...open, info: { ...open.info, notices } };
  } catch (thrown) {
    open.instance.closeSync();
    throw thrown;
  }
}

async function contentOf(kind: 'file' | 'folder', path: string): Promise<FolderContent> {
  if (kind === 'file') return { sets: [await oneFile(path)], databases: [], empty: [], more: false };
  const content = await folderContent(path);
  if (content.sets.length > 0) return content;
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
      poisoned.set(thrown.set.name, damaged(thrown.failure));
      const bad = new Set(thrown.set.paths);
      healthy = healthy
        .map((set) => ({ ...set, paths: set.paths.filter((each) => !bad.has(each)) }))
        .filter(({ paths }) => paths.length > 0);
    }
  }
}

/** What made the instance unusable is only this file, once another instance does without it. */
function damaged(failure: Failure): Failure {
  return new Failure('FILE_CORRUPT', 'The file is damaged: reading it makes DuckDB fail.', {
    detail: failure.data.detail ?? failure.message,
    cause: failure,
  });
}

/** A lone file that cannot be read is a failure; in a folder the others are still worth seeing. */
function refuseUnreadable({ rows, unreadable }: FileTables, kind: 'file' | 'folder'): void {
  const [failure] = unreadable.values();
  if (rows.size > 0 || !failure) return;
  const { code, message, detail } = failure.data;
  const words = kind === 'file' ? message : `None of the folder's files can be read. The first: ${message}`;
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
