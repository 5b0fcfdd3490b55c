import type { DuckDBConnection } from '@duckdb/node-api';
import { Failure } from '#shared/model/failure.ts';
import { type CsvLayout, linesLayout, sniff } from './csv-layout.ts';
import { withExactTypes } from './csv-types.ts';
import { isFatal, statementFailure } from './failures.ts';
import { plainSource } from './file-source.ts';
import type { FileFormat } from './formats.ts';
import { copyFromWindows } from './windows-text.ts';

/** Text files of one format that make one table. */
export interface TextFiles {
  readonly paths: readonly string[];
  readonly format: FileFormat;
  readonly bytes: number;
}

/** How text files are read, and what a person should know about it. */
export interface CsvPlan {
  readonly layout: CsvLayout;
  /** The files given, or a converted copy. */
  readonly files: TextFiles;
  readonly notices: readonly string[];
}

/** Up to this size every row is looked at before the files are shown: about a second. */
const lookAtAll = 32 * 2 ** 20;
const rowsOfLarger = 100_000;
/** Larger files than this are not copied for their encoding. */
const convertAtMost = 256 * 2 ** 20;
/** How much more text a packed file holds. */
const packing = 8;

/** More lines than this before a table are more likely rows that the engine did not understand. */
const mostRemarks = 20;

/**
 * Finds a layout that keeps every row and every value: rows that do not fit are padded rather than dropped, numbers and
 * times that a column's type would round stay text. In the worst case the lines themselves. A converted copy, where one
 * is needed, goes to `scratch`.
 */
export async function planCsv(connection: DuckDBConnection, files: TextFiles, scratch: string): Promise<CsvPlan> {
  if (files.format.encoding === 'latin-1') return planNotUtf8(connection, files, scratch);
  return (await planAsIs(connection, files)) ?? planNotUtf8(connection, files, scratch);
}

async function planNotUtf8(connection: DuckDBConnection, files: TextFiles, scratch: string): Promise<CsvPlan> {
  const [path] = files.paths;
  const isOne = files.paths.length === 1 && files.format.compression === 'none' && files.bytes <= convertAtMost;
  const as = (encoding: FileFormat['encoding'], paths = files.paths) =>
    planAsIs(connection, { ...files, paths, format: { ...files.format, encoding } });
  const plan =
    isOne && path !== undefined ? await as('utf-8', [await copyFromWindows(path, scratch)]) : await as('latin-1');
  if (!plan) throw new Failure('FILE_CORRUPT', 'The file is neither UTF-8 nor Latin-1. Save it as UTF-8.');
  const notice = isOne
    ? 'It is not UTF-8; a copy converted from Windows-1252 is shown.'
    : 'It is not UTF-8; it is read as Latin-1.';
  return { ...plan, notices: [notice, ...plan.notices] };
}

/** `null` where the bytes are no text of the format's encoding. */
async function planAsIs(connection: DuckDBConnection, files: TextFiles): Promise<CsvPlan | null> {
  const { paths, format, bytes } = files;
  const [first] = paths as [string];
  const whole = bytes * (format.compression === 'none' ? 1 : packing) <= lookAtAll;
  for (const attempt of attempts) {
    try {
      const sniffed = await sniff(connection, first, format, attempt);
      const left = attempt.tolerant ? skipAtMost(sniffed, format.head) : sniffed;
      if (!attempt.tolerant && !keepsRows(left, format.head)) continue;
      const source = plainSource(paths);
      const layout = await withExactTypes(connection, source, format, left, whole ? null : rowsOfLarger);
      return { layout, files, notices: [...attempt.notices, ...skipNotice(layout, format.head)] };
    } catch (thrown) {
      const failure = statementFailure(thrown, '');
      if (isFatal(failure)) throw failure;
      if (/not (utf-8|latin-1) encoded|Invalid unicode/i.test(failure.data.detail ?? '')) return null;
    }
  }
  return {
    layout: linesLayout,
    files,
    notices: ['Its rows do not line up as a table, so its lines are shown as text.'],
  };
}

const ragged = 'Its rows have different numbers of fields; missing ones are shown as NULL.';

const attempts = [
  { tolerant: false, types: true, quotes: true, notices: [] },
  { tolerant: true, types: true, quotes: true, notices: [ragged] },
  {
    tolerant: true,
    types: false,
    quotes: false,
    notices: [ragged, 'Its quotes do not pair up, so every column is text.'],
  },
] as const;

/** Whether the engine left out nothing but remarks: a file with ragged rows makes it skip all rows before the last ragged one. */
function keepsRows(layout: CsvLayout, head: string): boolean {
  const lines = head.split(/\r?\n/);
  const fieldsOf = (line: string) => line.split(layout.delimiter).length;
  const [first = ''] = lines.slice(layout.skip);
  if (layout.columns.length === 1 && /[,;\t|]/.test(first) && !/^"[^"]*"$/.test(first.trim())) return false;
  if (!layout.header && looksLikeHeader(lines[0] ?? '', layout.delimiter)) return false;
  const skipped = lines.slice(0, layout.skip);
  const rest = lines.slice(layout.skip + (layout.header ? 1 : 0));
  if (skipped.length > 0 && rest.every((line) => line === '')) return false;
  return (
    skipped.length <= mostRemarks &&
    skipped.every((line) => line.startsWith('#') || fieldsOf(line) <= Math.max(1, layout.columns.length / 2))
  );
}

/** Names only: no field is empty or a number. */
function looksLikeHeader(line: string, delimiter: string): boolean {
  const fields = line.split(delimiter).map((field) => field.replace(/^"|"$/g, '').trim());
  return fields.length > 1 && fields.every((field) => field !== '' && Number.isNaN(Number(field)));
}

/** Only remarks at the top are left out. */
function skipAtMost(layout: CsvLayout, head: string): CsvLayout {
  const remarks = head.split(/\r?\n/).findIndex((line) => !line.startsWith('#'));
  return { ...layout, skip: Math.min(layout.skip, Math.max(0, remarks)) };
}

function skipNotice({ skip }: CsvLayout, head: string): string[] {
  if (skip === 0) return [];
  const first = (head.split(/\r?\n/, 1)[0] ?? '').slice(0, 120);
  return [skip === 1 ? `Its first line is left out: ${first}` : `Its first ${skip} lines are left out.`];
}
