import { RowsFailed, type VerifyWatch } from '../../importer.ts';
import type { OfferedFile } from '../../offer.ts';
import type { CsvColumn, CsvFiles } from './csv-select.ts';
import { unpackedPieces } from './encoding.ts';
import { FieldScan } from './scan.ts';

/** Looks at every field of text files, and counts their rows. Throws {@link RowsFailed} for one that would not stay as it is. */
export async function scanFiles(
  offered: readonly OfferedFile[],
  { dialect, skip }: CsvFiles,
  columns: readonly CsvColumn[],
  { signal, progress }: VerifyWatch,
): Promise<number> {
  const bytes = offered.reduce((sum, file) => sum + file.bytes, 0);
  let rows = 0;
  let before = 0;
  for (const file of offered) {
    const scan = new FieldScan(columns, dialect, skip);
    const refuse = (): never => {
      throw new RowsFailed(`A field of ${file.name} would not stay as it is, behind its row ${scan.rows}`);
    };
    for await (const { piece, read } of unpackedPieces(file)) {
      signal.throwIfAborted();
      if (!scan.feed(piece)) refuse();
      progress(rows + scan.rows, (before + read) / bytes);
    }
    if (!scan.finish()) refuse();
    rows += scan.rows;
    before += file.bytes;
  }
  return rows;
}
