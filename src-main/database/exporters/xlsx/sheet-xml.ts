import { Failure } from '#shared/model/failure.ts';
import type { TableStream } from '../table-stream.ts';
import { cellXml, styles, textXml } from './xlsx-cell.ts';

/** Rows of a sheet, the header among them, and its columns. */
const mostRows = 1_048_576;
const mostColumns = 16_384;

/** A sheet of the rows, for as many as it takes; `more` is set when there are others left for the next. */
export class SheetRows {
  readonly #rows: TableStream;
  readonly #batches: AsyncIterator<TableStream['batches'] extends AsyncIterable<infer Batch> ? Batch : never>;
  #left: readonly (readonly unknown[])[] = [];
  more = true;

  constructor(rows: TableStream) {
    if (rows.columns.length > mostColumns) throw tooWide(rows.columns.length);
    this.#rows = rows;
    this.#batches = rows.batches[Symbol.asyncIterator]();
  }

  async *xml(): AsyncGenerator<string> {
    const header = this.#rows.columns.map(({ name }) => textXml(name, ` s="${styles.header}"`)).join('');
    yield `${head}<row>${header}</row>`;
    let room = mostRows - 1;
    while (room > 0 && (await this.#fill())) {
      const some = this.#left.slice(0, room) as Parameters<typeof rowXml>[0][];
      this.#left = this.#left.slice(room);
      room -= some.length;
      yield some.map(rowXml).join('');
    }
    this.more = await this.#fill();
    yield '</sheetData></worksheet>';
  }

  /** Whether there are rows left, after fetching the next ones where none were. */
  async #fill(): Promise<boolean> {
    while (this.#left.length === 0) {
      const next = await this.#batches.next();
      if (next.done) return false;
      this.#left = next.value;
    }
    return true;
  }
}

function rowXml(row: readonly Parameters<typeof cellXml>[0][]): string {
  return `<row>${row.map(cellXml).join('')}</row>`;
}

const head =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews>' +
  '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>' +
  '</sheetViews><sheetData>';

function tooWide(columns: number): Failure {
  return new Failure(
    'BAD_INPUT',
    `${columns} columns do not fit into a sheet of a workbook (${mostColumns}); export as CSV or Parquet`,
  );
}
