import { z } from 'zod';

/** What data of the 2-D simulator does not say itself. */
export const sceneOptions = z.object({
  session: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ title: 'Session', description: 'The name of the session; the file’s name unless told' }),
  sceneSize: z
    .number()
    .positive()
    .default(480)
    .meta({ title: 'Scene size', description: 'Scene units that a position of 1 stands for, on both axes' }),
  frameRate: z.number().positive().default(1).meta({ title: 'Frame rate', description: 'Frames per second' }),
});

export type SceneOptions = z.output<typeof sceneOptions>;
