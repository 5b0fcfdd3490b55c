import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import type { Bytes } from '../model/bulk.ts';
import { chartFileSchema, type ExportProgress, exportFormatSchema, exportSourceSchema } from '../model/export.ts';
import { answer, base } from './base.ts';

/** Writing files: main tells a database process, and nobody else may. */
export const exporting = {
  /** Writes one new file, which must not be there; what is left of it after a failure is main's to remove. */
  write: base
    .input(
      z.object({
        source: exportSourceSchema,
        format: exportFormatSchema,
        path: z.string(),
        /** A folder of Starling's own for what has to be put aside on the way. */
        scratch: z.string(),
        /** Named in the file where its format has a place for it: the database and the Starling that wrote it. */
        from: z.object({ database: z.string(), version: z.string() }),
      }),
    )
    .output(eventIterator(answer<ExportProgress>())),
  /** What a chart draws as the bytes of a Parquet file; main keeps no engine that could write one. */
  chart: base.input(chartFileSchema).output(answer<Bytes>()),
};
