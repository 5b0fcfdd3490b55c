import { z } from 'zod';
import { expressionSchema } from './expression.ts';
import { coverageSchema } from './lens-coverage.ts';
import { eachSchema } from './lens-each.ts';
import { findingsSchema } from './lens-findings.ts';
import { documentSchema, keyedRowsSchema, longSchema } from './lens-rows.ts';
import { levelStateSchema } from './lens-state.ts';
import { statesSchema } from './lens-states.ts';
import { trainingSchema } from './lens-training.ts';
import { transcriptSchema } from './lens-transcript.ts';

export type { Expression, ExpressionCall } from './expression.ts';
export type { Each } from './lens-each.ts';
export type { Document, KeyedRows, Long } from './lens-rows.ts';
export type { States } from './lens-states.ts';

/**
 * A lens as data: how the tables of a known schema map to sessions, episodes, steps and measures. It names tables and
 * columns only; the engine beside it (src-main/database/lenses) compiles it for each dialect and leaves out whatever the
 * database at hand lacks. People's own mappings are the same kind of data.
 */

/** A unit, or where it is written: an expression over the episode's table, used where all episodes looked at agree. */
export const unitSchema = z.union([z.string(), z.strictObject({ by: expressionSchema })]);
export type Unit = z.infer<typeof unitSchema>;

/** A column worth showing in a list. Left out where the database lacks one of its columns. */
export const factSchema = z.object({
  name: z.string(),
  title: z.string(),
  value: expressionSchema,
  unit: z.string().optional(),
  /** What the value is the id of, so that it leads there. */
  leadsTo: z.enum(['session', 'episode']).optional(),
  /** Only in these variants of the schema; in all of them when absent. */
  variants: z.array(z.string()).optional(),
});
export type Fact = z.infer<typeof factSchema>;

/** Sessions or episodes. `table` may be the steps' own table with `distinct`, when a level has no table of its own. */
export const levelSchema = z.object({
  /** What one is called here, singular and plural ("episode", "episodes"). */
  word: z.tuple([z.string(), z.string()]),
  table: z.string(),
  schema: z.string().optional(),
  distinct: z.boolean().default(false),
  /** What together names one; several make a composite id. */
  id: z.array(expressionSchema).min(1),
  /** The parent's id, in the parent's order; absent for sessions or when there is no parent. */
  parent: z.array(expressionSchema).optional(),
  label: expressionSchema,
  /**
   * Natural order, first key first. Numbers inside text sort as numbers, but for an `opaque` id, whose digits count nothing:
   * it sorts as it is, in which order its index has it.
   */
  order: z
    .array(
      z.object({
        by: expressionSchema,
        descending: z.boolean().default(false),
        opaque: z.boolean().default(false),
      }),
    )
    .default([]),
  facts: z.array(factSchema).default([]),
  rows: z.array(keyedRowsSchema).default([]),
  documents: z.array(documentSchema).default([]),
  /** What says whether one is running, completed or failed. */
  state: levelStateSchema.optional(),
  /** Names of facts and of roll-ups that lists show before the other facts and roll-ups, in this order. */
  first: z.array(z.string()).optional(),
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
      /** Column that says `string` or `text` of properties that are no numbers. */
      type: z.string().optional(),
    })
    .optional(),
});
export type Properties = z.infer<typeof propertiesSchema>;

export const stepsSchema = z.object({
  word: z.tuple([z.string(), z.string()]),
  table: z.string(),
  schema: z.string().optional(),
  /** The episode's id over the steps' table, in the order of the episode's `id`. */
  episode: z.array(expressionSchema).min(1),
  time: z.object({ by: expressionSchema, title: z.string(), unit: z.string().optional() }),
  /**
   * What grows with every row that is written (a time stamp, a number), where the engine's own row id or a key does not say
   * so: time that goes back in this order is a restart.
   */
  written: expressionSchema.optional(),
  /** Further key columns that break ties of `time`. */
  within: z.array(z.string()).default([]),
  agent: z.string().optional(),
  agentType: z.string().optional(),
  /** Agent types that are no agents (the environment, targets): listed and drawn, but kept out of means over agents. */
  apart: z.array(z.string()).default([]),
  position: z
    .object({
      x: expressionSchema,
      y: expressionSchema,
      z: expressionSchema.optional(),
      unit: unitSchema.optional(),
      /** Velocity along the axes, where it is kept. */
      velocity: z.strictObject({ x: expressionSchema, y: expressionSchema, z: expressionSchema.optional() }).optional(),
      /** Whether y grows downwards: always, or by a boolean over the episode's table. */
      yDown: z.union([z.boolean(), z.strictObject({ by: expressionSchema })]).default(false),
    })
    .optional(),
  /** Columns with what was said or done in a step, and with the state it left: shown right behind time and agent. */
  texts: z.array(z.string()).default([]),
  state: z.string().optional(),
  /** Where the steps are best read, one after the other. */
  transcript: transcriptSchema.optional(),
  /** Frames (units of `time`, every one or every fifth of which may be kept) per second; an expression over the *episode's* table. */
  frameRate: expressionSchema.optional(),
  properties: propertiesSchema.optional(),
  long: longSchema.optional(),
});
export type Steps = z.infer<typeof stepsSchema>;

