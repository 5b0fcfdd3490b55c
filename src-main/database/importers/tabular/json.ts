import { openFailure } from '../../drivers/duckdb/failures.ts';
import { plainSource } from '../../drivers/duckdb/file-source.ts';
import { planJson } from '../../drivers/duckdb/json.ts';
import { listLiteral } from '../../drivers/duckdb/settings.ts';
import { type PrepareContext, type Prepared, RowsFailed } from '../importer.ts';
import { sentence } from '../left-out.ts';
import { type Offer, OfferedFile, type Packing, packingOf } from '../offer.ts';
import { describeColumns, namedBelow, withFileColumn } from './columns.ts';
import { tailOf } from './json-lines.ts';
import { type TabularOptions, tableNameOf } from './options.ts';
import { soundLines } from './sound-lines.ts';

/** Up to this size every record decides on types; of larger files the first hundred thousand, unless one does not fit. */
const lookedAtWhole = 32 * 2 ** 20;

/** Arrays of objects, objects behind each other and JSON lines as one table; nested values stay nested. */
export async function prepareJson(offer: Offer, options: TabularOptions, context: PrepareContext): Promise<Prepared> {
  try {
    if (context.after !== null) return await preparedTail(offer, options, { ...context, after: context.after });
    const { paths, read, rejects } = await soundOf(offer.files, context);
    const several = paths.length > 1 && options.fileColumn;
    const names =
      rejects.length === 0
        ? namedBelow(offer.root)
        : `${listLiteral(offer.files.map(({ name }) => name))}[list_position(${listLiteral(paths)}, starling_file)]`;
    const from = read({ ...plainSource(paths), fileColumn: several ? 'starling_file' : null });
    const described = await describeColumns(context.duckdb, from);
    const { columns, values, select } = withFileColumn(described, from, names, several ? 'starling_file' : null);
    const number = rejects.length > 0 ? 'cast(null as bigint)' : recordNumber(paths.length > 1);
    const named = read({ ...plainSource(paths), fileColumn: 'starling_file' });
    const located = `select ${[...values, names, number, 'null'].join(', ')} from (select *, row_number() over () as starling_record from ${named}) order by starling_record`;
    const table = { name: tableNameOf(offer, options), columns, rows: null, relation: { select, paths, located } };
    const leftOut = rejects.length === 0 ? [] : [sentence(`${rejects.length} lines that are no JSON`)];
    return { ...nothing, tables: [table], leftOut, rejects, rejectedRows: rejects.length };
  } catch (thrown) {
    throw thrown instanceof RowsFailed ? thrown : openFailure(thrown);
  }
}

const nothing = { sessions: [], leftOut: [], notices: [], questions: [] } as const;

/** How files are read: as they are, or copies of them without the lines that are no JSON. */
async function soundOf(files: readonly OfferedFile[], context: PrepareContext) {
  const paths = files.map(({ path }) => path);
  const [first] = files;
  const packing = first === undefined ? 'none' : packingOf(await first.head());
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const asTheyAre = await planOf(paths, packing, bytes, context);
  if (!asTheyAre.passesOver) return { paths, read: asTheyAre.read, rejects: [] };
  const sound = await soundLines(files, context);
  const { read, passesOver } = await planOf(sound.paths, 'none', sound.bytes, context);
  if (passesOver) throw new Error('Invalid Input Error: some lines are no JSON to the engine, the file is corrupt');
  return { paths: sound.paths, read, rejects: sound.rejects };
}

function planOf(paths: readonly string[], compression: Packing, bytes: number, { duckdb, careful }: PrepareContext) {
  const format = { kind: 'json', compression, encoding: 'utf-8', head: '' } as const;
  return planJson(duckdb, paths, format, careful ? Math.min(bytes, lookedAtWhole) : bytes);
}

/** Of a row in its file, from 1; rows come file by file. */
function recordNumber(several: boolean): string {
  return several ? 'starling_record - min(starling_record) over (partition by starling_file) + 1' : 'starling_record';
}

/** The records behind those that an earlier import has read; with what all of them have for columns. */
async function preparedTail(
  offer: Offer,
  options: TabularOptions,
  context: PrepareContext & { readonly after: number },
): Promise<Prepared> {
  const { duckdb, target, scratch, after } = context;
  const [file] = offer.files as [OfferedFile];
  const name = tableNameOf(offer, options);
  const whole = await soundOf([file], context);
  const tail = new OfferedFile(await tailOf(file, after, scratch), scratch, file.bytes - after);
  const { paths, rejects } =
    whole.rejects.length === 0 ? { paths: [tail.path], rejects: [] } : await soundLines([tail], context);
  const [all, rest] = [whole.paths, paths].map((each) => whole.read(plainSource(each))) as [string, string];
  const { columns, select } = withFileColumn(await describeColumns(duckdb, all), rest, '', null);
  const there = target?.tables.get(name);
  const fresh = columns.find((column) => !there?.has(column.name));
  if (fresh !== undefined) throw new RowsFailed('A column is new', fresh.name);
  const counts = await duckdb.runAndReadAll(`select (select count(*) from ${all}), (select count(*) from ${rest})`);
  const [read, rows] = (counts.getRowsJson()[0] ?? []).map(Number) as [number, number];
  const before = read + whole.rejects.length - rows - rejects.length;
  const own = whole.rejects.slice(whole.rejects.length - rejects.length);
  const table = { name, columns, rows, relation: { select, paths } };
  return { ...nothing, tables: [table], rejects: own, rejectedRows: own.length, skippedRows: before };
}
