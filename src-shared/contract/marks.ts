import { z } from 'zod';
import { type Mark, markInputSchema } from '../model/mark.ts';
import { largestMarkFile } from '../model/mark-file.ts';
import { answer, base } from './base.ts';

/** What became of the marks of a file. */
export interface MarksTaken {
  readonly added: number;
  readonly changed: number;
  /** Those that are here already, the same or changed later. */
  readonly kept: number;
  /** Those of databases that were never opened here, which lead nowhere yet; and what those databases are called. */
  readonly elsewhere: { readonly marks: number; readonly databases: readonly string[] };
  /** What could not be read, a sentence each. */
  readonly problems: readonly string[];
}

/** Bookmarks, tags and notes: kept beside Starling's settings, never in a person's database. */
export const marks = {
  /** The newest first; of all databases unless one is named. */
  list: base.input(z.object({ database: z.string().optional() })).output(answer<readonly Mark[]>()),
  save: base.input(markInputSchema).output(answer<Mark>()),
  /** Takes in an exported file: marks are put together by key, and the later change counts. */
  take: base
    .input(z.object({ text: z.string().max(largestMarkFile), name: z.string().max(300) }))
    .output(answer<MarksTaken>()),
  remove: base.input(z.object({ key: z.string() })).output(z.void()),
};
