import { z } from 'zod';

const text = (most: number) => z.string().max(most);

/** What a person says of a mark. */
export const markWordsSchema = z.object({
  starred: z.boolean().default(false),
  tags: z.array(text(100).trim().min(1)).max(50).default([]),
  note: text(20_000).default(''),
});

/** What is marked: a session, an episode or states over time, as a whole or a moment or range of it. */
export const markedSchema = z.object({
  database: z.object({ id: text(300), label: text(1000) }),
  level: z.enum(['session', 'episode', 'states']),
  id: text(5000),
  label: text(5000),
  /** In the unit of the episode's time (epoch seconds for states); equal for one moment; `null` for the whole. */
  time: z.tuple([z.number(), z.number()]).nullable().default(null),
  /** What the address of the place has behind its `?`. */
  query: z.record(text(100), text(5000)).default({}),
});
export type Marked = z.infer<typeof markedSchema>;

export const markSchema = markedSchema.extend({
  ...markWordsSchema.shape,
  id: text(5000),
  key: text(100),
  /** ISO 8601, UTC. */
  created: z.string(),
  changed: z.string(),
});
/** A bookmark, tags and a note of a person's; `key` names it among all marks. */
export type Mark = z.infer<typeof markSchema>;

/** A mark to keep: with the key of an earlier one in its place. */
export const markInputSchema = markedSchema.extend({ ...markWordsSchema.shape, key: text(100).optional() });
export type MarkInput = z.infer<typeof markInputSchema>;

/** Marks as a file that can be given away. */
export const markFileSchema = z.object({
  kind: z.literal('starling-marks'),
  version: z.literal(1),
  marks: z.array(markSchema),
});
