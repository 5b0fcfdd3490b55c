import { z } from 'zod';
import { expressionSchema } from './expression.ts';

const word = z.tuple([z.string(), z.string()]);

/** What is told of each entity: a column of JSON objects over the steps' table, or of the rows' own numbers. */
export const entityMeasureSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  unit: z.string().optional(),
  column: z.string(),
});

/**
 * Where a step, or rows of their own, say what happened at several places at once: intersections and their approaches. In
 * JSON their names are the keys, `{"ECOLAND": {"north": 3}}`, or `{"ECOLAND": 3}` of what has no parts.
 */
export const entitiesSchema = z.strictObject({
  word,
  part: word,
  /** Titles of entities and parts that are known; others are shown as they are written. */
  titles: z.record(z.string(), z.string()).default({}),
  measures: z.array(entityMeasureSchema).min(1),
  /** Records of episodes that hold a row per entity, part and time; without it the steps' columns of JSON are read. */
  rows: z
    .strictObject({
      records: z.string(),
      time: z.strictObject({ by: expressionSchema, title: z.string(), unit: z.string().optional() }),
      entity: expressionSchema,
      part: expressionSchema.optional(),
    })
    .optional(),
});
export type Entities = z.infer<typeof entitiesSchema>;

/** What agents did in each step. */
export const actionsSchema = z.strictObject({
  /** Over the steps' table, where one action stands for the whole step. */
  by: z.string(),
  /** A column of JSON, and where in it an object of actions by agent is; it comes before `by` where a step has it. */
  agents: z.strictObject({ json: z.string(), path: z.array(z.string()) }).optional(),
  /** What the agent of `by` is called. */
  agent: z.string(),
  titles: z.record(z.string(), z.string()).default({}),
});
export type Actions = z.infer<typeof actionsSchema>;

/** A training as it went: what happened in an episode, and how the reward came along from one to the next. */
export const trainingSchema = z.strictObject({
  title: z.string(),
  entities: entitiesSchema.optional(),
  actions: actionsSchema.optional(),
  /** Id of the measure of episodes that is drawn first. */
  measure: z.string(),
  /** Over the episode's table: which part of the training an episode was in. */
  phase: expressionSchema.optional(),
  /** Over the episode's table: what the training can be taken apart by (day, cycle). */
  facets: z.array(z.strictObject({ title: z.string(), by: expressionSchema })).default([]),
  /** Records of sessions that belong to one of its episodes: `episode` over the records', `number` over the episode's table. */
  checkpoints: z
    .strictObject({
      records: z.string(),
      episode: z.string(),
      number: expressionSchema,
      label: expressionSchema,
      value: z.strictObject({ title: z.string(), by: expressionSchema }).optional(),
      /** What one checkpoint tells of itself: values, and JSON objects of them. */
      details: z.array(z.strictObject({ title: z.string(), by: z.string(), unit: z.string().optional() })).default([]),
      /** Records of the same session that tested one: `of` over theirs and `id` over the checkpoints' table are the same. */
      tests: z
        .strictObject({
          records: z.string(),
          of: expressionSchema,
          id: expressionSchema,
          value: z.strictObject({ title: z.string(), by: expressionSchema }),
        })
        .optional(),
    })
    .optional(),
  /** Sentences for what databases of this kind do not keep. */
  without: z.array(z.string()).default([]),
});
export type Training = z.infer<typeof trainingSchema>;
