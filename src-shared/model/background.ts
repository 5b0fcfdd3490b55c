import { z } from 'zod';

const text = (most: number) => z.string().max(most);

/** The largest file that an image may be, in bytes. */
export const largestImage = 16_000_000;

const range = z
  .tuple([z.number(), z.number()])
  .refine(([from, to]) => to > from, 'ends before it begins')
  .readonly();

/** Behind which pictures: those of one session's episodes (of an episode's that has none) on one plane. */
export const backgroundPlaceSchema = z.object({
  database: text(300).min(1),
  session: text(5000),
  plane: z.enum(['xy', 'xz', 'zy']),
});
export type BackgroundPlace = z.infer<typeof backgroundPlaceSchema>;

/** Whether both are the same place. */
export const isAtPlace = (one: BackgroundPlace, other: BackgroundPlace): boolean =>
  one.database === other.database && one.session === other.session && one.plane === other.plane;

export const backgroundSchema = backgroundPlaceSchema.extend({
  /** Of the file it came from. */
  name: text(1000),
  /** What part of the plane it shows, across and along, in units of the data. */
  extent: z.tuple([range, range]).readonly(),
  /** Names the image by its content. */
  image: z.string().regex(/^[\da-f]{64}\.[a-z\d]{1,12}$/),
});
/** An image of a person's own behind a picture. */
export type KeptBackground = z.infer<typeof backgroundSchema>;

/** An image to keep: its file as a data URL. */
export const backgroundInputSchema = backgroundSchema
  .omit({ image: true })
  .extend({ data: text(Math.ceil((largestImage * 4) / 3) + 100) });
export type BackgroundInput = z.infer<typeof backgroundInputSchema>;
