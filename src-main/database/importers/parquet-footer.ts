import { open } from 'node:fs/promises';
import { headBytes, type OfferedFile } from './offer.ts';
import { Thrift } from './thrift.ts';

/** Nothing beyond is looked at. */
const MOST_FOOTER = 4_000_000;

/**
 * Texts in the schema of a parquet file, among them the names of its columns: enough to know a layout by, without an
 * engine. Empty for what is no parquet file.
 * Layout: https://parquet.apache.org/docs/file-format/ (footer, its length in four bytes, `PAR1`).
 */
export async function footerNames(file: OfferedFile): Promise<{ has(name: string): boolean }> {
  const summary = await parquetSummary(file);
  return { has: (name) => summary?.schema.includes(lengthAndText(name)) ?? false };
}

export interface ParquetSummary {
  /** Equal for files that one writer gave the same columns. */
  readonly schema: string;
  readonly rows: number;
}

/** Footers are read once, however many importers ask. */
const summaries = new WeakMap<OfferedFile, Promise<ParquetSummary | null>>();

/** What the footer says of a whole file; `null` for one that is packed, encrypted, too large or no footer at all. */
export function parquetSummary(file: OfferedFile): Promise<ParquetSummary | null> {
  const known = summaries.get(file);
  if (known !== undefined) return known;
  const found = readFooter(file).then((footer) => (footer.length === 0 ? null : summaryIn(footer)));
  summaries.set(file, found);
  return found;
}

function summaryIn(footer: Buffer): ParquetSummary | null {
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
function lengthAndText(name: string): string {
  return Buffer.from([name.length, ...Buffer.from(name)]).toString('latin1');
}

async function readFooter(file: OfferedFile): Promise<Buffer> {
  const none = Buffer.alloc(0);
  const end = file.bytes < 12 ? none : await lastBytes(file, 8);
  if (end.toString('latin1', 4) !== 'PAR1') return none;
  const length = end.readUInt32LE(0);
  if (length > file.bytes - 12 || length > MOST_FOOTER) return none;
  return (await lastBytes(file, length + 8)).subarray(0, length);
}

/** Of a small file, all is read already. */
async function lastBytes(file: OfferedFile, length: number): Promise<Buffer> {
  if (file.bytes <= headBytes) return Buffer.from((await file.head()).subarray(-length));
  await using opened = await open(file.path, 'r');
  const { buffer } = await opened.read(Buffer.alloc(length), 0, length, file.bytes - length);
  return buffer;
}
