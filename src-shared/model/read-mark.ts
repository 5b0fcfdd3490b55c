import { z } from 'zod';

/** How far an episode was read, so that only what is new has to be read the next time. */
export const readMarkSchema = z.object({
  episode: z.string(),
  /** Lines are told anew from this x on. */
  x: z.number(),
  /** All rows before this x were read … */
  read: z.number(),
  /** … and are the same as long as this is. */
  digest: z.string().max(200),
  /** How many rows there were from there on. */
  after: z.number().int().min(0),
  /**
   * When that was last looked at, in milliseconds, how long it took, and what lies before `x` of each line: its key, rows, rows
   * without a finite value, and rows that a logarithmic axis has no place for. Absent where it is to be looked at next.
   */
  seen: z
    .object({
      at: z.number(),
      took: z.number(),
      lines: z.array(z.tuple([z.string().nullable(), z.number(), z.number(), z.number()])).max(10_000),
    })
    .optional(),
  /** Of smoothed lines: the x of the first row that windows from `x` on hold, and what smoothers knew at `x`, by line. */
  smooth: z
    .object({
      from: z.number(),
      states: z.array(z.tuple([z.string().nullable(), z.array(z.number()).max(4)])).max(10_000),
    })
    .optional(),
});
export type ReadMark = z.infer<typeof readMarkSchema>;
