import { z } from 'zod';
import type { LensPreview, LensSuggestion, TableLook } from '../model/drawing.ts';
import { type LensFile, largestLensFile, lensFileSchema } from '../model/lens-file.ts';
import { answer, base, ofDatabase } from './base.ts';

const tableRef = z.object({ schema: z.string(), name: z.string() });

/** Lenses that people drew: kept by the main process, offered to every database. */
export const lensFiles = {
  list: base.output(answer<LensFileList>()),
  /** Reads the text of a lens file and keeps nothing. Fails with BAD_INPUT and the lines that are wrong. */
  read: base
    .input(z.object({ text: z.string().max(largestLensFile), name: z.string().max(300).optional() }))
    .output(answer<LensFile>()),
  /** Keeps a lens: in place of the one with its id when `replace`, else under an id of its own. Answers what was kept. */
  save: base.input(z.object({ lens: lensFileSchema, replace: z.boolean().default(false) })).output(answer<LensFile>()),
  remove: base.input(z.object({ lens: z.string() })).output(z.void()),
};

export interface LensFileList {
  readonly lenses: readonly LensFile[];
  /** Files of the folder that could not be read, and why. */
  readonly unreadable: readonly { readonly name: string; readonly message: string }[];
}

/** Drawing a lens for one database. */
export const drawing = {
  /** A lens to begin with: the likeliest, or the likeliest whose steps are in the given table. */
  suggest: base.input(ofDatabase.extend({ steps: tableRef.optional() })).output(answer<LensSuggestion>()),
  /** What a table's columns may be for, by names, types, keys and a few hundred rows. */
  look: base.input(ofDatabase.extend({ table: tableRef })).output(answer<TableLook>()),
  /** What the database looks like through a lens that nobody saved. */
  preview: base
    .input(ofDatabase.extend({ lens: lensFileSchema, session: z.string().optional(), episode: z.string().optional() }))
    .output(answer<LensPreview>()),
};
