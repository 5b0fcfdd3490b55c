import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** The lines of a text file, without a byte order mark; empty ones are passed over. Numbers are those of the file, from 1. */
export async function* textLines(path: string): AsyncGenerator<readonly [number: number, line: string]> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  for await (const line of lines) {
    number += 1;
    const text = number === 1 ? line.replace(/^\uFEFF/, '') : line;
    if (text.trim() !== '') yield [number, text];
  }
}

/** Fields of a comma-separated line; quotes may hold commas and doubled quotes. */
export function fieldsOf(line: string): readonly string[] {
  if (!line.includes('"')) return line.split(',');
  const fields: string[] = [];
  const pattern = /(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/gy;
  for (let at = 0; at <= line.length; ) {
    pattern.lastIndex = at;
    const found = pattern.exec(line);
    if (found === null) break;
    fields.push(found[1] === undefined ? (found[2] ?? '') : found[1].replaceAll('""', '"'));
    at = pattern.lastIndex;
    if (at >= line.length) break;
  }
  return fields;
}

/** A number as Python prints it; `null` for what is none. */
export function numberOf(text: string): number | null {
  const plain = text.trim().toLowerCase();
  if (plain === '') return null;
  if (plain === 'nan') return Number.NaN;
  if (/^[+-]?inf(inity)?$/.test(plain))
    return plain.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (plain === 'true' || plain === 'false') return plain === 'true' ? 1 : 0;
  const number = Number(plain);
  return Number.isNaN(number) ? null : number;
}
