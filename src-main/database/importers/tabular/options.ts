import { z } from 'zod';
import { stemOf } from '../../drivers/duckdb/file-sets.ts';
import { groupName, type Offer } from '../offer.ts';
import { columnTypes } from './csv/value-kinds.ts';

const text = z.string().max(1000);

/** What a person may change about files that hold a table. */
export const tabularOptions = z.object({
  table: z.string().min(1).max(120).optional().meta({ title: 'Table', description: 'The table the rows go into' }),
  fileColumn: z
    .boolean()
    .default(true)
    .meta({ title: 'File column', description: 'Whether a column says which of several files a row is from' }),
  encoding: text
    .optional()
    .meta({ title: 'Encoding', description: 'How the text was written: utf-8, windows-1252, …' }),
  delimiter: z
    .string()
    .min(1)
    .max(4)
    .optional()
    .meta({ title: 'Delimiter', description: 'What stands between fields' }),
  quote: z
    .string()
    .max(1)
    .optional()
    .meta({ title: 'Quote', description: 'What stands around text; empty for nothing' }),
  header: z.boolean().optional().meta({ title: 'Header', description: 'Whether the first row names the columns' }),
  skip: z.number().int().min(0).optional().meta({ title: 'Skip', description: 'Lines before the table' }),
  sheets: z
    .array(text)
    .optional()
    .meta({ title: 'Sheets', description: 'Sheets of a workbook to take; each that holds a table unless told' }),
  nullWords: z.array(text).default([]).meta({ title: 'Null words', description: 'Texts that stand for no value' }),
  decimal: z
    .enum(['auto', '.', ','])
    .default('auto')
    .meta({ title: 'Decimal point', description: 'What stands before decimals' }),
  dates: z.enum(['text', 'day', 'month']).default('text').meta({
    title: 'Dates',
    description: 'Which comes first in dates like 03/04/2026; they stay text until it is said',
  }),
  types: z
    .record(z.string(), z.enum(columnTypes))
    .default({})
    .meta({ title: 'Types', description: 'Types of columns that are to be other than found' }),
  mismatch: z
    .enum(['widen', 'reject'])
    .default('widen')
    .meta({ title: 'Later values that do not fit', description: 'Widen the type of the column, or reject the row' }),
});

export type TabularOptions = z.output<typeof tabularOptions>;

/** A lone file's name, or the name of the folder where several go together. */
export function tableNameOf(offer: Offer, { table }: TabularOptions): string {
  if (table !== undefined) return table;
  const [first] = offer.files;
  if (first === undefined || offer.files.length > 1) return cleanName(groupName(offer));
  return cleanName(stemOf(first.path).replace(arrowFile, ''));
}

const arrowFile = /\.(arrows?|feather|ftr|ipc)$/i;

export function cleanName(name: string): string {
  return (
    name
      .replace(/[^\p{L}\p{N}]+/gu, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 60) || 'data'
  );
}
