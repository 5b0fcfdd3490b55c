import type { DuckDBConnection } from '@duckdb/node-api';
import { Failure } from '#shared/model/failure.ts';
import { delimiterOf, layoutByHand, looksLikeHeader, remarksOf } from './csv-by-hand.ts';
import { type CsvLayout, linesLayout, sniff } from './csv-layout.ts';
import { withExactTypes } from './csv-types.ts';
import { isFatal, statementFailure } from './failures.ts';
import { type FileSource, plainSource } from './file-source.ts';
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
  const { format, bytes } = files;
  const source = plainSource(files.paths);
  const whole = bytes * (format.compression === 'none' ? 1 : packing) <= lookAtAll;
  for (const attempt of attempts) {
    try {
      const found = await attempt(connection, source, format);
      if (found === null) continue;
      const layout = await withExactTypes(connection, source, format, found, whole ? null : rowsOfLarger);
      return { layout, files, notices: noticesOf(layout, format.head) };
    } catch (thrown) {
      const failure = statementFailure(thrown, '');
      if (isFatal(failure)) throw failure;
      if (/not (utf-8|latin-1) encoded|Invalid unicode/i.test(failure.data.detail ?? '')) return null;
    }
  }
  const notices = ['Its rows do not line up as a table, so its lines are shown as text.'];
  return { layout: linesLayout, files, notices };
}

type Attempt = (connection: DuckDBConnection, files: FileSource, format: FileFormat) => Promise<CsvLayout | null>;

/** From the strictest reading to the most lenient. */
const attempts: readonly Attempt[] = [
  async (connection, { paths: [first = ''] }, format) => {
    const options = { tolerant: false, skip: remarksOf(format.head), delimiter: null };
    const layout = await sniff(connection, first, format, options);
    return keepsRows(layout, format.head) ? layout : null;
  },
  async (connection, { paths: [first = ''] }, format) => {
    const skip = remarksOf(format.head);
    const delimiter = delimiterOf(format.head.split(/\r?\n/)[skip] ?? '');
    return sniff(connection, first, format, { tolerant: true, skip, delimiter });
  },
  (connection, files, format) => layoutByHand(connection, files, format, '"'),
  (connection, files, format) => layoutByHand(connection, files, format, ''),
];

function noticesOf(layout: CsvLayout, head: string): string[] {
  const irregular = isRagged(layout, head)
    ? 'Its rows have different numbers of fields; missing ones are shown as NULL.'
    : 'Its line ends or quotes are irregular; look whether its rows are right.';
  return [...(layout.tolerant ? [irregular] : []), ...skipNotice(layout, head)];
}

/** Whether the first lines have different numbers of fields, as far as can be seen without quotes. */
function isRagged({ delimiter, skip }: CsvLayout, head: string): boolean {
  const lines = head.split(/\r?\n/).slice(skip, -1);
  const plain = lines.filter((line) => line !== '' && !line.includes('"'));
  return new Set(plain.map((line) => line.split(delimiter).length)).size > 1;
}

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

function skipNotice({ skip }: CsvLayout, head: string): string[] {
  if (skip === 0) return [];
  const first = (head.split(/\r?\n/, 1)[0] ?? '').slice(0, 120);
  return [skip === 1 ? `Its first line is left out: ${first}` : `Its first ${skip} lines are left out.`];
}
