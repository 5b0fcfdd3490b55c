import { Zip, ZipDeflate } from 'fflate';
import { Failure } from '#shared/model/failure.ts';

export interface ZipEntry {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** What a zip archive without 64-bit sizes can hold. */
const largest = 0xffff_ffff;

/** The same moment in every entry, the first that the format knows: the same content is the same bytes. */
const noTime = new Date(1980, 0, 1);

/** The bytes of a zip archive, as its entries come. */
export async function* zipped(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  let total = 0;
  const archive = new Zip((failed, bytes) => {
    if (failed) throw failed;
    ready.push(bytes);
    total += bytes.length;
  });
  for await (const { name, bytes } of entries) {
    const entry = new ZipDeflate(name, { level: 6 });
    entry.mtime = noTime;
    archive.add(entry);
    let size = 0;
    for await (const piece of bytes) {
      size += piece.length;
      if (size > largest || total > largest) throw tooLarge();
      entry.push(piece);
      yield* ready.splice(0);
    }
    entry.push(new Uint8Array(), true);
    yield* ready.splice(0);
  }
  archive.end();
  yield* ready.splice(0);
}

function tooLarge(): Failure {
  return new Failure(
    'BAD_INPUT',
    'This is more than 4 GB, which a zip archive or a workbook cannot hold; export the tables one by one as Parquet',
  );
}
