import { z } from 'zod';

/** How far an episode was read, so that only what is new has to be read the next time. */
export const readMarkSchema = z.object({
  episode: z.string(),
  /** All rows before this x were read … */
  x: z.number(),
  /** … and are the same as long as this is. */
  digest: z.string().max(200),
  /** How many rows there were from there on. */
  after: z.number().int().min(0),
});
export type ReadMark = z.infer<typeof readMarkSchema>;
