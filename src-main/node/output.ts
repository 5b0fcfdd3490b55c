import type { Cell } from '#shared/model/cell.ts';
import { cellToJson, cellToText } from '#shared/model/cell-text.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import type { Seen } from './commands/options.ts';

/** How a command prints: for people unless `--json` or `--csv`. */
export interface Format extends Seen {
  readonly json?: boolean | undefined;
  readonly csv?: boolean | undefined;
}

/** `starling … | head` has read enough: nobody is left to tell about it. */
export function endQuietlyWithoutReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
}

/** For people: what a file brings may not speak to their terminal. */
export function writeLine(text: string): void {
  process.stdout.write(`${visible(text)}\n`);
}

/** For programs: CSV, SQL and JSON, as they are. */
export function writeExact(text: string): void {
  process.stdout.write(`${text}\n`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Control characters but tabs and line breaks as the pictures that Unicode has of them, `␛` of an escape; others as `\u009b`. */
export function visible(text: string): string {
  return text.replace(controls, (character) => {
    const code = character.charCodeAt(0);
    if (code === 0x7f) return '␡';
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

export function writeJson(value: unknown): void {
  writeExact(JSON.stringify(value, null, 2));
}

/** A row as an object keyed by column, in the JSON of the command line (see `cellToJson`). */
export function rowObject(columns: readonly AnswerColumn[], row: readonly Cell[]): Record<string, unknown> {
  return Object.fromEntries(columns.map((column, index) => [column.name, cellToJson(row[index] ?? null)]));
}

/** Columns of text for a terminal, padded; numbers to the right. */
export function textTable(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [columns, ...rows.map((row) => row.map(shorten))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => (line[index] ?? '').length)));
  return lines
    .map((line, at) =>
      line
        .map((text, index) => {
          const width = widths[index] ?? 0;
          const isNumber = at > 0 && typeof rows[at - 1]?.[index] === 'number';
          return isNumber ? text.padStart(width) : text.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function shorten(cell: Cell): string {
  const text = cell === null ? '' : cellToText(cell).replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
