import type { Cell } from '#shared/model/cell.ts';
import { isTagged } from '#shared/model/cell.ts';
import { cellJsonText } from '#shared/model/cell-json-text.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import { csvLine } from '#shared/model/csv.ts';
import { type Exporter, encoded, type TableStream } from './table-stream.ts';

/** RFC 4180, UTF-8, lines end with CR LF; NULL is nothing, an empty text is `""`. */
export const writeCsv: Exporter = (rows) => encoded(csvLines(rows));

async function* csvLines({ columns, batches }: TableStream): AsyncGenerator<string> {
  yield `${csvLine(columns.map(({ name }) => name))}\r\n`;
  for await (const batch of batches) yield batch.map((row) => `${csvLine(row)}\r\n`).join('');
}

/** An object a line. Integers are whole whatever their size, decimals are text, NaN and ±∞ `"NaN"`, `"Infinity"`, `"-Infinity"`; JSON stays JSON. */
export const writeJsonLines: Exporter = (rows) => encoded(jsonLines(rows));

export async function* jsonLines({ columns, batches }: TableStream): AsyncGenerator<string> {
  const names = columns.map(({ name }) => JSON.stringify(name));
  for await (const batch of batches) {
    yield batch
      .map((row) => `{${names.map((name, at) => `${name}:${cellJsonText(row[at] ?? null)}`).join(',')}}\n`)
      .join('');
  }
}

/** A pipe table as GitHub draws it; numbers to the right. */
export const writeMarkdown: Exporter = (rows) => encoded(markdownLines(rows));

async function* markdownLines({ columns, batches }: TableStream): AsyncGenerator<string> {
  const isNumber = columns.map(({ kind }) => kind === 'integer' || kind === 'decimal' || kind === 'float');
  yield `| ${columns.map(({ name }) => markdownText(name)).join(' | ')} |\n`;
  yield `| ${isNumber.map((right) => (right ? '---:' : '---')).join(' | ')} |\n`;
  for await (const batch of batches) {
    yield batch.map((row) => `| ${row.map(markdownCell).join(' | ')} |\n`).join('');
  }
}

function markdownCell(cell: Cell): string {
  if (cell === null) return '';
  if (isTagged(cell) || typeof cell === 'string') return markdownText(cellToText(cell));
  return String(cell);
}

/** What Markdown or HTML would read as more than text is escaped; a line break stays one. */
function markdownText(text: string): string {
  return text
    .replace(/[\\|`*[\]<&~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, (character) =>
      character === '<' ? '&lt;' : character === '&' ? '&amp;' : `\\${character}`,
    )
    .replace(/\r\n|\r|\n/g, '<br>');
}
