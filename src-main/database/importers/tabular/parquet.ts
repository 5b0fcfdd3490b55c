import { Failure } from '#shared/model/failure.ts';
import { openFailure } from '../../drivers/duckdb/failures.ts';
import type { FileSource } from '../../drivers/duckdb/file-source.ts';
import { parquetRows, readParquet } from '../../drivers/duckdb/parquet.ts';
import type { PrepareContext, Prepared } from '../importer.ts';
import type { Offer } from '../offer.ts';
import { describeColumns, withFileColumn } from './columns.ts';
import { type TabularOptions, tableNameOf } from './options.ts';

/** The rows with their file and number. */
function locatedRows(source: FileSource, values: readonly string[], root: string): string {
  const fileColumn = source.fileColumn ?? 'starling_file';
  const place = [`substr(${fileColumn}, ${root.length + 2})`, 'file_row_number + 1', 'cast(null as varchar)'];
  return `select ${[...values, ...place].join(', ')} from ${readParquet({ ...source, fileColumn }, true)}`;
}

/** Parquet files of one table: the files say everything themselves. */
export async function prepareParquet(
  offer: Offer,
  options: TabularOptions,
  { duckdb }: PrepareContext,
): Promise<Prepared> {
  const paths = offer.files.map(({ path }) => path);
  const source = {
    paths,
    hive: offer.isFolder,
    fileColumn: paths.length > 1 && options.fileColumn ? 'starling_file' : null,
  };
  try {
    // A footer that counts nothing may still have rows behind it.
    const rows = (await parquetRows(duckdb, paths)) || null;
    const described = await describeColumns(duckdb, readParquet(source));
    if (described.length === 0) throw new Failure('FILE_CORRUPT', 'The parquet file has no columns.');
    const { columns, values, select } = withFileColumn(described, readParquet(source), offer.root, source.fileColumn);
    const hasOwn = described.some(({ name }) => name.toLowerCase() === 'file_row_number');
    const located = hasOwn ? undefined : locatedRows(source, values, offer.root);
    const table = { name: tableNameOf(offer, options), columns, rows, relation: { select, paths, located } };
    return { sessions: [], tables: [table], leftOut: [], notices: [], questions: [] };
  } catch (thrown) {
    throw openFailure(thrown);
  }
}
