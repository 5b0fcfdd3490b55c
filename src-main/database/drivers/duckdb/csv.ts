import type { DuckDBConnection } from '@duckdb/node-api';
import { type CsvLayout, linesLayout, readCsv, sniff } from './csv-layout.ts';
import { withExactTypes } from './csv-types.ts';
import { isFatal, statementFailure } from './failures.ts';
import { type FileSource, plainSource } from './file-source.ts';
import type { FileFormat } from './formats.ts';

/** How a set of files is read, and what a person should know about it. */
export interface CsvPlan {
  readonly layout: CsvLayout;
  readonly format: FileFormat;
  readonly notices: readonly string[];
}

/** Up to this size every row is read once before the files are shown, so that no query fails later. */
const readWhole = 16 * 2 ** 20;
const rowsOfLarger = 100_000;

/** More lines than this before a table are more likely rows that the engine did not understand. */
const mostRemarks = 20;

/**
 * Finds a layout that keeps every row and every value: rows that do not fit are padded rather than dropped, numbers and
 * times that a column's type would round stay text. In the worst case the lines themselves.
 */
export async function planCsv(
  connection: DuckDBConnection,
  paths: readonly string[],
  format: FileFormat,
  bytes: number,
): Promise<CsvPlan> {
  const whole = bytes <= readWhole && format.compression === 'none';
  const rows = whole ? '' : ` limit ${rowsOfLarger}`;
  const files = plainSource(paths);
  const [first] = paths as [string];
  for (const attempt of attempts) {
    try {
      const sniffed = await sniff(connection, first, format, attempt);
      const left = attempt.tolerant ? skipAtMost(sniffed, format.head) : sniffed;
      if (!attempt.tolerant && !keepsRows(left, format.head)) continue;
      const exact = await withExactTypes(connection, files, format, left, rows);
      const layout = await readable(connection, files, format, exact, rows);
      return { layout, format, notices: [...attempt.notices, ...skipNotice(layout, format.head)] };
    } catch (thrown) {
      const failure = statementFailure(thrown, '');
      if (isFatal(failure)) throw failure;
      if (format.encoding === 'utf-8' && /not utf-8 encoded|Invalid unicode/i.test(failure.data.detail ?? ''))
        return inLatin1(connection, paths, format, bytes);
    }
  }
  return {
    layout: linesLayout,
    format,
    notices: ['The rows do not line up as a table, so its lines are shown as text.'],
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

async function inLatin1(
  connection: DuckDBConnection,
  paths: readonly string[],
  format: FileFormat,
  bytes: number,
): Promise<CsvPlan> {
  const plan = await planCsv(connection, paths, { ...format, encoding: 'latin-1' }, bytes);
  return { ...plan, notices: ['It is not UTF-8; it is read as Latin-1.', ...plan.notices] };
}

/** Whether the engine left out nothing but remarks: a file with ragged rows makes it skip all rows before the last ragged one. */
function keepsRows(layout: CsvLayout, head: string): boolean {
  const lines = head.split(/\r?\n/);
  const fieldsOf = (line: string) => line.split(layout.delimiter).length;
  const [first = ''] = lines.slice(layout.skip);
  if (layout.columns.length === 1 && /[,;\t|]/.test(first) && !/^"[^"]*"$/.test(first.trim())) return false;
  if (!layout.header && looksLikeHeader(lines[0] ?? '', layout.delimiter)) return false;
  const skipped = lines.slice(0, layout.skip);
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

/** Reads the rows once; a column whose values do not all fit its type becomes text. Throws for anything else. */
async function readable(
  connection: DuckDBConnection,
  files: FileSource,
  format: FileFormat,
  layout: CsvLayout,
  rows: string,
): Promise<CsvLayout> {
  let columns = layout.columns;
  for (let tries = 0; tries <= layout.columns.length; tries++) {
    const source = readCsv(files, format, { ...layout, columns });
    try {
      await connection.run(`select count(columns(*)) from (select * from ${source}${rows})`);
      return { ...layout, columns };
    } catch (thrown) {
      const bad = /[Ee]rror when converting column "((?:[^"]|"")*)"/.exec(String(thrown))?.[1];
      if (bad === undefined || !columns.some(({ name, type }) => name === bad && type !== 'VARCHAR')) throw thrown;
      columns = columns.map((column) => (column.name === bad ? { name: bad, type: 'VARCHAR' } : column));
    }
  }
  return { ...layout, columns };
}
