import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import {
  fileSetSchema,
  type ImportRecord,
  type InitReport,
  importTargetSchema,
  onDuplicateSchema,
  type Reject,
  schemaKindSchema,
  type UndoReport,
} from '../model/import.ts';
import type { ImportJob } from '../model/import-job.ts';
import type { PackedLook } from '../model/packed-look.ts';
import { answer, base } from './base.ts';

const into = importTargetSchema;

/** A set of one file or folder about which nothing is decided, said by its path alone. */
const loneFile = z
  .string()
  .min(1)
  .transform((path) => ({ paths: [path], options: {} }));

/** Taking files into a database: answered by the main process, which has the work done in processes of its own. */
export const imports = {
  /**
   * What lies in files, and what importing them would do. Each set is looked at as it is given; `group: true` first puts
   * together what belongs together (files of one folder and one kind).
   */
  look: base
    .input(
      z.object({
        sets: z
          .array(z.union([loneFile, fileSetSchema]))
          .min(1)
          .max(100_000),
        group: z.boolean().default(false),
        into: into.optional(),
      }),
    )
    .output(answer<PackedLook>()),
  /** Queues an import and returns at once; imports into different databases run side by side. */
  start: base
    .input(
      z.object({
        sets: z.array(fileSetSchema).min(1).max(100_000),
        into,
        /** Absent: files that were imported before are a failure of their set. */
        onDuplicate: onDuplicateSchema.optional(),
        /** Plans only. */
        dryRun: z.boolean().default(false),
      }),
    )
    .output(answer<{ job: string }>()),
  /** Every import of this run of the application, queued, running and over. */
  jobs: base.output(answer<readonly ImportJob[]>()),
  /** One import as it goes, from its present state to its end. */
  follow: base.input(z.object({ job: z.string() })).output(eventIterator(answer<ImportJob>())),
  cancel: base.input(z.object({ job: z.string() })).output(z.void()),
  /** What was imported into a database, the latest first. */
  records: base.input(z.object({ into })).output(answer<readonly ImportRecord[]>()),
  /** Rows that one import rejected, in order, up to 10,000 after `after`. */
  rejects: base
    .input(z.object({ into, id: z.string(), after: z.number().int().min(0).default(0) }))
    .output(answer<readonly Reject[]>()),
  /** Removes exactly what one import added. */
  undo: base.input(z.object({ into, id: z.string() })).output(answer<UndoReport>()),
  /** Makes the tables of a schema. `ifMissing`: a database that has them already is no failure. */
  init: base
    .input(z.object({ into, schema: schemaKindSchema.exclude(['tables']), ifMissing: z.boolean().default(false) }))
    .output(answer<InitReport>()),
};
