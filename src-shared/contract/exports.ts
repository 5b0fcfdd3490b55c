import { z } from 'zod';
import { chartFormatSchema, chartLookSchema, chartRequestSchema, chartSetSchema } from '../chart/request.ts';
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
  /** Several charts at once, as `save`: one page of them, or a zip with a file of each. */
  saveCharts: base
    .input(
      z.object({
        set: chartSetSchema,
        look: chartLookSchema,
        format: chartFormatSchema,
        name: z.string().min(1).max(200),
      }),
    )
    .output(answer<ExportAnswer>()),
  /** One page of charts for the window itself: to look at before. */
  drawCharts: base
    .input(z.object({ set: chartSetSchema, look: chartLookSchema, format: chartFormatSchema }))
    .output(answer<Bytes>()),
  /** The same bytes for the window itself: to copy, and to look at before. */
  drawChart: base
    .input(z.object({ chart: chartRequestSchema, look: chartLookSchema, format: chartFormatSchema }))
    .output(answer<Bytes>()),
};
