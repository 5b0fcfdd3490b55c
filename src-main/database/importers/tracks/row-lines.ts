import type { OfferedFile } from '../offer.ts';
import { fileRows } from '../tabular/csv/file-rows.ts';

const dialect = { delimiter: ',', quote: '"', escaping: '"' } as const;

/**
 * At which lines some rows of a file begin that the engine has numbered from 1 behind `header` rows; `null` for those that
 * cannot be told. Engines pass over empty lines, except where a row is one text.
 */
export async function rowLines(
  file: OfferedFile,
  header: number,
  rows: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const wanted = new Set(rows);
  const last = Math.max(0, ...rows.slice(-1));
  const filled = new Map<number, number>();
  const every = new Map<number, number>();
  let [all, full] = [-header, -header];
  for await (const { line, raw } of fileRows(file, dialect)) {
    all += 1;
    if (wanted.has(all)) every.set(all, line);
    if (raw.trim() === '') continue;
    full += 1;
    if (wanted.has(full)) filled.set(full, line);
  }
  return full >= last ? filled : every;
}

/** Whether each row is one line and none is empty: then a row's line is its number behind the header's. */
export async function isLineByLine(file: OfferedFile): Promise<boolean> {
  let rows = 0;
  for await (const { line, raw } of fileRows(file, dialect)) {
    rows += 1;
    if (line !== rows || raw.trim() === '') return false;
  }
  return true;
}
