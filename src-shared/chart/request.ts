import { z } from 'zod';
import { stepSummaryKinds, summaryKinds } from '../compare/values.ts';
import { seriesRequestSchema } from '../contract/browse.ts';
import { cellsRequestSchema } from '../contract/cells.ts';
import { ofQuestion, questionChartRequestSchema } from '../contract/questions.ts';
import { smoothingSchema } from '../model/smoothing.ts';
import { alongSchema } from '../model/workspace.ts';
import { bandKinds, centreKinds } from '../statistics/bands.ts';

export const chartFormats = ['svg', 'pdf', 'png', 'csv', 'parquet', 'tsv', 'tex'] as const;
export const chartFormatSchema = z.enum(chartFormats);
export type ChartFormat = z.infer<typeof chartFormatSchema>;

export const chartFormatTitles: Readonly<Record<ChartFormat, string>> = {
  svg: 'SVG, vector with real text',
  pdf: 'PDF, vector',
  png: 'PNG, pixels',
  csv: 'CSV of the drawn points',
  parquet: 'Parquet of the drawn points',
  tsv: 'TSV of the drawn points',
  tex: 'pgfplots for LaTeX',
};

/** Groups of runs as lines with bands over x, or how the values of each group are distributed; as they are compared. */
export const groupsChartSchema = z.object({
  draw: z.enum(['bands', 'profile']),
  database: z.string().min(1),
  level: z.enum(['session', 'episode']),
  measure: z.string(),
  /** Facts that make groups; what suits the level without. */
  by: z.array(z.string()).max(100).optional(),
  of: z.enum(summaryKinds).default('mean'),
  last: z.number().int().min(1).default(10),
  steps: z.enum(stepSummaryKinds).optional(),
  sessions: z.array(z.string()).max(1000).default([]),
  centre: z.enum(centreKinds).default('mean'),
  band: z.enum(bandKinds).default('bootstrap'),
  confidence: z.number().gt(0).lt(1).default(0.95),
  /** How each run is smoothed before groups are made of them; of bands. */
  smooth: smoothingSchema.optional(),
  /** The fact that tells the tasks of runs apart, of a profile. */
  task: z.string().optional(),
});
export type GroupsChart = z.infer<typeof groupsChartSchema>;

/** A chart as it is asked for: the measures and what of them is drawn. The same request is the same picture. */
export const chartRequestSchema = z.object({
  /** One question per measure; their lines share the axes. */
  sources: z
    .array(
      z.object({
        database: z.string().min(1),
        /** Its `from`, `to` and smoothing are in x of the database. */
        request: seriesRequestSchema,
        /** Where its x lies on the common axis; as recorded without. */
        along: alongSchema.optional(),
      }),
    )
    .max(50)
    .default([]),
  /** The chart of a question's answer, instead of measures. */
  question: ofQuestion
    .extend({
      title: z.string().max(500),
      ...questionChartRequestSchema.pick({ conditions: true, search: true }).shape,
    })
    .optional(),
  /** A histogram, or with `against` a scatter, instead of measures over x. */
  cells: z.object({ database: z.string().min(1), request: cellsRequestSchema }).optional(),
  /** Parameters and outcomes of sessions or episodes (of the first of all without ids), instead of measures. */
  parallel: z
    .object({
      database: z.string().min(1),
      level: z.enum(['session', 'episode']),
      ids: z.array(z.string()).max(1000).default([]),
      /** Ids of measures that are outcomes beside what the lists say. */
      measures: z.array(z.string()).max(50).default([]),
    })
    .optional(),
  /** A measure and its parts, stacked, instead of measures: of one line of what is asked, the only one without `line`. */
  stacked: z
    .object({ database: z.string().min(1), request: seriesRequestSchema, line: z.string().optional() })
    .optional(),
  /** Moves between sessions in a range of epoch seconds and in some hours of the clock, as bands. */
  flow: z
    .object({
      database: z.string().min(1),
      from: z.number(),
      to: z.number(),
      hours: z.tuple([z.number().int().min(0).max(23), z.number().int().min(1).max(24)]).default([0, 24]),
    })
    .optional(),
  /** Groups of runs, instead of measures. */
  groups: groupsChartSchema.optional(),
  /** Lines to draw, in the order of the legend, and how they look; all of them, in their order, without it. */
  lines: z
    .array(
      z.object({
        /** Which of the sources, and the line's id in its answer. */
        source: z.number().int().nonnegative(),
        id: z.string(),
        label: z.string().max(1000).optional(),
        colour: z
          .string()
          .regex(/^#[\da-f]{6}$/i)
          .optional(),
        dash: z.array(z.number().positive()).max(8).optional(),
      }),
    )
    .max(2000)
    .optional(),
  /** What the chart and its x axis are called; what the measures are without. */
  title: z.string().max(500).optional(),
  axis: z.string().max(500).optional(),
  /** What the axes show; all of it without. */
  x: z.object({ from: z.number(), to: z.number() }).optional(),
  y: z.object({ from: z.number(), to: z.number() }).optional(),
  yScale: z.enum(['linear', 'log']).default('linear'),
  references: z
    .array(z.object({ axis: z.enum(['x', 'y']), value: z.number(), label: z.string().max(200) }))
    .max(100)
    .default([]),
  /** Words at places. */
  notes: z
    .array(z.object({ x: z.number(), y: z.number(), label: z.string().max(1000) }))
    .max(500)
    .default([]),
});
export type ChartRequest = z.infer<typeof chartRequestSchema>;

/** How a picture looks. Sizes in millimetres, text in points, `dpi` pixels per inch: of a PNG, and how fine lines are drawn. */
export const chartLookSchema = z.object({
  width: z.number().min(20).max(1000).default(89),
  height: z.number().min(20).max(1000).default(60),
  dpi: z.number().int().min(50).max(1200).default(300),
  text: z.number().min(4).max(30).default(7),
  theme: z.enum(['paper', 'light', 'dark']).default('paper'),
});
export type ChartLook = z.infer<typeof chartLookSchema>;

/** Several charts of one look: as one page, so many beside each other, or a file each in a zip. */
export const chartSetSchema = z.object({
  charts: z
    .array(z.object({ name: z.string().max(500), chart: chartRequestSchema }))
    .min(1)
    .max(200),
  as: z.enum(['page', 'files']),
  columns: z.number().int().min(1).max(20).default(1),
});
export type ChartSet = z.infer<typeof chartSetSchema>;

/** Formats that a page of several charts can have. */
export const pageFormats = ['svg', 'pdf', 'png'] as const satisfies readonly ChartFormat[];

/** `89x60mm`, `89x60`; `undefined` for anything else. */
export function parseSize(text: string): { readonly width: number; readonly height: number } | undefined {
  const [, width, height] = /^\s*(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(?:mm)?\s*$/i.exec(text) ?? [];
  if (width === undefined || height === undefined) return undefined;
  return { width: Number(width), height: Number(height) };
}

/** The format that a name says by its ending. */
export function chartFormatOfName(name: string): ChartFormat | undefined {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase();
  return chartFormats.find((format) => format === ending);
}
