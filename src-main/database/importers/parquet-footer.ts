import { open } from 'node:fs/promises';
import type { OfferedFile } from './offer.ts';
import { Thrift } from './thrift.ts';

/** Nothing beyond is looked at. */
const MOST_FOOTER = 4_000_000;

/**
 * Texts that the footer of a parquet file holds, among them the names of its columns: enough to know a layout by, without
 * an engine. Empty for what is no parquet file.
 * Layout: https://parquet.apache.org/docs/file-format/ (footer, its length in four bytes, `PAR1`).
 */
export async function footerNames(file: OfferedFile): Promise<{ has(name: string): boolean }> {
  const footer = await readFooter(file);
  return { has: (name) => footer.includes(lengthAndText(name)) };
}

export interface ParquetSummary {
  /** Equal for files that one writer gave the same columns. */
  readonly schema: string;
  readonly rows: number;
}

/** What the footer says of a whole file; `null` for one that is packed, encrypted, too large or no footer at all. */
export async function parquetSummary(file: OfferedFile): Promise<ParquetSummary | null> {
  const footer = await readFooter(file);
  if (footer.length === 0) return null;
  try {
    return summaryOf(footer);
  } catch (thrown) {
    if (thrown instanceof RangeError) return null;
    throw thrown;
  }
}

/** `FileMetaData`: its second field is the schema, its third the number of rows. */
function summaryOf(footer: Buffer): ParquetSummary | null {
  const thrift = new Thrift(footer);
  let schema = '';
  for (let field = thrift.field(0); field !== null; field = thrift.field(field.id)) {
    const start = thrift.at;
    if (field.id === 3) return schema === '' ? null : { schema, rows: Number(thrift.integer()) };
    thrift.skip(field.type);
    if (field.id === 2) schema = footer.toString('latin1', start, thrift.at);
  }
  return null;
}

/** Thrift's compact protocol writes a text as its length and its bytes. */
function lengthAndText(name: string): Buffer {
  return Buffer.from([name.length, ...Buffer.from(name)]);
}

async function readFooter({ path, bytes }: OfferedFile): Promise<Buffer> {
  if (bytes < 12) return Buffer.alloc(0);
  await using file = await open(path, 'r');
  const end = Buffer.alloc(8);
  await file.read(end, 0, 8, bytes - 8);
  const length = end.readUInt32LE(0);
  if (end.toString('latin1', 4) !== 'PAR1' || length > bytes - 12 || length > MOST_FOOTER) return Buffer.alloc(0);
  const footer = Buffer.alloc(length);
  await file.read(footer, 0, length, bytes - 8 - length);
  return footer;
}
