import type { ColumnValue } from '../importer.ts';
import type { CopyBuffer } from './copy-buffer.ts';

/** A value of any type in COPY's text format, whose input the server reads itself. */
export function textEncoder(buffer: CopyBuffer, value: ColumnValue): void {
  if (value === null) buffer.text('\\N');
  else if (value instanceof Uint8Array) buffer.text(`\\\\x${Buffer.from(value).toString('hex')}`);
  else buffer.text(String(value).replace(/[\\\n\r\t]/g, (character) => escapes[character] as string));
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A list as JSON, as Postgres writes arrays: https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
export function arrayEncoder(buffer: CopyBuffer, value: ColumnValue): void {
  const text = typeof value === 'string' ? value.replace(/"(?:[^"\\]|\\.)*"|[[\]]|\bnull\b/g, arrayPart) : value;
  textEncoder(buffer, text);
}

function arrayPart(part: string): string {
  if (part === '[') return '{';
  if (part === ']') return '}';
  if (part === 'null') return 'NULL';
  return `"${String(JSON.parse(part)).replace(/[\\"]/g, '\\$&')}"`;
}
