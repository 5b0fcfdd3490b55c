import type { OfferedFile } from '../offer.ts';
import { type SheetRow, textOf, type XlsxValue } from '../xlsx/sheet.ts';
import { isWorkbook, openWorkbook, type Workbook } from '../xlsx/workbook.ts';

/** One row of a sheet, by the names of its columns in one spelling: `Start Time (s)` is `start time s`. */
export interface LogRecord {
  readonly sheet: string;
  /** From 1. */
  readonly row: number;
  readonly cells: ReadonlyMap<string, XlsxValue>;
  /** All columns of the sheet, the same array for all of its rows. */
  readonly names: readonly string[];
}

/** A processing log of one knee and manoeuvre. */
export interface LogBook {
  readonly file: OfferedFile;
  /** What the workbook says of itself as a whole. */
  readonly summary: LogRecord;
  readonly audio: readonly LogRecord[];
  readonly biomechanics: readonly LogRecord[];
  readonly synchronizations: readonly LogRecord[];
  readonly cycles: readonly LogRecord[];
  /** Sheets that are none of these. */
  readonly others: readonly string[];
}

/** What a file is: a log, a log of a knee that only sums others up, or something else. */
export async function logBookOf(file: OfferedFile): Promise<LogBook | 'summary of others' | null> {
  if (!(await isWorkbook(file))) return null;
  const { sheets } = await openWorkbook(file);
  const names = sheets.map(({ name }) => name);
  if (names.includes('Maneuver Summaries') || names.includes('Knee Summary')) return 'summary of others';
  const known = names.filter((name) => logSheets.includes(name));
  if (!names.includes('Summary') || known.length === 0) return null;
  const summary = summaryOf({ sheets });
  if (!summary.cells.has('knee') && !summary.cells.has('knee side')) return null;
  const records = (...wanted: readonly string[]) =>
    sheets.filter(({ name }) => wanted.includes(name)).flatMap((sheet) => recordsOf(sheet.name, [...sheet.rows()]));
  return {
    ...{ file, summary, audio: records('Audio'), biomechanics: records('Biomechanics') },
    ...{ synchronizations: records('Synchronization'), cycles: records('Cycles', 'Movement Cycles') },
    others: names.filter((name) => name !== 'Summary' && !logSheets.includes(name)),
  };
}

const logSheets = ['Audio', 'Biomechanics', 'Synchronization', 'Cycles', 'Movement Cycles'];

/** A table of metrics and values, or a single row under a header. */
function summaryOf({ sheets }: Workbook): LogRecord {
  const rows = [...(sheets.find(({ name }) => name === 'Summary')?.rows() ?? [])];
  const [first] = rows;
  const header = first === undefined ? [] : [...first.cells.values()].map((value) => plain(textOf(value)));
  if (header[0] !== 'metric')
    return recordsOf('Summary', rows)[0] ?? { sheet: 'Summary', row: 1, cells: new Map(), names: [] };
  const cells = new Map<string, XlsxValue>();
  for (const {
    cells: [...pairs],
  } of rows.slice(1)) {
    const [name, value] = [pairs[0]?.[1], pairs[1]?.[1]];
    if (name !== undefined && value !== undefined) cells.set(plain(textOf(name)), value);
  }
  return { sheet: 'Summary', row: 1, cells, names: [...cells.keys()] };
}

/** Rows under a header. A sheet without data has a single column, Note. */
function recordsOf(sheet: string, [header, ...rows]: readonly SheetRow[]): readonly LogRecord[] {
  if (header === undefined) return [];
  const names = new Map([...header.cells].map(([column, value]) => [column, plain(textOf(value))]));
  if (names.size === 1 && [...names.values()][0] === 'note') return [];
  const all = [...names.values()];
  return rows.map(({ row, cells }) => ({
    ...{ sheet, row, names: all },
    cells: new Map([...cells].map(([column, value]) => [names.get(column) ?? `column ${column + 1}`, value])),
  }));
}

function plain(header: string): string {
  return header
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
