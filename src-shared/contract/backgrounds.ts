import { z } from 'zod';
import {
  backgroundInputSchema,
  backgroundPlaceSchema,
  backgroundSchema,
  type KeptBackground,
} from '../model/background.ts';
import { answer, base } from './base.ts';

/** Images of people's own behind pictures: kept beside Starling's settings, never in a person's database. */
export const backgrounds = {
  list: base.output(answer<readonly KeptBackground[]>()),
  /** An image as a data URL. */
  image: base.input(backgroundSchema.pick({ image: true })).output(z.string()),
  /** In place of the one that is there. */
  save: base.input(backgroundInputSchema).output(answer<KeptBackground>()),
  /** Changes what part of the plane it shows. */
  move: base.input(backgroundSchema.omit({ image: true, name: true })).output(z.void()),
  /** The image goes with the last picture that shows it. */
  remove: base.input(backgroundPlaceSchema).output(z.void()),
};
