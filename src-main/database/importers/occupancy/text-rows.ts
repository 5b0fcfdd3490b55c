import type { OfferedFile } from '../offer.ts';
import { CsvReader, type CsvRow } from '../tabular/csv/csv-reader.ts';
import { decodedText, encodingOf } from '../tabular/csv/encoding.ts';
import { rowsOf } from '../tabular/csv/layout.ts';

const dialectOf = (delimiter: string) => ({ delimiter, quote: '"', escaping: '"' });

/** The names in the first row and what stands between them; `null` for what is no text. */
export async function headerOf(
  file: OfferedFile,
): Promise<{ readonly names: readonly string[]; readonly delimiter: string } | null> {
  const content = await file.content();
  const encoding = encodingOf(content)?.label;
  if (encoding === undefined) return null;
  const text = new TextDecoder(encoding).decode(content, { stream: true }).slice(0, 4096);
  for (const delimiter of [',', ';', '\t']) {
    const [row] = rowsOf(text, true, dialectOf(delimiter), 1);
    const names = row?.fields.map((name) => name?.trim() ?? '') ?? [];
    if (names.length > 1) return { names, delimiter };
  }
  return null;
}

/** Every row of a file behind its first. */
export async function* textRows(file: OfferedFile, delimiter: string): AsyncGenerator<CsvRow> {
  const encoding = encodingOf(await file.content())?.label ?? 'utf-8';
  const reader = new CsvReader(dialectOf(delimiter));
  let isHeader = true;
  const pass = function* (text: string, isLast: boolean) {
    for (const row of reader.feed(text, isLast)) {
      if (!isHeader && row.raw !== '') yield row;
      isHeader = false;
    }
  };
  for await (const text of decodedText(file, encoding)) yield* pass(text, false);
  yield* pass('', true);
}
