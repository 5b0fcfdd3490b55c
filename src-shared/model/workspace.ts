import { z } from 'zod';
import { Failure } from './failure.ts';
import { smoothingSchema } from './smoothing.ts';
import { sourceSchema } from './source.ts';
import { mostSeries } from './workspace-text.ts';

const text = (most: number) => z.string().max(most);
const id = text(100).min(1);

/** A database that series are of: by its path, or by the id of its profile. A password is never in it. */
export const workspaceSourceSchema = z.object({ id, label: text(1000), source: sourceSchema });
export type WorkspaceSource = z.infer<typeof workspaceSourceSchema>;

/** x as drawn = x of the database × `scale` + `offset`. */
export const alongSchema = z.object({ scale: z.number().positive(), offset: z.number() });
export type Along = z.infer<typeof alongSchema>;

/** One line: a measure of one session over its episodes, or of one episode over its steps. */
export const workspaceSeriesSchema = z.object({
  id,
  /** Id of its source. */
  source: id,
  /** What it was called when it was added, should the database not know it any more. */
  measure: z.object({ id: text(1000), title: text(1000), unit: text(200).nullable() }),
  of: z.object({ level: z.enum(['session', 'episode']), id: text(5000), label: text(5000) }),
  /** What x is, of episodes. */
  x: z.enum(['recorded', 'relative', 'elapsed']).default('recorded'),
  along: alongSchema.default({ scale: 1, offset: 0 }),
  /** In the legend; what the database calls it where it is empty. */
  label: text(1000).default(''),
  /** Of the light theme; by its place among the series without. */
  colour: z
    .string()
    .regex(/^#[\da-f]{6}$/i)
    .nullable()
    .default(null),
  dash: z.array(z.number().positive().max(1000)).max(8).nullable().default(null),
  hidden: z.boolean().default(false),
});
export type WorkspaceSeries = z.infer<typeof workspaceSeriesSchema>;

/** A line across, one from top to bottom, or a note: the same as the marks of a chart of trends. */
const referenceSchema = z.object({ id, x: z.number().nullable(), y: z.number().nullable(), label: text(500) });

const rangeSchema = z
  .object({ from: z.number(), to: z.number() })
  .refine(({ from, to }) => to > from, 'ends before it begins')
  .nullable()
  .default(null);

export const workspaceSchema = z.object({
  kind: z.literal('starling-workspace'),
  version: z.literal(1),
  title: text(300).trim().min(1),
  sources: z.array(workspaceSourceSchema).max(50),
  series: z.array(workspaceSeriesSchema).max(mostSeries),
  chart: z
    .object({
      smooth: smoothingSchema.nullable().default(null),
      log: z.boolean().default(false),
      /** What the y axis shows; all of it without. */
      y: rangeSchema,
      /** What x is called; what the databases call it where it is empty. */
      axis: text(300).default(''),
      references: z.array(referenceSchema).max(100).default([]),
    })
    .prefault({}),
});
/** Series of several databases on one axis, as a file that can be given away. */
export type Workspace = z.infer<typeof workspaceSchema>;

/** Reads the text of a workspace. Fails with BAD_INPUT and a sentence that says what is wrong with it. */
export function readWorkspace(written: string, name = 'This file'): Workspace {
  const value = parse(written, name);
  const { kind, version } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (kind !== 'starling-workspace') {
    throw new Failure('BAD_INPUT', `${name} is JSON but no workspace: it lacks "kind": "starling-workspace"`);
  }
  if (version !== 1) {
    const newer = typeof version === 'number' && version > 1;
    const advice = newer ? 'it was written by a newer Starling; update this one' : 'this Starling reads version 1';
    throw new Failure('VERSION_UNSUPPORTED', `${name} is a workspace of version ${String(version)}: ${advice}`);
  }
  const parsed = workspaceSchema.safeParse(value);
  if (!parsed.success) {
    const sentences = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
    const more = sentences.length > 1 ? ` (and ${sentences.length - 1} more)` : '';
    throw new Failure('BAD_INPUT', `${name} is a damaged workspace: ${sentences[0] ?? ''}${more}`, {
      detail: sentences.join('\n'),
    });
  }
  assertWhole(parsed.data, name);
  return parsed.data;
}

function parse(written: string, name: string): unknown {
  try {
    return JSON.parse(written.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new Failure('BAD_INPUT', `${name} is no workspace: its text is no JSON, or was cut off`, {
      detail: (cause as Error).message,
      cause,
    });
  }
}

/** Every series has its source, and no two parts have the same id. */
function assertWhole({ sources, series }: Workspace, name: string): void {
  const known = new Set(sources.map((each) => each.id));
  const lost = series.find((each) => !known.has(each.source));
  if (lost !== undefined) {
    throw new Failure(
      'BAD_INPUT',
      `${name} is a damaged workspace: a series is of “${lost.source}”, which is no source`,
    );
  }
  if (known.size < sources.length || new Set(series.map((each) => each.id)).size < series.length) {
    throw new Failure('BAD_INPUT', `${name} is a damaged workspace: two of its parts have the same id`);
  }
}