/** Names of columns of records each row of which is a stretch of time, to be drawn along it. */
export const intervalsSchema = z.object({
  from: z.string(),
  /** NULL where the end was not recorded. */
  to: z.string(),
  /** What has a line of its own (a channel), and what its stretches are told apart by. */
  lane: z.string(),
  kind: z.string(),
  /** What rows are apart by that count time from different starts, so that each has an axis of its own. */
  panel: z.string().optional(),
  /** How long that is which they are found in; where nothing says so, its axis ends with the last of them. */
  length: z.string().optional(),
});
export type Intervals = z.infer<typeof intervalsSchema>;

/**
 * What several methods found for the same thing, so that they can be compared: of each the names of the column, of which
 * the first that the database has counts, and the unit, which is that of all.
 */
export const estimatesSchema = z.array(
  z.object({ title: z.string(), columns: z.array(z.string()).min(1), unit: z.string().optional() }),
);
export type Estimates = z.infer<typeof estimatesSchema>;

/**
 * Rows of their own beside the steps: what a session or an episode has besides (checkpoints of an experiment, transitions
 * of a day). Where they have a time, measures may be over them too.
 */
export const recordsSchema = z.object({
  /** Unique within the lens (`checkpoints`). */
  id: z.string().regex(/^[a-z0-9-]+$/),
  word: z.tuple([z.string(), z.string()]),
  of: z.enum(['session', 'episode']),
  table: z.string(),
  schema: z.string().optional(),
  /** The session's or the episode's id over this table, in the order of that level's `id`. */
  parent: z.array(expressionSchema).min(1),
  /** What to show; without it every column of the table but those of `parent`. */
  columns: z.array(factSchema).optional(),
  /** Names of columns that come before the others. */
  first: z.array(z.string()).default([]),
  order: z.array(z.object({ by: expressionSchema, descending: z.boolean().default(false) })).default([]),
  /** Where rows are stretches of time: which of `columns` say so. */
  intervals: intervalsSchema.optional(),
  estimates: estimatesSchema.optional(),
  /** When they are, for measures over them; needs `of: 'episode'`. */
  time: z.object({ by: expressionSchema, title: z.string(), unit: z.string().optional() }).optional(),
});
export type Records = z.infer<typeof recordsSchema>;

export const measureSpecSchema = z.object({
  id: z.string(),
  title: z.string(),
  unit: unitSchema.optional(),
  level: z.enum(['step', 'episode']),
  /** The records that a `step` measure is over; the steps when absent. */
  of: z.string().optional(),
  /** Over the steps', the records' or the episode's table. */
  value: expressionSchema,
  /** Drawn over time as the sum of all values up to each step, so that an episode comes to the sum of them all. */
  running: z.boolean().optional(),
  /** How the values of an episode's steps become one. */
  reduce: z.enum(['mean', 'sum', 'last', 'min', 'max']).default('mean'),
  /** Whether lists of episodes and sessions show it among their roll-ups; of episodes only, where whole sessions take too long. */
  rollUp: z.union([z.boolean(), z.literal('episodes')]).default(false),
  /** Measures whose values are sums that this is a part of: the first that the database has counts. */
  partOf: z.array(z.string()).min(1).optional(),
});
export type MeasureSpec = z.infer<typeof measureSpecSchema>;

/** Something the catalogue must (or must not) have; each satisfied piece becomes a sentence of evidence. */
export const evidenceSchema = z.object({
  table: z.string(),
  columns: z.array(z.string()).default([]),
  /** Columns of the primary key, all of which must be in it. */
  keyed: z.array(z.string()).default([]),
  absent: z.boolean().default(false),
  /** A row that a small table must hold, where tables and columns do not tell two variants apart. Variants only. */
  holds: z.object({ column: z.string(), value: z.string() }).optional(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

export const replacedSchema = z.object({
  /** What such rows are called ("superseded"). */
  word: z.string(),
  /** By table: a boolean over its columns that is false for a row that was replaced. */
  tables: z.record(z.string(), expressionSchema),
});

export const lensSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  /** All of it must hold, within one schema of the database. */
  recognise: z.array(evidenceSchema),
  /** Generations, newest first: the first whose evidence holds names the variant. */
  variants: z.array(z.object({ id: z.string(), title: z.string(), when: z.array(evidenceSchema) })).default([]),
  session: levelSchema.optional(),
  episode: levelSchema.optional(),
  steps: stepsSchema.optional(),
  records: z.array(recordsSchema).default([]),
  measures: z.array(measureSpecSchema).default([]),
  /** Ids of measures (properties included) that charts begin with: of those a chart can draw, the first. */
  recommended: z.array(z.string()).optional(),
  each: z.array(eachSchema).default([]),
  states: statesSchema.optional(),
  coverage: coverageSchema.optional(),
  training: trainingSchema.optional(),
  findings: findingsSchema.optional(),
  /** Rows that newer ones replaced: left out of everything until a person asks for them. */
  replaced: replacedSchema.optional(),
});
/** A lens after defaults. */
export type Lens = z.infer<typeof lensSchema>;
/** A lens as one writes it. */
export type LensInput = z.input<typeof lensSchema>;
