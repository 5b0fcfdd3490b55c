import { basename, dirname, relative } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Failure } from '#shared/model/failure.ts';
import { duckdbDialect } from '../../sql/dialects/duckdb.ts';
import { planCsv } from './csv.ts';
import { readCsv } from './csv-layout.ts';
import { isFatal, openFailure } from './failures.ts';
import { fileColumnName } from './file-column.ts';
import { type FileSet, stemOf } from './file-sets.ts';
import type { FileSource } from './file-source.ts';
import { type FileFormat, formatOf, unknownFormat } from './formats.ts';
import { planJson } from './json.ts';
import { parquetRows, parquetSchemas, readParquet } from './parquet.ts';
import { MONITORED, withoutMonitorNotices } from './runs/monitor.ts';
import { createRunViews } from './runs/run-views.ts';
import { literal } from './settings.ts';

/** What stands behind the views of an instance that has files open. */
export interface FileTables {
  /** By view name: rows where the files say so. */
  readonly rows: ReadonlyMap<string, number | null>;
  /** Files without a view, by the name it would have had. */
  readonly unreadable: ReadonlyMap<string, Failure>;
  readonly paths: ReadonlySet<string>;
  readonly notices: readonly string[];
}

/** Reading a set made the instance unusable: another one has to do without it. */
export class Poisoned extends Error {
  readonly set: FileSet;
  readonly failure: Failure;

  constructor(set: FileSet, failure: Failure) {
    super(failure.message);
    this.set = set;
    this.failure = failure;
  }
}

/** Where views are made, and for which folder. */
export interface ViewContext {
  readonly connection: DuckDBConnection;
  /** What paths are shown relative to. */
  readonly root: string;
  /** For converted copies. */
  readonly scratch: string;
}

/** One view per set of files with one schema. */
export async function createViews(context: ViewContext, sets: readonly FileSet[]): Promise<FileTables> {
  const rows = new Map<string, number | null>();
  const unreadable = new Map<string, Failure>();
  const notices: string[] = [];
  const taken = new Set<string>();
  const files = new Map<string, readonly string[]>();
  for (const whole of sets) {
    for (const set of await bySchema(context.connection, whole)) {
      const name = freeName(set, taken);
      try {
        const view = await createView(context, name, set);
        rows.set(name, view.rows);
        files.set(name, set.paths);
        notices.push(...view.notices.map((notice) => `${shown(context.root, set)}: ${notice}`));
      } catch (thrown) {
        const failure = openFailure(thrown);
        if (isFatal(failure)) throw new Poisoned(set, failure);
        await context.connection.run(`drop view if exists ${duckdbDialect.quote(name)}`);
        unreadable.set(name, failure);
      }
    }
  }
  const runs = await createRunViews(context.connection, context.root, files);
  for (const name of runs.created) rows.set(name, null);
  const told = runs.created.includes(MONITORED) ? withoutMonitorNotices(notices) : notices;
  return { rows, unreadable, notices: [...told, ...runs.notices], paths: new Set(sets.flatMap(({ paths }) => paths)) };
}

/** Views are called regardless of case. */
export function freeName({ name, paths }: FileSet, taken: Set<string>): string {
  const folder = basename(dirname(paths[0] ?? ''));
  const candidates = [name, `${folder}_${name}`];
  for (let count = 2; candidates.every((each) => taken.has(each.toLowerCase())); count++) {
    candidates.push(`${name}_${count}`);
  }
  const free = candidates.find((each) => !taken.has(each.toLowerCase())) ?? name;
  taken.add(free.toLowerCase());
  return free;
}

/** A set in parts of one schema each. Hive-partitioned folders are one table by what they are. */
async function bySchema(connection: DuckDBConnection, set: FileSet): Promise<readonly FileSet[]> {
  const [first] = set.paths;
  if (set.hive || set.paths.length < 2 || first === undefined) return [set];
  const format = await formatOf(first);
  const schemas = format?.kind === 'parquet' ? await parquetSchemas(connection, set.paths) : await headers(set.paths);
  const parts = [...Map.groupBy(set.paths, (path) => schemas.get(path)).values()];
  if (parts.length === 1) return [set];
  const each = set.bytes / set.paths.length;
  return parts.map((paths) => ({
    ...set,
    paths,
    name: paths.length === 1 ? stemOf(paths[0] as string) : set.name,
    bytes: each * paths.length,
  }));
}

/** The line that names the columns of each text file; JSON names them in every record, so there all files go together. */
async function headers(paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const path of paths) {
    const format = await formatOf(path);
    const line = format?.head.split(/\r?\n/).find((each) => !each.startsWith('#'));
    found.set(path, format === null ? 'unreadable' : format.kind === 'csv' ? `csv ${line}` : format.kind);
  }
  return found;
}

interface View {
  readonly rows: number | null;
  readonly notices: readonly string[];
}

async function createView(context: ViewContext, name: string, set: FileSet): Promise<View> {
  const { connection, root } = context;
  const [first] = set.paths as [string];
  const format = await formatOf(first);
  if (format === null) throw await unknownFormat(first);
  const { read, rows, notices } = await plan(context, set, format);
  const source: FileSource = {
    paths: set.paths,
    hive: set.hive,
    fileColumn: set.paths.length > 1 ? '__starling_path' : null,
  };
  const view = duckdbDialect.quote(name);
  await connection.run(`create view ${view} as ${await selection(connection, read(source), source, root)}`);
  const large = await isLarge(connection, view);
  const comment = set.paths.length > 1 ? `${set.paths.length} files` : shown(root, set);
  await connection.run(`comment on view ${view} is ${literal(comment)}`);
  return { rows, notices: large ? [...notices, largeNotice] : notices };
}

const largeNotice = 'It takes much memory to read; a query of few columns may work where all of them do not.';

/** Whether even the first row needs more memory than there is. Throws for a file that cannot be read. */
async function isLarge(connection: DuckDBConnection, view: string): Promise<boolean> {
  try {
    await connection.run(`select * from ${view} limit 1`);
    return false;
  } catch (thrown) {
    if (openFailure(thrown).code === 'OUT_OF_MEMORY') return true;
    throw thrown;
  }
}

/** All columns, and behind them each row's file where there are several. */
async function selection(
  connection: DuckDBConnection,
  from: string,
  { fileColumn }: FileSource,
  root: string,
): Promise<string> {
  if (fileColumn === null) return `select * from ${from}`;
  const reader = await connection.runAndReadAll(`describe select * from ${from}`);
  const name = fileColumnName(reader.getRowsJson().map(([column]) => String(column)));
  return `select * exclude (${fileColumn}), substr(${fileColumn}, ${root.length + 2}) as ${name} from ${from}`;
}

async function plan(
  { connection, scratch }: ViewContext,
  { paths, bytes }: FileSet,
  format: FileFormat,
): Promise<View & { read(source: FileSource): string }> {
  switch (format.kind) {
    case 'parquet':
      return { read: readParquet, rows: await parquetRows(connection, paths), notices: [] };
    case 'json':
      return { rows: null, ...(await planJson(connection, paths, format, bytes)) };
    case 'csv': {
      const { layout, files, notices } = await planCsv(connection, { paths, format, bytes }, scratch);
      const read = (source: FileSource) => readCsv({ ...source, paths: files.paths }, files.format, layout);
      return { read, rows: null, notices };
    }
  }
}

function shown(root: string, { name, paths }: FileSet): string {
  return paths.length === 1 && paths[0] !== undefined ? relative(root, paths[0]) : name;
}
