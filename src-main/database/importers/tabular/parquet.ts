import type { DuckDBConnection } from '@duckdb/node-api';
import { Failure } from '#shared/model/failure.ts';
import { openFailure } from '../../drivers/duckdb/failures.ts';
import type { FileSource } from '../../drivers/duckdb/file-source.ts';
import { parquetRows, readParquet } from '../../drivers/duckdb/parquet.ts';
import { duckdbDialect } from '../../sql/dialects/duckdb.ts';
import type { PrepareContext, Prepared, SourceColumn } from '../importer.ts';
import { inTurns } from '../in-turns.ts';
import type { Offer } from '../offer.ts';
import { type ParquetSummary, parquetSummary } from '../parquet-footer.ts';
import { describeColumns, namedBelow, withFileColumn } from './columns.ts';
import { type TabularOptions, tableNameOf } from './options.ts';

/** Footers that are read at a time. */
const atOnce = 32;
/** Groups of files with the same columns that are read one after the other; with more the engine compares all files. */
const mostGroups = 50;
const fileColumn = 'starling_file';

/**
 * Parquet files of one table: the files say everything themselves. One that grows is written whole again, its footer being
 * at its end, so it takes the place of what it gave before: it has no beginning that could be told from the rest.
 */
export async function prepareParquet(
  offer: Offer,
  options: TabularOptions,
  { duckdb, careful }: PrepareContext,
): Promise<Prepared> {
  const paths = offer.files.map(({ path }) => path);
  const several = paths.length > 1 && options.fileColumn;
  try {
    const summaries = await inTurns(offer.files, atOnce, parquetSummary);
    // A footer that counts nothing may still have rows behind it.
    const rows = (countedRows(summaries) ?? (await parquetRows(duckdb, paths))) || null;
    const all = await partsOf(duckdb, offer, summaries);
    if (all.columns.length === 0) throw new Failure('FILE_CORRUPT', 'The parquet file has no columns.');
    const hollow = all.columns.find(({ type }) => /STRUCT\(\)/.test(type));
    if (hollow !== undefined)
      throw new Failure(
        'VERSION_UNSUPPORTED',
        `The column ${hollow.name} is a group without fields, which no table can keep.`,
      );
    const { columns, values, select } = withFileColumn(
      all.columns,
      from(all, several ? fileColumn : null, false),
      namedBelow(offer.root),
      several ? fileColumn : null,
    );
    const hasOwn = all.columns.some(({ name }) => name.toLowerCase() === 'file_row_number');
    const place = [namedBelow(offer.root), 'file_row_number + 1', 'cast(null as varchar)'];
    const located =
      hasOwn || !careful ? undefined : `select ${[...values, ...place].join(', ')} from ${from(all, fileColumn, true)}`;
    const table = { name: tableNameOf(offer, options), columns, rows, relation: { select, paths, located } };
    return { sessions: [], tables: [table], leftOut: [], notices: [], questions: [] };
  } catch (thrown) {
    throw openFailure(thrown);
  }
}

function countedRows(summaries: readonly (ParquetSummary | null)[]): number | null {
  let sum = 0;
  for (const each of summaries) {
    if (each === null) return null;
    sum += each.rows;
  }
  return sum;
}

/** Files as they are read: parts that have the same columns each, or all at once. */
interface Parts {
  readonly columns: readonly SourceColumn[];
  readonly parts: readonly {
    readonly source: FileSource;
    readonly names: ReadonlySet<string>;
    readonly differ: boolean;
  }[];
}

/** An engine that compares the columns of all files by name keeps each of them open, which costs 0.2 MB a file. */
async function partsOf(
  duckdb: DuckDBConnection,
  offer: Offer,
  summaries: readonly (ParquetSummary | null)[],
): Promise<Parts> {
  const paths = offer.files.map(({ path }) => path);
  const source = (of: readonly string[]): FileSource => ({ paths: of, hive: offer.isFolder, fileColumn: null });
  const groups = [...Map.groupBy(paths, (_, at) => summaries[at]?.schema).values()];
  const isUnknown = summaries.includes(null) || groups.length > mostGroups;
  const isPartitioned = offer.isFolder && offer.files.some(({ name }) => name.includes('='));
  if (groups.length > 1 && (isUnknown || isPartitioned)) {
    const columns = await describeColumns(duckdb, readParquet(source(paths), { differ: true }));
    return { columns, parts: [{ source: source(paths), names: namesOf(columns), differ: true }] };
  }
  const parts: Parts['parts'][number][] = [];
  for (const group of groups) {
    const alike = isPartitioned ? group : group.slice(0, 1);
    const names = namesOf(await describeColumns(duckdb, readParquet(source(alike))));
    parts.push({ source: source(group), names, differ: false });
  }
  const first = groups.flatMap(([path]) => path ?? []);
  return { columns: await describeColumns(duckdb, readParquet(source(first), { differ: first.length > 1 })), parts };
}

function namesOf(columns: readonly SourceColumn[]): ReadonlySet<string> {
  return new Set(columns.map(({ name }) => name.toLowerCase()));
}

/** All parts behind each other, with the columns of all. */
function from({ columns, parts }: Parts, file: string | null, numbered: boolean): string {
  const reads = parts.map(({ source, differ }) => readParquet({ ...source, fileColumn: file }, { differ, numbered }));
  if (reads.length === 1) return reads[0] as string;
  const more = [...(file === null ? [] : [file]), ...(numbered ? ['file_row_number'] : [])];
  const selects = parts.map(({ names }, at) => {
    const values = columns.map(({ name, type }) => {
      const value = names.has(name.toLowerCase()) ? duckdbDialect.quote(name) : 'null';
      return `cast(${value} as ${type}) as ${duckdbDialect.quote(name)}`;
    });
    return `select ${[...values, ...more].join(', ')} from ${reads[at]}`;
  });
  return `(${selects.join(' union all ')})`;
}
