import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Reject } from '#shared/model/import.ts';
import type { OfferedFile } from '../../offer.ts';
import type { ColumnObserver } from './column-observer.ts';
import { CsvReader, type CsvRow } from './csv-reader.ts';
import { decodedText } from './encoding.ts';
import { isBlank, isRemark, type Layout, withoutLines } from './layout.ts';
import { type ColumnType, holds, type Notation } from './value-kinds.ts';

/** What a file of rows becomes: regular, in UTF-8, without the rows that do not fit. */
export interface Cleaned {
  readonly path: string;
  readonly rows: number;
  /** Rows left out. */
  readonly skipped: number;
  readonly rejects: readonly Reject[];
}

/** A column as it was decided to be, where rows that do not fit it are to be rejected. */
export interface Fixed {
  readonly name: string;
  readonly type: ColumnType;
  readonly nulls: readonly string[];
  readonly notation: Notation;
}

export interface CleanOptions {
  readonly layout: Layout;
  readonly encoding: string;
  readonly scratch: string;
  readonly signal: AbortSignal;
  /** Sees every value of the rows kept, column by column. */
  readonly observers: readonly ColumnObserver[];
  /** Rejects rows by; `null` to keep whatever is written. */
  readonly fixed: readonly Fixed[] | null;
  /** Whether each row of the copy says its line and its text, in two fields more. */
  readonly located: boolean;
  /** Lines whose rows are left out, though they help to tell the columns' types. */
  readonly afterLine: number;
}

/** Text that is written at once, in characters. */
const writeAt = 2 ** 20;
const longestRaw = 1000;

let copies = 0;

/** Reads a whole file row by row into a copy that an engine reads without surprises; line numbers are those of the file. */
export async function clean(file: OfferedFile, options: CleanOptions): Promise<Cleaned> {
  const { layout, encoding, scratch, signal, observers } = options;
  copies += 1;
  const path = join(scratch, `rows-${copies}.csv`);
  const out = createWriteStream(path);
  const rejects: Reject[] = [];
  let rows = 0;
  let skipped = 0;
  let text = '';
  let isHeader = layout.header;
  for await (const row of rowsOfFile(file, layout, encoding)) {
    if (signal.aborted) break;
    if ((isBlank(row) && layout.width > 1) || (layout.comments && isRemark(row))) continue;
    if (isHeader) {
      isHeader = false;
      continue;
    }
    const reject = faultOf(row, file.name, options);
    if (reject !== null && row.line <= options.afterLine) {
      skipped += 1;
      continue;
    }
    if (reject !== null) {
      rejects.push(reject);
      continue;
    }
    row.fields.forEach((field, at) => {
      observers[at]?.add(field, row.line);
    });
    if (row.line <= options.afterLine) {
      skipped += 1;
      continue;
    }
    const place = options.located ? `,${row.line},${written(row.raw.slice(0, longestRaw))}` : '';
    text += `${row.fields.map(written).join(',')}${place}\n`;
    rows += 1;
    if (text.length < writeAt) continue;
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  }
  out.end(text);
  await finished(out);
  return { path, rows, skipped, rejects };
}

async function* rowsOfFile(file: OfferedFile, layout: Layout, encoding: string): AsyncGenerator<CsvRow> {
  const reader = new CsvReader(layout.dialect);
  let skip = layout.skip;
  let held = '';
  for await (const piece of decodedText(file, encoding)) {
    let text = held + piece;
    held = '';
    if (skip > 0) {
      const ends = text.match(/\r\n|\n|\r(?!$)/g)?.length ?? 0;
      if (ends < skip) {
        held = text;
        continue;
      }
      text = withoutLines(text, skip);
      skip = 0;
    }
    for (const row of reader.feed(text, false)) yield at(row, layout.skip);
  }
  for (const row of reader.feed(held, true)) yield at(row, layout.skip);
}

function at(row: CsvRow, skipped: number): CsvRow {
  return skipped === 0 ? row : { ...row, line: row.line + skipped };
}

function faultOf(row: CsvRow, file: string, { layout, fixed }: CleanOptions): Reject | null {
  const known = { file, line: row.line, raw: row.raw.slice(0, longestRaw) };
  if (row.fault !== null) return { ...known, column: null, reason: row.fault };
  if (row.fields.length !== layout.width)
    return { ...known, column: null, reason: `It has ${row.fields.length} fields instead of ${layout.width}` };
  if (row.raw.includes('\ufffd'))
    return { ...known, column: null, reason: 'It holds bytes that are no text of this encoding' };
  for (const [index, column] of (fixed ?? []).entries()) {
    const field = row.fields[index] ?? null;
    if (field === null || column.nulls.includes(field) || holds(column.type, field, column.notation)) continue;
    return {
      ...known,
      column: column.name,
      reason: `“${field.slice(0, 60)}” would not stay as it is as ${column.type}`,
    };
  }
  return null;
}

function written(field: string | null): string {
  return field === null ? '' : `"${field.includes('"') ? field.replaceAll('"', '""') : field}"`;
}
