import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { FileReference } from '#shared/contract/databases.ts';
import { Failure } from '#shared/model/failure.ts';
import type { Source } from '#shared/model/source.ts';
import { type Grants, isBelow, notReadable } from './grants.ts';

export interface ReferenceAsked {
  readonly path: string;
  /** Where paths begin, and below which files may be looked at; without it the folder of the database. */
  readonly folder?: string | undefined;
  /** Whether to read all of it for its checksums. */
  readonly checksums: boolean;
}

/**
 * What is known of a file that a value of a database names: never opened as what it is, at most read byte by byte for its
 * checksums. What may be looked at is what may be opened, and whatever lies below a folder that may be.
 */
export async function referenceOf(
  grants: Grants,
  source: Source,
  { path, folder, checksums }: ReferenceAsked,
  signal?: AbortSignal,
): Promise<FileReference> {
  const whole = placeOf(source, path, folder);
  await mayLook(grants, whole, folder);
  const found = await stat(whole).catch((thrown: NodeJS.ErrnoException) => {
    throw notReadable(whole, thrown);
  });
  if (!found.isFile()) throw new Failure('BAD_INPUT', `${whole} is no file`);
  return {
    ...{ path: whole, bytes: found.size, modified: found.mtime.toISOString() },
    checksums: checksums ? await checksumsOf(whole, signal) : [],
  };
}

function placeOf(source: Source, path: string, folder: string | undefined): string {
  if (folder !== undefined) return resolve(folder, path);
  if (isAbsolute(path)) return resolve(path);
  if (source.kind === 'postgres')
    throw new Failure('BAD_INPUT', 'This path does not say where it begins: name the folder that it is in');
  return join(source.kind === 'folder' ? source.path : dirname(source.path), path);
}

async function mayLook(grants: Grants, path: string, folder: string | undefined): Promise<void> {
  if (folder === undefined) return grants.check(path);
  await grants.check(folder);
  const [real, root] = await Promise.all([path, folder].map((each) => realpath(each).catch(() => resolve(each))));
  if (!isBelow(root!, real!)) throw new Failure('NOT_ALLOWED', 'This file is not below the folder that was named');
}

const kinds = ['sha256', 'sha1', 'md5'] as const;

/** All three in one pass: databases do not say which of them they keep. */
async function checksumsOf(path: string, signal: AbortSignal | undefined): Promise<FileReference['checksums']> {
  const hashes = kinds.map((kind) => createHash(kind));
  const pieces = createReadStream(path, { highWaterMark: 1 << 20, ...(signal && { signal }) });
  try {
    for await (const piece of pieces) for (const hash of hashes) hash.update(piece as Buffer);
  } catch (thrown) {
    if (signal?.aborted) throw new Failure('CANCELLED', 'Reading the file was cancelled', { cause: thrown });
    throw notReadable(path, thrown as NodeJS.ErrnoException);
  }
  return kinds.map((kind, at) => ({ kind, value: hashes[at]!.digest('hex') }));
}
