import { looksLikeParquet } from '../../drivers/duckdb/magic.ts';
import type { OfferedFile } from '../offer.ts';

export type TabularKind = 'parquet';

/** What a file holds, by its content; `null` for what is no table. */
export async function kindOf(file: OfferedFile): Promise<TabularKind | null> {
  if (looksLikeParquet(await file.head())) return 'parquet';
  return null;
}
