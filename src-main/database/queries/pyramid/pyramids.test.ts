import { existsSync } from 'node:fs';
import { mkdtemp, open, readdir, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '#shared/model/source.ts';
import { seededRandom } from '../../care/sample/random.ts';
import { lastingVersion } from '../../data-version.ts';
import type { Connection } from '../../drivers/driver.ts';
import { raw } from '../../sql/sql.ts';
import { engines, type TestDatabase } from '../../testing/engines.ts';
import { input, manyLines, type Row, withRows } from '../m4/test-lines.ts';
import { type M4Answer, type M4Input, m4 } from '../m4.ts';
import { type PyramidParts, Pyramids } from './pyramids.ts';

let folder: string;
/** What a server says, which is never at rest while other tests use it. */
let said: string;

beforeEach(async () => {
  said = 'before';
  folder = await mkdtemp(join(tmpdir(), 'starling-pyramids-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** SQLite takes rows as they are stored: there they are stored by x, elsewhere in any order. */
function stored(engine: Engine): readonly Row[] {
  const rows = manyLines();
  return engine === 'sqlite' ? rows.toSorted((one, other) => (one[1] ?? 0) - (other[1] ?? 0)) : rows;
}

interface Opened {
  readonly connection: Connection;
  readonly pyramids: Pyramids;
}

async function opened(database: TestDatabase, more: Partial<PyramidParts> = {}): Promise<Opened> {
  const connection = await database.open();
  const version = () =>
    database.engine === 'postgres' ? Promise.resolve(said) : lastingVersion(connection, database.target);
  const parts = { connection, database: 'test', folder, version, fromRows: 0, quiet: 10, ...more };
  return { connection, pyramids: new Pyramids(parts) };
}

/** Asks until the answer comes from a pyramid; how it was when it came from the engine. */
async function prepare({ connection, pyramids }: Opened, asked: M4Input): Promise<M4Answer> {
  const answer = await m4(connection, asked, { pyramids });
  await pyramids.settled();
  return answer;
}

const files = async () => (await readdir(folder)).sort();

/** Whether a pyramid answers. */
async function isPrepared({ pyramids }: Opened, asked: M4Input): Promise<boolean> {
  return (await pyramids.ask(asked, async () => true)) === true;
}

const ranges = [undefined, [1000, 1999], [333.5, 401.25], [0, 8], [2999, 4000], [5000, 6000], [-9, -1]] as const;

describe.each(engines)('pyramids on %s', (engine) => {
  it('answer what the engine answers, of lines of every kind, and say the same statement', async () => {
    await using database = await withRows(engine, stored(engine));
    const all = await opened(database);
    for (const log of [false, true]) {
      await prepare(all, { ...input, pixels: 10, log });
      expect(await isPrepared(all, { ...input, pixels: 10, log })).toBe(true);
      for (const range of ranges) {
        for (const pixels of [1, 7, 25, 400]) {
          for (const closed of [undefined, true]) {
            const asked = { ...input, pixels, range, log, closed };
            const expected = await m4(all.connection, asked);
            const found = await m4(all.connection, asked, { pyramids: all.pyramids });
            expect(found, `${range} ${pixels} ${log} ${closed}`).toEqual(expected);
          }
        }
      }
    }
    await all.pyramids.close();
  });

  it('answer what the engine answers of one long line, at every depth', async () => {
    const random = seededRandom(3);
    let walk = 0;
    const rows = Array.from({ length: 60_000 }, (_, at): Row => {
      walk += random.normal();
      const y = at % 997 === 0 ? [Number.NaN, Infinity, null][at % 3]! : at % 5003 === 0 ? 1e6 : walk;
      return [null, at < 40_000 ? Math.floor(at / 3) : at, y];
    });
    await using database = await withRows(engine, rows);
    const all = await opened(database);
    const line = { ...input, group: null };
    await prepare(all, { ...line, pixels: 10 });
    expect(await isPrepared(all, { ...line, pixels: 10 })).toBe(true);
    for (let turn = 0; turn < 60; turn++) {
      const [from, to] = [random.between(-100, 61_000), random.between(-100, 61_000)].sort((a, b) => a - b) as [
        number,
        number,
      ];
      const range =
        turn === 0 ? undefined : turn % 3 === 0 ? ([Math.floor(from), Math.ceil(to)] as const) : ([from, to] as const);
      const asked = { ...line, range, pixels: [1, 3, 11, 60, 500][turn % 5]! };
      const expected = await m4(all.connection, asked);
      expect(await m4(all.connection, asked, { pyramids: all.pyramids }), `${range} ${asked.pixels}`).toEqual(expected);
    }
    await all.pyramids.close();
  });

  it('answer means, whose rows are not equally many', async () => {
    const rows = Array.from({ length: 30_000 }, (_, at): Row => {
      const y = [0.25, 0.75, Number.NaN, 8][at % 4]! * (at % 4 === 3 ? (at % 7) - 3 : 1);
      return [at % 2 === 0 ? 'a' : 'b', Math.floor(at / (at < 15_000 ? 16 : 10)), y];
    });
    await using database = await withRows(engine, rows);
    const all = await opened(database);
    for (const log of [false, true]) {
      await prepare(all, { ...input, pixels: 10, aggregate: 'mean', log });
      expect(await isPrepared(all, { ...input, pixels: 10, aggregate: 'mean', log })).toBe(true);
      for (const range of [undefined, [100, 900], [1499.5, 1600], [9000, 9001]] as const) {
        for (const pixels of [5, 50, 2000]) {
          const asked = { ...input, pixels, range, aggregate: 'mean', log } as const;
          const expected = await m4(all.connection, asked);
          expect(await m4(all.connection, asked, { pyramids: all.pyramids }), `${range} ${pixels}`).toEqual(expected);
        }
      }
    }
    await all.pyramids.close();
  });

  it('answer what is joined, and reaches less far than what it is joined with', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, at): Row => ['a', at >> 1, at < 15_000 ? null : (at * 7919) % 1000],
    );
    await using database = await withRows(engine, rows);
    await database.execute(
      'create table more (x integer)',
      'insert into more select distinct x from t where x >= 7500',
    );
    const all = await opened(database);
    const joined: M4Input = {
      ...{ ...input, pixels: 40, aggregate: 'mean', from: raw('t join more on more.x = t.x'), x: raw('t.x') },
      unjoined: { from: raw('t'), where: [] },
    };
    await prepare(all, joined);
    expect(await isPrepared(all, joined)).toBe(true);
    for (const range of [undefined, [8000, 9000], [0, 7499]] as const) {
      const asked = { ...joined, range };
      const expected = await m4(all.connection, asked);
      expect(await m4(all.connection, asked, { pyramids: all.pyramids }), `${range}`).toEqual(expected);
    }
    await all.pyramids.close();
  });

  it('go when the data change, and come again', async () => {
    await using database = await withRows(engine, [
      ['a', 1, 1],
      ['a', 2, 5],
    ]);
    const asked = { ...input, pixels: 10 };
    const before = await opened(database);
    await prepare(before, asked);
    const [name] = await files();
    expect(name).toMatch(/\.pyramid$/);
    // DuckDB has one process that writes or several that read.
    if (engine === 'duckdb') await before.connection.close();
    await database.execute("insert into t values ('a', 3, 7)");
    said = 'after';
    const after = engine === 'duckdb' ? await opened(database) : before;
    const points = (await prepare(after, asked)).lines[0]?.points;
    expect(points).toEqual([
      [1, 1],
      [2, 5],
      [3, 7],
    ]);
    expect(await isPrepared(after, asked)).toBe(true);
    expect((await m4(after.connection, asked, { pyramids: after.pyramids })).lines[0]?.points).toEqual(points);
    expect(await files()).toEqual([name]);
    await after.pyramids.close();
  });
});

describe('files of pyramids', () => {
  const asked = { ...input, pixels: 10 };

  async function made(): Promise<{ database: TestDatabase; path: string }> {
    const database = await withRows('sqlite', stored('sqlite'));
    const first = await opened(database);
    await prepare(first, asked);
    await first.pyramids.close();
    return { database, path: join(folder, (await files())[0]!) };
  }

  it('serve the next one that opens the database, are only this user’s, and hold no more than they must', async () => {
    const { database, path } = await made();
    const again = await opened(database);
    expect(await isPrepared(again, asked)).toBe(true);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const other = await opened(database, { database: 'another' });
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
    const again = await opened(database, { fromRows: 1e9 });
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
    const again = await opened(database);
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
    const again = await opened(database, { most });
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

  it('are not made where there is no room, of few rows, or once the database is closed', async () => {
    const database = await withRows('sqlite', stored('sqlite'));
    for (const more of [{ most: 1000 }, { most: 400_000 }, { fromRows: 1e6 }]) {
      const each = await opened(database, more);
      await prepare(each, asked);
      expect(await files()).toEqual([]);
      await each.pyramids.close();
    }
    const closed = await opened(database, { quiet: 60_000 });
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
