import type { Connection, QueryOptions } from '../../drivers/driver.ts';
import { extentOf } from '../m4/extent.ts';
import type { M4Input } from '../m4/input.ts';
import { PyramidWriter, TooLarge } from './file-writer.ts';
import { FORMAT } from './layout.ts';
import { LINE_BYTES, LineWriter } from './line-writer.ts';
import { type Reading, waysOf } from './ways.ts';

export interface Building extends QueryOptions {
  readonly path: string;
  /** Bytes it may have. */
  readonly most: number;
  readonly version: string;
  /** Whether the data are still of that version. */
  readonly isCurrent: () => Promise<boolean>;
  readonly reading: Reading;
}

/** What lines may hold in memory while they are written, in bytes; more lines have no pyramid. */
const MOST_MEMORY = 64 * 2 ** 20;

/**
 * Reads all rows of a question once, in bounded memory, and writes its pyramid. False where it cannot be used: the data
 * changed meanwhile, or nothing gives the rows in order.
 */
export async function buildPyramid(connection: Connection, input: M4Input, building: Building): Promise<boolean> {
  const { path, most, version, isCurrent, reading } = building;
  for (const { inOrder, take } of await waysOf(connection, input, building)) {
    const file = new PyramidWriter(path, most);
    let count = 0;
    const another = () => {
      count += 1;
      if (count * LINE_BYTES > MOST_MEMORY) throw new TooLarge();
      return new LineWriter(file.append, input.log === true);
    };
    reading.rows = 0;
    try {
      const lines = await take(another);
      if (lines === null) continue;
      const { from, to, rows } = await extentOf(connection, input, building);
      if (!(await isCurrent())) return false;
      file.finish({ format: FORMAT, version, from, to, rows, inOrder }, lines);
      return true;
    } finally {
      file.abandon();
    }
  }
  return false;
}
