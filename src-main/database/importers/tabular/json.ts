import { openFailure } from '../../drivers/duckdb/failures.ts';
import { plainSource } from '../../drivers/duckdb/file-source.ts';
import { planJson } from '../../drivers/duckdb/json.ts';
import type { PrepareContext, Prepared } from '../importer.ts';
import { type Offer, packingOf } from '../offer.ts';
import { describeColumns, withFileColumn } from './columns.ts';
import { type TabularOptions, tableNameOf } from './options.ts';

/** Up to this size every record decides on types; of larger files the first hundred thousand, unless one does not fit. */
const lookedAtWhole = 32 * 2 ** 20;

/** Arrays of objects, objects behind each other and JSON lines as one table; nested values stay nested. */
export async function prepareJson(offer: Offer, options: TabularOptions, context: PrepareContext): Promise<Prepared> {
  const { duckdb, careful } = context;
  const paths = offer.files.map(({ path }) => path);
  const [first] = offer.files;
  const bytes = offer.files.reduce((sum, file) => sum + file.bytes, 0);
  const compression = first === undefined ? 'none' : packingOf(await first.head());
  const format = { kind: 'json', compression, encoding: 'utf-8', head: '' } as const;
  try {
    const { read, notices } = await planJson(duckdb, paths, format, careful ? Math.min(bytes, lookedAtWhole) : bytes);
    const several = paths.length > 1 && options.fileColumn;
    const from = read({ ...plainSource(paths), fileColumn: several ? 'starling_file' : null });
    const described = await describeColumns(duckdb, from);
    const { columns, values, select } = withFileColumn(described, from, offer.root, several ? 'starling_file' : null);
    const place = [`substr(starling_file, ${offer.root.length + 2})`, recordNumber(paths.length > 1), 'null'];
    const named = read({ ...plainSource(paths), fileColumn: 'starling_file' });
    const located = `select ${[...values, ...place].join(', ')} from (select *, row_number() over () as starling_record from ${named}) order by starling_record`;
    const table = { name: tableNameOf(offer, options), columns, rows: null, relation: { select, paths, located } };
    return { sessions: [], tables: [table], leftOut: [], notices, questions: [] };
  } catch (thrown) {
    throw openFailure(thrown);
  }
}

/** Of a row in its file, from 1; rows come file by file. */
function recordNumber(several: boolean): string {
  return several ? 'starling_record - min(starling_record) over (partition by starling_file) + 1' : 'starling_record';
}
