import { closeSync, fstatSync, openSync, readSync, utimesSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import {
  bytesOf,
  CHUNK,
  CHUNK_DOUBLES,
  CHUNK_ENTRY,
  Damaged,
  type Directory,
  type DirectoryLine,
  DOUBLE,
  FORMAT,
  ODD_CHUNK,
  ODD_ENTRY,
  type Place,
  TAIL,
} from './layout.ts';
import { Odds } from './odds.ts';
import { PointsReader } from './points-reader.ts';

/** A line of a pyramid. */
export interface PyramidLine extends DirectoryLine {
  readonly reader: PointsReader;
  readonly odds: Odds;
}

/** A pyramid on disk, of which only the directory is in memory. */
export class PyramidFile implements Place {
  readonly room = new Float64Array(CHUNK_DOUBLES);
  readonly directory: Directory;
  readonly lines: readonly PyramidLine[];
  /** Tells it from another file of the same name. */
  readonly inode: bigint;
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, 'r');
    try {
      const { size, ino } = fstatSync(this.#file, { bigint: true });
      this.inode = ino;
      const { directory, tables } = this.#read(Number(size));
      this.directory = directory;
      this.lines = this.#linesOf(tables);
      // Those that were not used for longest give way to others.
      utimesSync(path, new Date(), new Date());
    } catch (error) {
      this.close();
      throw error;
    }
  }

  fill(into: Float64Array, offset: number, checksum: number): void {
    this.fillUnchecked(into, offset);
    if (crc32(bytesOf(into)) !== checksum) throw new Damaged();
  }

  fillUnchecked(into: Float64Array, offset: number): void {
    const bytes = bytesOf(into);
    let read = 0;
    while (read < bytes.byteLength) {
      const more = readSync(this.#file, bytes, read, bytes.byteLength - read, offset + read);
      if (more === 0) throw new Damaged();
      read += more;
    }
  }

  close(): void {
    closeSync(this.#file);
  }

  #read(size: number): { readonly directory: Directory; readonly tables: Float64Array } {
    const tail = new Float64Array(TAIL);
    this.fillUnchecked(tail, Math.max(0, size - TAIL * DOUBLE));
    const [offset = 0, text = 0, doubles = 0, checksum = 0] = tail;
    const parts = [offset, text, doubles];
    const isWhole = parts.every((part) => part >= 0 && part % DOUBLE === 0);
    if (!isWhole || offset + text + doubles + TAIL * DOUBLE !== size) throw new Damaged();
    const whole = new Float64Array((text + doubles) / DOUBLE);
    this.fill(whole, offset, checksum);
    const directory = JSON.parse(Buffer.from(bytesOf(whole).subarray(0, text)).toString()) as Directory;
    if (directory.format !== FORMAT) throw new Damaged();
    return { directory, tables: whole.subarray(text / DOUBLE) };
  }

  #linesOf(tables: Float64Array): readonly PyramidLine[] {
    let at = 0;
    const take = (length: number) => {
      at += length;
      return tables.subarray(at - length, at);
    };
    return this.directory.lines.map((line) => {
      const reader = new PointsReader(this, line, take(Math.ceil(line.points / CHUNK) * CHUNK_ENTRY));
      const odds = new Odds(this, line.odd, take(Math.ceil(line.odd / ODD_CHUNK) * ODD_ENTRY));
      return { ...line, reader, odds };
    });
  }
}
