import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../care/sample/random.ts';
import { raw } from '../../sql/sql.ts';
import { engines } from '../../testing/engines.ts';
import { input, type Row, withRows } from '../m4/test-lines.ts';
import { type M4Input, m4 } from '../m4.ts';
import { isPrepared, opened, prepare, stored } from './test-pyramids.ts';

/** One turn of the event loop. */
const tick = (): Promise<false> => setImmediate(false);

let folder: string;
/** What a server says, which is never at rest while other tests use it. */
let said: string;

beforeEach(async () => {
  said = 'before';
  folder = await mkdtemp(join(tmpdir(), 'starling-pyramids-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const ranges = [undefined, [1000, 1999], [333.5, 401.25], [0, 8], [2999, 4000], [5000, 6000], [-9, -1]] as const;

describe.each(engines)('pyramids on %s', (engine) => {
  const parts = () => ({ folder, ...(engine === 'postgres' && { version: async () => said }) });

  it('answer what the engine answers, of lines of every kind, and say the same statement', async () => {
    await using database = await withRows(engine, stored(engine));
    const all = await opened(database, parts());
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

  it('tell what is being prepared until it is', async () => {
    await using database = await withRows(engine, stored(engine));
    const all = await opened(database, parts());
    const { lines } = await m4(all.connection, { ...input, pixels: 10 }, { pyramids: all.pyramids });
    const rows = lines.reduce((sum, line) => sum + line.rows, 0);
    expect(all.pyramids.preparing).toEqual({ rows, done: null });
    const seen: number[] = [];
    for (const ended = all.pyramids.settled().then(() => true); !(await Promise.race([ended, tick()])); ) {
      const { done = null } = all.pyramids.preparing ?? {};
      if (done !== null) seen.push(done);
    }
    expect(all.pyramids.preparing).toBeNull();
    expect(seen).toEqual(seen.toSorted((one, other) => one - other));
    expect(seen.every((done) => done >= 0 && done <= 1)).toBe(true);
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
    const all = await opened(database, parts());
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
    const all = await opened(database, parts());
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
    const all = await opened(database, parts());
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
    const before = await opened(database, parts());
    await prepare(before, asked);
    const [name] = await readdir(folder);
    expect(name).toMatch(/\.pyramid$/);
    // DuckDB has one process that writes or several that read.
    if (engine === 'duckdb') await before.connection.close();
    await database.execute("insert into t values ('a', 3, 7)");
    said = 'after';
    const after = engine === 'duckdb' ? await opened(database, parts()) : before;
    const points = (await prepare(after, asked)).lines[0]?.points;
    expect(points).toEqual([
      [1, 1],
      [2, 5],
      [3, 7],
    ]);
    expect(await isPrepared(after, asked)).toBe(true);
    expect((await m4(after.connection, asked, { pyramids: after.pyramids })).lines[0]?.points).toEqual(points);
    expect(await readdir(folder)).toEqual([name]);
    await after.pyramids.close();
  });
});
