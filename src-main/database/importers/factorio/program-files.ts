import type { OfferedFile } from '../offer.ts';
import type { Dialect } from '../tabular/csv/csv-reader.ts';
import { encodingOf } from '../tabular/csv/encoding.ts';
import { rowsOf } from '../tabular/csv/layout.ts';
import { leadingKeys } from './json-fields.ts';
import { isProgramColumn } from './program-columns.ts';

/** A dump of `programs`, and how it is written. */
export interface ProgramFile {
  readonly file: OfferedFile;
  readonly kind: 'csv' | 'json';
  readonly encoding: string;
  /** CSV only. */
  readonly dialect: Dialect;
  /** The columns of a CSV file in its order; of JSON the members of the first object, as far as its beginning tells. */
  readonly names: readonly string[];
}

/** Columns that hardly any other table has. */
const telling = [
  'conversation_json',
  'state_json',
  'achievements_json',
  'version_description',
  'completion_token_usage',
];

/** `null` for a file that is no dump of programs. */
export async function programFileOf(file: OfferedFile): Promise<ProgramFile | null> {
  const content = await file.content();
  const encoding = encodingOf(content)?.label;
  if (encoding === undefined) return null;
  const text = new TextDecoder(encoding).decode(content, { stream: true });
  if (/^\s*(\[\s*)?\{/.test(text)) {
    const names = leadingKeys(text);
    const own = names.filter(isProgramColumn);
    const known = own.length * 2 > names.length && own.some((name) => telling.includes(name));
    return known ? { file, kind: 'json', encoding, dialect: dialectOf(','), names } : null;
  }
  for (const delimiter of [',', '\t', ';', '|']) {
    const [row] = rowsOf(text, false, dialectOf(delimiter), 1);
    const names = row?.fields.map((name) => name?.trim() ?? '') ?? [];
    if (!names.includes('code') || !names.includes('conversation_json') || !names.includes('id')) continue;
    return { file, kind: 'csv', encoding, dialect: dialectOf(delimiter), names };
  }
  return null;
}

/** Quotes are doubled within quotes, as SQLite, Postgres, pandas and DuckDB write them. */
function dialectOf(delimiter: string): Dialect {
  return { delimiter, quote: '"', escaping: '"' };
}
