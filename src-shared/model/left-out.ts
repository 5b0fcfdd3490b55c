import { z } from 'zod';

/** What a finding can leave out: sessions, episodes, single steps, or single rows of states. */
export const leftOutLevelSchema = z.enum(['session', 'episode', 'step', 'state']);
export type LeftOutLevel = z.infer<typeof leftOutLevelSchema>;

/** As many as one database may leave out: all of them go along with every question. */
export const MOST_LEFT_OUT = 20_000;

/** What a finding named when a person left it out: nothing that it finds later is left out too. */
export const leftOutSchema = z.object({
  key: z.string().max(100),
  /** The lens that the ids are of; through another one nothing is left out. */
  lens: z.string().max(200),
  finding: z.string().max(200),
  title: z.string().max(1000),
  level: leftOutLevelSchema,
  ids: z.array(z.string().max(5000)).max(MOST_LEFT_OUT),
  /** ISO 8601, UTC. */
  since: z.string(),
});
export type LeftOut = z.infer<typeof leftOutSchema>;

/** What people left out of one database, and whether it is shown for the time being. */
export const leavingOutSchema = z.object({ shown: z.boolean(), items: z.array(leftOutSchema).max(1000) });
export type LeavingOut = z.infer<typeof leavingOutSchema>;

export const NOTHING_LEFT_OUT: LeavingOut = { shown: false, items: [] };

/** One of them as a list shows it. */
export interface LeftOutItem extends Pick<LeftOut, 'key' | 'finding' | 'title' | 'since'> {
  /** How many, and what they are called. */
  readonly count: number;
  readonly word: readonly [one: string, many: string];
}

/** What is left out of a database as its lens sees it. */
export interface LeftOutChoice {
  readonly shown: boolean;
  readonly items: readonly LeftOutItem[];
  /** All of them together, what two findings name counted once. */
  readonly counts: readonly Pick<LeftOutItem, 'count' | 'word'>[];
}
