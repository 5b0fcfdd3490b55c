import { looksLikeDuckdb, looksLikeParquet } from '../../drivers/duckdb/magic.ts';
import type { OfferedFile } from '../offer.ts';
import { isWorkbook } from '../xlsx/workbook.ts';
import { encodingOf } from './csv/encoding.ts';

export type TabularKind = 'parquet' | 'arrow' | 'json' | 'csv' | 'xlsx';

/** What a file holds, by its content; `null` for what is no table. */
export async function kindOf(file: OfferedFile): Promise<TabularKind | null> {
  const head = await file.head();
  if (looksLikeParquet(head)) return 'parquet';
  if (looksLikeArrow(head)) return 'arrow';
  if (head.length === 0 || looksLikeDuckdb(head) || startsWith(head, 'SQLite format 3')) return null;
  if (await isWorkbook(file)) return 'xlsx';
  const content = await file.content();
  if (encodingOf(content) === null || startsWith(content, 'version https://git-lfs')) return null;
  return isJson(new TextDecoder().decode(content, { stream: true })) ? 'json' : 'csv';
}

/** Begins like an array of objects or an object, whose first key is quoted. */
function isJson(text: string): boolean {
  return /^\s*(\[\s*)?\{\s*("(?:[^"\\]|\\.)*"\s*:|\})/.test(text);
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.subarray(0, text.length)).toString('latin1') === text;
}

/** An Arrow file, Feather of either version, or a stream of messages, the first of which is the schema. */
function looksLikeArrow(head: Uint8Array): boolean {
  if (startsWith(head, 'ARROW1') || startsWith(head, 'FEA1')) return true;
  if (head.length < 16) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const length = view.getInt32(4, true);
  return view.getUint32(0, true) === 0xffff_ffff && length > 0 && length % 8 === 0 && view.getUint32(8, true) < length;
}
