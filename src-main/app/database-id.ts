import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Source } from '#shared/model/source.ts';

/** An id that stays the same over restarts and may stand in an address: `boids-1f2e3d4c`. */
export function databaseId(source: Source, label: string): string {
  const slug = label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  const place = source.kind === 'postgres' ? source.profile : source.path;
  const hash = createHash('sha256').update(`${source.kind}:${place}`).digest('hex').slice(0, 8);
  return `${slug || 'database'}-${hash}`;
}

/** What people call a file or folder. */
export function pathLabel(path: string): string {
  return basename(path) || path;
}
