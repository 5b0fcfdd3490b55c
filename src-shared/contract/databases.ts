import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import type { AppEvent, Recent } from '../model/app-event.ts';
import type { DatabaseInfo } from '../model/database.ts';
import { openOptionsSchema, type Source, sourceSchema } from '../model/source.ts';
import { answer, base, ofDatabase } from './base.ts';

/** Opening, closing and remembering databases: answered by the main process itself. */
export const databases = {
  list: base.output(answer<readonly DatabaseInfo[]>()),
  /** Opens a source, or shows the database that already has it open. Fails after the state has become `failed`. */
  open: base
    .input(z.object({ source: sourceSchema, options: openOptionsSchema.default({}) }))
    .output(answer<DatabaseInfo>()),
  /** Opens again what failed, crashed, was closed or is only remembered. */
  reopen: base.input(ofDatabase.extend({ options: openOptionsSchema.default({}) })).output(answer<DatabaseInfo>()),
  close: base.input(ofDatabase).output(z.void()),
  /** Reads the database as it is now where a copy of it is open; requests wait for that, and nothing else changes. */
  renew: base.input(ofDatabase).output(z.void()),
  /** The seeded boids sample: made on first use (progress comes as a job), then opened. */
  openSample: base.output(answer<DatabaseInfo>()),
  recents: base.output(answer<readonly Recent[]>()),
  forget: base.input(ofDatabase).output(z.void()),
  pin: base.input(ofDatabase.extend({ pinned: z.boolean() })).output(z.void()),
  /** What happens in the application, from now on; the first events carry the present state. */
  events: base.output(eventIterator(answer<AppEvent>())),
  cancelJob: base.input(z.object({ job: z.string() })).output(z.void()),
};

/** Choosing files. The desktop shows its dialog; `serve` lists what lies below its roots. */
export const files = {
  pick: base
    .input(z.object({ what: z.enum(['file', 'folder']), why: z.enum(['open', 'import']).default('open') }))
    .output(answer<readonly Source[]>()),
  /** Where a new file is to be; `null` when nothing was chosen. Only the desktop has a dialog for it. */
  place: base.input(z.object({ name: z.string().min(1).max(200) })).output(answer<string | null>()),
  /** A folder below the roots of `serve`; without one, the roots. */
  browse: base
    .input(z.object({ folder: z.string().optional() }))
    .output(answer<{ folder: string | null; parent: string | null; entries: readonly FolderEntry[] }>()),
  /** Whether a path is a file or a folder that may be opened here, as a source. */
  identify: base.input(z.object({ path: z.string().min(1) })).output(answer<Source>()),
  /**
   * A file that a value of a database names, never loaded: below `folder`, which may be opened, or where it may be opened
   * itself; relative paths begin there, or beside the database.
   */
  reference: base
    .input(
      ofDatabase.extend({
        path: z.string().min(1).max(4000),
        folder: z.string().min(1).max(4000).optional(),
        checksums: z.boolean().default(false),
      }),
    )
    .output(answer<FileReference>()),
};

export interface FileReference {
  /** Whole. */
  readonly path: string;
  readonly bytes: number;
  /** ISO 8601 UTC. */
  readonly modified: string;
  /** Lower-case hex; none unless they were asked for. */
  readonly checksums: readonly { readonly kind: 'sha256' | 'sha1' | 'md5'; readonly value: string }[];
}

export interface FolderEntry {
  readonly name: string;
  readonly path: string;
  readonly kind: 'file' | 'folder';
  readonly bytes: number | null;
  /** ISO 8601 UTC. */
  readonly modified: string | null;
}
