import { z } from 'zod';

/**
 * A lens as data: how the tables of a known schema map to sessions, episodes, steps and measures. It names tables and
 * columns only; the engine beside it (src-main/database/lenses) compiles it for each dialect and leaves out whatever the
 * database at hand lacks. People's own mappings are the same kind of data.
 */

/** An expression over the columns of one level's table. A bare string is a column. */
export type Expression =
  | string
  | { readonly value: string | number | boolean | null }
  /** A value inside a JSON column; always text unless `number`. */
  | { readonly json: string; readonly path: readonly string[]; readonly as?: 'text' | 'number' | undefined }
  | { readonly call: ExpressionCall; readonly of: readonly Expression[] };

/**
 * `add`…`div` arithmetic (division by zero is NULL); `hypot` length of a vector whose NULL parts count as 0 unless all
 * are NULL; `coalesce`; `concat` NULL as empty; `number`/`text` casts that give NULL instead of failing; `seconds` epoch
 * seconds of a time.
 */
export type ExpressionCall =
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'hypot'
  | 'abs'
  | 'coalesce'
  | 'concat'
  | 'number'
  | 'text'
  | 'seconds';

export const expressionSchema: z.ZodType<Expression> = z.lazy(() =>
  z.union([
    z.string(),
    z.object({ value: z.union([z.string(), z.number(), z.boolean(), z.null()]) }),
    z.object({ json: z.string(), path: z.array(z.string()), as: z.enum(['text', 'number']).optional() }),
    z.object({
      call: z.enum(['add', 'sub', 'mul', 'div', 'hypot', 'abs', 'coalesce', 'concat', 'number', 'text', 'seconds']),
      of: z.array(expressionSchema),
    }),
  ]),
);

/** A column worth showing in a list. Left out where the database lacks one of its columns. */
export const factSchema = z.object({
  name: z.string(),
  title: z.string(),
  value: expressionSchema,
  unit: z.string().optional(),
});
export type Fact = z.infer<typeof factSchema>;

/** Sessions or episodes. `table` may be the steps' own table with `distinct`, when a level has no table of its own. */
export const levelSchema = z.object({
  /** What one is called here, singular and plural ("episode", "episodes"). */
  word: z.tuple([z.string(), z.string()]),
  table: z.string(),
  schema: z.string().optional(),
  distinct: z.boolean().default(false),
  /** Key columns; several make a composite id. */
  id: z.array(z.string()).min(1),
  /** Columns holding the parent's id, in the parent's order; absent for sessions or when there is no parent. */
  parent: z.array(z.string()).optional(),
  label: expressionSchema,
  /** Natural order, first key first. Numbers inside text sort as numbers. */
  order: z.array(z.object({ by: expressionSchema, descending: z.boolean().default(false) })).default([]),
  facts: z.array(factSchema).default([]),
});
export type Level = z.infer<typeof levelSchema>;

/** A property kept in rows of its own (entity–attribute–value) and joined to the steps. */
export const propertiesSchema = z.object({
  table: z.string(),
  /** Column of `table`, and the column of the steps' table it points to. */
  step: z.tuple([z.string(), z.string()]),
  property: z.string(),
  number: z.string(),
  text: z.string().optional(),
  /** Where titles and units are; properties without a row in `table` are not offered. */
  definitions: z
    .object({
      table: z.string(),
      id: z.string(),
      title: expressionSchema,
      unit: z.string().optional(),
      type: z.string().optional(),
    })
    .optional(),
});
export type Properties = z.infer<typeof propertiesSchema>;

export const stepsSchema = z.object({
  word: z.tuple([z.string(), z.string()]),
  table: z.string(),
  schema: z.string().optional(),
  /** Columns holding the episode's id. */
  episode: z.array(z.string()).min(1),
  time: z.object({ by: expressionSchema, title: z.string(), unit: z.string().optional() }),
  /** Further key columns that break ties of `time`. */
  within: z.array(z.string()).default([]),
  agent: z.string().optional(),
  agentType: z.string().optional(),
  position: z
    .object({
      x: expressionSchema,
      y: expressionSchema,
      z: expressionSchema.optional(),
      unit: z.string().optional(),
      yDown: z.boolean().default(false),
    })
    .optional(),
  /** Frames per second; an expression over the *episode's* table. */
  frameRate: expressionSchema.optional(),
  properties: propertiesSchema.optional(),
});
export type Steps = z.infer<typeof stepsSchema>;

export const measureSpecSchema = z.object({
  id: z.string(),
  title: z.string(),
  unit: z.string().optional(),
  level: z.enum(['step', 'episode']),
  value: expressionSchema,
  /** How steps become one value of an episode. */
  reduce: z.enum(['mean', 'sum', 'last', 'min', 'max']).default('mean'),
});
export type MeasureSpec = z.infer<typeof measureSpecSchema>;

/** Something the catalogue must (or must not) have; each satisfied piece becomes a sentence of evidence. */
export const evidenceSchema = z.object({
  table: z.string(),
  columns: z.array(z.string()).default([]),
  /** Columns of the primary key, all of which must be in it. */
  keyed: z.array(z.string()).default([]),
  absent: z.boolean().default(false),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const lensSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  /** All of it must hold. */
  recognise: z.array(evidenceSchema),
  /** Generations, newest first: the first whose evidence holds names the variant. */
  variants: z.array(z.object({ id: z.string(), title: z.string(), when: z.array(evidenceSchema) })).default([]),
  session: levelSchema.optional(),
  episode: levelSchema.optional(),
  steps: stepsSchema.optional(),
  measures: z.array(measureSpecSchema).default([]),
});
/** A lens after defaults. */
export type Lens = z.infer<typeof lensSchema>;
/** A lens as one writes it. */
export type LensInput = z.input<typeof lensSchema>;
