import { z } from 'zod';
import { chartFormatSchema, chartLookSchema, chartRequestSchema } from '../chart/request.ts';
import type { Bytes } from '../model/bulk.ts';
import { type ExportAnswer, exportFormatSchema, exportSourceSchema } from '../model/export.ts';
import { answer, base, ofDatabase } from './base.ts';

/** Files for a person: answered by the main process, which alone decides where they go. */
export const exports = {
  /**
   * Writes a file and answers when it is whole. The desktop asks for its place first; a browser gets an address to fetch
   * it from. Progress comes as a job, which can be cancelled; so does giving up this request.
   */
  save: base
    .input(
      ofDatabase.extend({
        source: exportSourceSchema,
        format: exportFormatSchema,
        /** Suggested name of the file. */
        name: z.string().min(1).max(200),
      }),
    )
    .output(answer<ExportAnswer>()),
  /** A chart as a file, as `save`. The databases it is drawn from are open. */
  saveChart: base
    .input(
      z.object({
        chart: chartRequestSchema,
        look: chartLookSchema,
        format: chartFormatSchema,
        name: z.string().min(1).max(200),
      }),
    )
    .output(answer<ExportAnswer>()),
  /** The same bytes for the window itself: to copy, and to look at before. */
  drawChart: base
    .input(z.object({ chart: chartRequestSchema, look: chartLookSchema, format: chartFormatSchema }))
    .output(answer<Bytes>()),
};
