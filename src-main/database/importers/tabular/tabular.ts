import { basename } from 'node:path';
import { z } from 'zod';
import { Failure } from '#shared/model/failure.ts';
import { stemOf } from '../../drivers/duckdb/file-sets.ts';
import type { Importer, PrepareContext, Prepared, Recognition } from '../importer.ts';
import type { Offer } from '../offer.ts';
import { kindOf, type TabularKind } from './kinds.ts';
import { prepareParquet } from './parquet.ts';

const options = z.object({
  table: z.string().min(1).max(120).optional().meta({ title: 'Table', description: 'The table the rows go into' }),
});

export type TabularOptions = z.output<typeof options>;

/** Any table in a file, as a table of one's own. */
export const tabularImporter: Importer<typeof options> = {
  id: 'table',
  title: 'Table',
  version: 1,
  into: 'tables',
  options,
  look,
  prepare,
};

const readers: Readonly<
  Record<TabularKind, (offer: Offer, options: TabularOptions, context: PrepareContext) => Promise<Prepared>>
> = {
  parquet: prepareParquet,
};

const kindWords: Readonly<Record<TabularKind, string>> = { parquet: 'parquet' };

async function look(offer: Offer): Promise<Recognition | null> {
  const kinds = new Set(await Promise.all(offer.files.slice(0, 200).map(kindOf)));
  const [kind] = kinds;
  if (kinds.size !== 1 || kind === null || kind === undefined) return null;
  const words = kindWords[kind];
  return {
    sure: kind === 'parquet' ? 0.3 : 0.1,
    why: offer.files.length === 1 ? `It is a ${words} file` : `They are ${words} files`,
  };
}

async function prepare(offer: Offer, given: TabularOptions, context: PrepareContext): Promise<Prepared> {
  const [first] = offer.files;
  const kind = first === undefined ? null : await kindOf(first);
  if (kind === null || first === undefined)
    throw new Failure('NOT_A_DATABASE', `${basename(first?.path ?? offer.root)} is no table that Starling reads.`);
  return readers[kind](offer, given, context);
}

/** A lone file's name, or the name of the folder where several go together. */
export function tableNameOf(offer: Offer, { table }: TabularOptions): string {
  if (table !== undefined) return table;
  const [first] = offer.files;
  if (first === undefined || offer.files.length > 1) return cleanName(basename(offer.root));
  return cleanName(stemOf(first.path));
}

function cleanName(text: string): string {
  return (
    text
      .replace(/[^\p{L}\p{N}]+/gu, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 60) || 'data'
  );
}
