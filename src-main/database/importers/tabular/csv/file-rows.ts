import type { OfferedFile } from '../../offer.ts';
import { CsvReader, type CsvRow, type Dialect } from './csv-reader.ts';
import { decodedText, encodingOf } from './encoding.ts';

/** Every row of a text file, its header and empty ones included. */
export async function* fileRows(file: OfferedFile, dialect: Dialect): AsyncGenerator<CsvRow> {
  const encoding = encodingOf(await file.content())?.label ?? 'utf-8';
  const reader = new CsvReader(dialect);
  for await (const text of decodedText(file, encoding)) yield* reader.feed(text, false);
  yield* reader.feed('', true);
}
