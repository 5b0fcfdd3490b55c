import { existsSync } from 'node:fs';
import { mkdtemp, open, readdir, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { raw } from '../../sql/sql.ts';
import type { TestDatabase } from '../../testing/engines.ts';
import { input, type Row, withRows } from '../m4/test-lines.ts';
import { m4 } from '../m4.ts';
import { isPrepared, opened, prepare, stored } from './test-pyramids.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-pyramids-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const files = () => readdir(folder);

describe('files of pyramids', () => {
  const asked = { ...input, pixels: 10 };

  async function made(): Promise<{ database: TestDatabase; path: string }> {
    const database = await withRows('sqlite', stored('sqlite'));
    const first = await opened(database, { folder });
    await prepare(first, asked);
    await first.pyramids.close();
    return { database, path: join(folder, (await files())[0]!) };
  }

  it('serve the next one that opens the database, are only this user’s, and hold no more than they must', async () => {
    const { database, path } = await made();
    const again = await opened(database, { folder });
    expect(await isPrepared(again, asked)).toBe(true);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const other = await opened(database, { folder, database: 'another' });
    expect(await isPrepared(other, asked)).toBe(false);
    await again.pyramids.close();
    await database[Symbol.asyncDispose]();
  });

  it.each([
    ['cut off', (path: string) => truncate(path, 5000)],
    ['cut off behind', async (path: string) => truncate(path, (await stat(path)).size - 8)],
    ['empty', (path: string) => writeFile(path, '')],
    ['something else', (path: string) => writeFile(path, 'x'.repeat(100_000))],
    ['changed in the points', (path: string) => overwrite(path, 6000)],
    ['changed in a head', (path: string) => overwrite(path, 10)],
    ['changed in the directory', async (path: string) => overwrite(path, (await stat(path)).size - 200)],
  ])('that are %s are removed, and the engine answers', async (_, damage) => {
    const { database, path } = await made();
    const expected = await m4(await database.open(), asked);
    await damage(path);
    const again = await opened(database, { folder, fromRows: 1e9 });
    expect(await m4(again.connection, asked, { pyramids: again.pyramids })).toEqual(expected);
    expect(existsSync(path)).toBe(false);
    await again.pyramids.close();
    await database[Symbol.asyncDispose]();
  });

  it('that are half written are no pyramids, and go when another is made', async () => {
    const { database, path } = await made();
    await rm(path);
    const partial = `${path}.1.partial`;
    await writeFile(partial, 'half');
    await utimes(partial, new Date(0), new Date(0));
    const again = await opened(database, { folder });
    expect(await isPrepared(again, asked)).toBe(false);
    expect(existsSync(partial)).toBe(true);
    await prepare(again, asked);
    expect(existsSync(partial)).toBe(false);
    expect(await isPrepared(again, asked)).toBe(true);
    await again.pyramids.close();
    await database[Symbol.asyncDispose]();
  });

  it('that were not used for longest give way', async () => {
    const { database, path } = await made();
    const old = join(folder, 'old.pyramid');
    await writeFile(old, 'x'.repeat(1000));
    await utimes(old, new Date(1e9), new Date(1e9));
    const { size } = await stat(path);
    const most = Math.round(size * 1.5);
    const again = await opened(database, { folder, most });
    await prepare(again, { ...asked, where: [] });
    expect(await files()).not.toContain('old.pyramid');
    const bytes = (await Promise.all((await files()).map((name) => stat(join(folder, name))))).reduce(
      (sum, each) => sum + each.size,
      0,
    );
    expect(bytes).toBeLessThanOrEqual(most);
    await again.pyramids.close();
    await database[Symbol.asyncDispose]();
  });

  it('are given up as soon as somebody writes, who need not wait', async () => {
    const database = await withRows(
      'sqlite',
      Array.from({ length: 20_000 }, (_, at): Row => ['a', at, at]),
    );
    if (database.target.kind !== 'file') throw new Error('a file was expected');
    const reading = await opened(database, { folder });
    // Ten million rows, so that it is not done before.
    const many = { ...asked, x: raw('t.x'), y: raw('t.y'), from: raw('t join t as more on more.x < 500'), group: null };
    const writer = new BetterSqlite3(database.target.path);
    reading.pyramids.drawn(many, 1);
    while (!(await files()).some((name) => name.endsWith('.partial'))) await setTimeout(5);
    writer.exec("begin immediate; insert into t values ('a', 1, 1)");
    await reading.pyramids.settled();
    writer.exec('commit');
    expect(await files()).toEqual([]);
    writer.close();
    await reading.pyramids.close();
    await database[Symbol.asyncDispose]();
  });

  it('are not made where there is no room, of few rows, or once the database is closed', async () => {
    const database = await withRows('sqlite', stored('sqlite'));
    for (const more of [{ most: 1000 }, { most: 400_000 }, { fromRows: 1e6 }]) {
      const each = await opened(database, { folder, ...more });
      await prepare(each, asked);
      expect(await files()).toEqual([]);
      await each.pyramids.close();
    }
    const closed = await opened(database, { folder, quiet: 60_000 });
    await m4(closed.connection, asked, { pyramids: closed.pyramids });
    await closed.pyramids.close();
    expect(await files()).toEqual([]);
    await database[Symbol.asyncDispose]();
  });
});

/** Eight bytes that nobody has written. */
async function overwrite(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+');
  await file.write(Buffer.from('damaged!'), 0, 8, at);
  await file.close();
}
