import type { OfferedFile } from '../offer.ts';
import type { CsvRow } from '../tabular/csv/csv-reader.ts';
import { encodingOf } from '../tabular/csv/encoding.ts';
import { fileRows } from '../tabular/csv/file-rows.ts';
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
  let isHeader = true;
  for await (const row of fileRows(file, dialectOf(delimiter))) {
    if (!isHeader && row.raw !== '') yield row;
    isHeader = false;
  }
}
