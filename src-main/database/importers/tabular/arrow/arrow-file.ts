import { type FileHandle, open } from 'node:fs/promises';
import { zstdDecompressSync } from 'node:zlib';
import { CompressionType, compressionRegistry, type RecordBatch, RecordBatchReader, type Schema } from 'apache-arrow';
import { Failure } from '#shared/model/failure.ts';
import { unpackLz4 } from './lz4.ts';

compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: unpackLz4 });
compressionRegistry.set(CompressionType.ZSTD, { decode: (bytes) => zstdDecompressSync(bytes) });

/** Bytes of a stream's last message, which says that there are no more. */
const endOfStream = Buffer.from([255, 255, 255, 255, 0, 0, 0, 0]);
const fileMagic = Buffer.from('ARROW1');

/** An Arrow file, or a stream in a file, read by record batch. */
export class ArrowFile implements AsyncDisposable {
  readonly schema: Schema;
  /** Whether the end is there: a stream may go on, or may have been cut off. */
  readonly isEnded: boolean;
  readonly #reader: AsyncIterable<RecordBatch>;
  readonly #handle: FileHandle;

  private constructor(reader: AsyncIterable<RecordBatch>, schema: Schema, handle: FileHandle, isEnded: boolean) {
    this.#reader = reader;
    this.#handle = handle;
    this.schema = schema;
    this.isEnded = isEnded;
  }

  static async open(path: string, name: string): Promise<ArrowFile> {
    const handle = await open(path, 'r');
    try {
      const isEnded = await hasEnd(handle, name);
      const reader = await (await RecordBatchReader.from(wholeReads(handle))).open();
      if (!reader.schema) throw new Failure('FILE_CORRUPT', `${name} says nothing of its columns. Get a fresh copy.`);
      return new ArrowFile(reader as AsyncIterable<RecordBatch>, reader.schema, handle, isEnded);
    } catch (thrown) {
      await handle.close();
      throw arrowFailure(thrown, name);
    }
  }

  async *batches(name: string): AsyncGenerator<RecordBatch> {
    const iterator = this.#reader[Symbol.asyncIterator]();
    for (;;) {
      const next = await iterator.next().catch((thrown: unknown) => {
        throw arrowFailure(thrown, name);
      });
      if (next.done) return;
      yield next.value;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle.close();
  }
}

/** As a file handle that fails at the end of a file that became shorter, where the library would wait for ever. */
function wholeReads(handle: FileHandle): FileHandle {
  return {
    fd: handle.fd,
    stat: () => handle.stat(),
    close: () => Promise.resolve(),
    async read(buffer: Uint8Array, offset: number, length: number, position: number) {
      const found = await handle.read(buffer, offset, length, position);
      if (found.bytesRead === 0 && length > 0) throw new Error('The file ends before it should');
      return found;
    },
  } as unknown as FileHandle;
}

async function hasEnd(handle: FileHandle, name: string): Promise<boolean> {
  const { size } = await handle.stat();
  const at = async (position: number, length: number): Promise<Buffer> =>
    (await handle.read(Buffer.alloc(length), 0, length, position)).buffer;
  const head = await at(0, fileMagic.length);
  if (!head.equals(fileMagic))
    return (await at(Math.max(0, size - endOfStream.length), endOfStream.length)).equals(endOfStream);
  if ((await at(Math.max(0, size - fileMagic.length), fileMagic.length)).equals(fileMagic)) return true;
  throw new Failure('FILE_CORRUPT', `${name} was cut off: its end is missing. Get a fresh copy.`);
}

function arrowFailure(thrown: unknown, name: string): Failure {
  if (thrown instanceof Failure) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  const more = { detail, cause: thrown };
  if (/^Unrecognized type/.test(detail))
    return new Failure('VERSION_UNSUPPORTED', `${name} has columns of a type that Starling does not read.`, more);
  return new Failure('FILE_CORRUPT', `${name} is damaged and cannot be read to its end. Get a fresh copy.`, more);
}
