import type { Cell } from '#shared/model/cell.ts';
import { cellToJson } from '#shared/model/cell-text.ts';
import { toTsv } from '../../format/cell.ts';
import type { GridColumn } from './grid-columns.ts';
import { type GridRow, type GridView, type RowSource, requestOf } from './row-source.ts';
import type { Range } from './selection.ts';

/** Rows a copy may read; more belongs into an export. */
export const mostCopied = 50_000;

const piece = 5000;

interface CopyJob {
  readonly source: RowSource;
  readonly view: GridView;
  readonly range: Range;
  /** The columns of the range, in order. */
  readonly columns: readonly GridColumn[];
  at(index: number): GridRow | undefined;
  valueAt(row: GridRow, column: GridColumn): Cell | undefined;
}

/** The selected cells as text; rows that are not in the window are read first. */
export async function copyText(job: CopyJob, form: 'tsv' | 'json', signal: AbortSignal): Promise<string> {
  const rows = await rowsOf(job, signal);
  const cells = rows.map((row) => job.columns.map((column) => job.valueAt(row, column) ?? null));
  if (form === 'tsv') return toTsv(cells);
  const objects = cells.map((line) =>
    Object.fromEntries(line.map((cell, at) => [job.columns[at]!.name, cellToJson(cell)])),
  );
  return JSON.stringify(objects.length === 1 ? objects[0] : objects, null, 2);
}

async function rowsOf({ source, view, range, at }: CopyJob, signal: AbortSignal): Promise<readonly GridRow[]> {
  const end = Math.min(range.bottom, range.top + mostCopied - 1);
  const here: GridRow[] = [];
  for (let index = range.top; index <= end; index += 1) {
    const row = at(index);
    if (row === undefined) return readRows(source, view, range.top, end, signal);
    here.push(row);
  }
  return here;
}

async function readRows(source: RowSource, view: GridView, from: number, to: number, signal: AbortSignal) {
  const rows: GridRow[] = [];
  let after: string | undefined;
  while (from + rows.length <= to) {
    const offset = from + rows.length;
    const limit = Math.min(piece, to - offset + 1);
    const request = requestOf(view, limit);
    const page = await source.page(after === undefined ? { ...request, offset } : { ...request, after }, signal);
    rows.push(
      ...page.rows.map((cells, at) => ({ index: offset + at, cells, key: page.keys[at], columns: page.columns })),
    );
    after = page.keys.at(-1);
    if (!page.more || page.rows.length === 0) break;
  }
  return rows;
}
