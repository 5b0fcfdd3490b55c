import { z } from 'zod';
import { seriesRequestSchema } from '../contract/browse.ts';
import { type ExportFormat, sessionFormats, tableFormats } from './export-formats.ts';
import { pageRequestSchema } from './filter.ts';

export const tableFormatSchema = z.enum(tableFormats);
export const exportFormatSchema = z.enum(sessionFormats);

const view = pageRequestSchema.pick({ conditions: true, search: true, sort: true });

/** Which rows of a view: all of them without one. */
const rangeSchema = z.object({ from: z.number().int().nonnegative(), count: z.number().int().positive() });

/** What can be written to a file: what a grid shows, whole or in part, or a session with everything below it. */
const partSchema = z.object({
  view: view.default({ conditions: [], search: '', sort: [] }),
  range: rangeSchema.optional(),
  /** Names of the columns, in order; all of them without. */
  columns: z.array(z.string()).min(1).max(20_000).optional(),
});

export const exportSourceSchema = z.discriminatedUnion('kind', [
  partSchema.extend({ kind: z.literal('table'), table: z.object({ schema: z.string(), name: z.string() }) }),
  partSchema.extend({ kind: z.literal('query'), sql: z.string().min(1).max(1_000_000) }),
  partSchema.extend({ kind: z.literal('sessions') }),
  partSchema.extend({ kind: z.literal('episodes'), session: z.string().optional() }),
  partSchema.extend({ kind: z.literal('steps'), episode: z.string(), agents: z.array(z.string()).optional() }),
  partSchema.extend({ kind: z.literal('records'), table: z.string(), of: z.string().optional() }),
  partSchema.extend({
    kind: z.literal('question'),
    question: z.string(),
    values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  }),
  z.object({ kind: z.literal('session'), session: z.string() }),
  /** Lines of measures: as a chart of so many pixels draws them, or every point there is. */
  z.object({
    kind: z.literal('series'),
    requests: z.array(seriesRequestSchema).min(1).max(50),
    points: z.number().int().positive().max(20_000).optional(),
  }),
]);
export type ExportSource = z.infer<typeof exportSourceSchema>;
export type PartialSource = Exclude<ExportSource, { kind: 'session' | 'series' }>;

/** What a chart draws, for the process that writes it to a file. */
export const chartFileSchema = z.object({
  columns: z.array(z.object({ name: z.string(), kind: z.enum(['text', 'float', 'integer']) })).min(1),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
  /** A folder of Starling's own for what has to be put aside on the way. */
  scratch: z.string(),
  /** Key and value, for the metadata of the file. */
  provenance: z.array(z.tuple([z.string(), z.string()])),
});
export type ChartFileInput = z.infer<typeof chartFileSchema>;

/** How far an export is, and at its end how much it wrote. */
export interface ExportProgress {
  readonly rows: number;
  /** 0–1, or `null` where nobody knows how many rows there are. */
  readonly share: number | null;
  readonly done: boolean;
}

/** What became of an export that a window asked for; `null` where the person chose no place. */
export type ExportAnswer = ExportedFile | null;

export interface ExportedFile {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  /** Where it lies, on the desktop. */
  readonly path: string | null;
  /** Where a browser can fetch it, once; below the page's own address. */
  readonly download: string | null;
}

/** The format that a name says by its ending. */
export function formatOfName(name: string): ExportFormat | undefined {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return sessionFormats.find((format) => format === (synonyms[ending] ?? ending));
}

const synonyms: Readonly<Record<string, ExportFormat>> = { ndjson: 'jsonl', markdown: 'md', pq: 'parquet' };
