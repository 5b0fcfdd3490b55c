import { z } from 'zod';
import { type Mark, markInputSchema } from '../model/mark.ts';
import { answer, base } from './base.ts';

/** Bookmarks, tags and notes: kept beside Starling's settings, never in a person's database. */
export const marks = {
  /** The newest first; of all databases unless one is named. */
  list: base.input(z.object({ database: z.string().optional() })).output(answer<readonly Mark[]>()),
  save: base.input(markInputSchema).output(answer<Mark>()),
  remove: base.input(z.object({ key: z.string() })).output(z.void()),
};
