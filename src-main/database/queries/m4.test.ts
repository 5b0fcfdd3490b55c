import { describe, expect, it } from 'vitest';
import { name, raw } from '../sql/sql.ts';
import { createTestDatabase, engines } from '../testing/engines.ts';
import { m4 } from './m4.ts';

describe.each(engines)('m4 on %s', (engine) => {
  it('keeps every row while they are few and counts what is not finite', async () => {
    await using database = await createTestDatabase(engine);
    const double = 'double precision';
    const odd = engine === 'sqlite' ? '9e999' : "cast('Infinity' as double precision)";
    await database.execute(
      `create table t (g text, x bigint, y ${double})`,
      `insert into t values ('a', 1, 2), ('a', 2, null), ('a', 3, ${odd}), ('a', 4, 5), ('b', 1, 1), ('b', null, 1)`,
    );
    const connection = await database.open();
    const input = { from: raw('t'), where: [], x: name('x'), y: name('y'), group: name('g'), pixels: 10 };
    const { lines } = await m4(connection, input);
    expect(lines).toEqual([
      {
        key: 'a',
        points: [
          [1, 2],
          [4, 5],
        ],
        rows: 4,
        notFinite: 2,
        method: 'rows',
      },
      { key: 'b', points: [[1, 1]], rows: 1, notFinite: 0, method: 'rows' },
    ]);
    const mean = await m4(connection, { ...input, group: null, aggregate: 'mean' });
    expect(mean.lines).toEqual([
      {
        key: null,
        points: [
          [1, 1.5],
          [4, 5],
        ],
        rows: 5,
        notFinite: 2,
        method: 'mean',
      },
    ]);
  });
});
