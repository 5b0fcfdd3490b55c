import { openFailure } from '../../drivers/duckdb/failures.ts';
import { plainSource } from '../../drivers/duckdb/file-source.ts';
import { type JsonPlan, planJson } from '../../drivers/duckdb/json.ts';
import { type PrepareContext, type Prepared, RowsFailed } from '../importer.ts';
import { type Offer, packingOf } from '../offer.ts';
import { describeColumns, withFileColumn } from './columns.ts';
import { tailOf } from './json-lines.ts';
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
    if (context.after !== null && first !== undefined)
      return await preparedTail(offer, options, { ...context, after: context.after }, read);
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
    throw thrown instanceof RowsFailed ? thrown : openFailure(thrown);
  }
}

/** Of a row in its file, from 1; rows come file by file. */
function recordNumber(several: boolean): string {
  return several ? 'starling_record - min(starling_record) over (partition by starling_file) + 1' : 'starling_record';
}

/** The records behind those that an earlier import has read; with what all of them have for columns. */
async function preparedTail(
  offer: Offer,
  options: TabularOptions,
  { duckdb, target, scratch, after }: PrepareContext & { readonly after: number },
  read: JsonPlan['read'],
): Promise<Prepared> {
  const [file] = offer.files as [Offer['files'][number]];
  const name = tableNameOf(offer, options);
  const path = await tailOf(file, after, scratch);
  const [whole, tail] = [read(plainSource([file.path])), read(plainSource([path]))];
  const { columns, select } = withFileColumn(await describeColumns(duckdb, whole), tail, offer.root, null);
  const there = target?.tables.get(name);
  const fresh = columns.find((column) => !there?.has(column.name));
  if (fresh !== undefined) throw new RowsFailed('A column is new', fresh.name);
  const counts = await duckdb.runAndReadAll(`select (select count(*) from ${whole}), (select count(*) from ${tail})`);
  const [all, rows] = (counts.getRowsJson()[0] ?? []).map(Number) as [number, number];
  const table = { name, columns, rows, relation: { select, paths: [path] } };
  return { sessions: [], tables: [table], leftOut: [], notices: [], questions: [], skippedRows: all - rows };
}
