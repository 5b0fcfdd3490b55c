import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import {
  fileSetSchema,
  type ImportLook,
  type ImportProgress,
  type ImportRecord,
  type ImportReport,
  type InitReport,
  onDuplicateSchema,
  type Reject,
  schemaKindSchema,
  type UndoReport,
} from '../model/import.ts';
import { openOptionsSchema } from '../model/source.ts';
import { answer, base } from './base.ts';
import { targetSchema } from './target.ts';

/**
 * The database that a process writes to: the one it has open for writing (`null`), or one that it opens for this request;
 * a file that is not there is made as a database of `engine`.
 */
const place = z.object({
  target: z
    .object({
      target: targetSchema,
      options: openOptionsSchema.default({}),
      engine: z.enum(['duckdb', 'sqlite']).optional(),
    })
    .nullable(),
  /** A folder of Starling's own for converted copies and spill files. */
  scratch: z.string(),
});
export type WritePlace = z.infer<typeof place>;

/** A step of a running import. */
export type ImportPiece =
  | { readonly kind: 'progress'; readonly progress: ImportProgress }
  | { readonly kind: 'report'; readonly set: number; readonly report: ImportReport };

/** What main asks of a process about imports, and nobody else may. */
export const importing = {
  /** Reads strange files, so it runs in a process of its own, which has no database open. */
  look: base.input(place.extend({ sets: z.array(fileSetSchema), group: z.boolean() })).output(answer<ImportLook>()),
  run: base
    .input(place.extend({ sets: z.array(fileSetSchema), onDuplicate: onDuplicateSchema.optional() }))
    .output(eventIterator(answer<ImportPiece>())),
  records: base.input(place).output(answer<readonly ImportRecord[]>()),
  rejects: base.input(place.extend({ id: z.string(), after: z.number() })).output(answer<readonly Reject[]>()),
  undo: base.input(place.extend({ id: z.string() })).output(answer<UndoReport>()),
  init: base
    .input(place.extend({ schema: schemaKindSchema.exclude(['tables']), ifMissing: z.boolean() }))
    .output(answer<InitReport>()),
};
