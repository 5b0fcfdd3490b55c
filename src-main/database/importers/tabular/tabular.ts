import { Failure } from '#shared/model/failure.ts';
import type { Importer, PrepareContext, Prepared, Recognition } from '../importer.ts';
import { inTurns } from '../in-turns.ts';
import { type Offer, packingOf, titleOf } from '../offer.ts';
import { prepareCsv } from './csv/csv.ts';
import { prepareJson } from './json.ts';
import { isJsonLines } from './json-lines.ts';
import { kindOf, type TabularKind } from './kinds.ts';
import { type TabularOptions, tabularOptions } from './options.ts';
import { prepareParquet } from './parquet.ts';
import { prepareXlsx } from './xlsx.ts';

/** Any table in a file, as a table of one's own. */
export const tabularImporter: Importer<typeof tabularOptions> = {
  id: 'table',
  title: 'Table',
  version: 1,
  into: 'tables',
  options: tabularOptions,
  addsToGrown,
  look,
  prepare,
};

type Reader = (offer: Offer, options: TabularOptions, context: PrepareContext) => Promise<Prepared>;

const readers: Readonly<Record<TabularKind, Reader>> = {
  parquet: prepareParquet,
  // Loaded with the first such file: every database would wait for it.
  arrow: async (offer, options) => (await import('./arrow/arrow.ts')).prepareArrow(offer, options),
  json: prepareJson,
  csv: prepareCsv,
  xlsx: prepareXlsx,
};

const titles: Readonly<Record<TabularKind, string>> = {
  parquet: 'parquet',
  arrow: 'Arrow record batches',
  json: 'JSON',
  csv: 'text with delimiters',
  xlsx: 'sheets',
};

/** Files that are read at a time. */
const atOnce = 32;

/** Files that are looked at before it is said that all are of one kind. */
const looked = 200;

/** Lines of plain text, JSON among them, behind those that were imported; other kinds are no beginnings of what they become. */
async function addsToGrown({ files: [file] }: Offer): Promise<boolean> {
  if (file === undefined || packingOf(await file.head()) !== 'none') return false;
  const kind = await kindOf(file);
  return kind === 'csv' || (kind === 'json' && (await isJsonLines(file)));
}

async function look(offer: Offer): Promise<Recognition | null> {
  const kinds = new Set(await Promise.all(offer.files.slice(0, looked).map(kindOf)));
  const [kind] = kinds;
  if (kinds.size !== 1 || kind === null || kind === undefined) return null;
  return {
    sure: kind === 'json' || kind === 'csv' ? 0.1 : 0.3,
    why: offer.files.length === 1 ? `It holds ${titles[kind]}` : `They hold ${titles[kind]}`,
  };
}

async function prepare(offer: Offer, options: TabularOptions, context: PrepareContext): Promise<Prepared> {
  const kinds = new Set(await inTurns(offer.files, atOnce, kindOf));
  const [kind] = kinds;
  if (kinds.size !== 1 || kind === null || kind === undefined)
    throw new Failure(
      'NOT_A_DATABASE',
      `${titleOf(offer)} is no table that Starling reads, or several kinds of files.`,
    );
  return readers[kind](offer, options, context);
}
