import { describe, expect, it } from 'vitest';
import { createTestDatabase, engines } from '../testing/engines.ts';
import { raw, sql } from './sql.ts';

describe.each(engines)('aggregates on %s', (engine) => {
  it('interpolates quantiles', async () => {
    await using database = await createTestDatabase(engine);
    const connection = await database.open();
    const { dialect } = connection;
    const values = raw('(select 1e0 as v union all select 4e0 union all select 2e0 union all select null) t');
    const quantiles = [0, 0.5, 0.9, 1].map((share) => dialect.quantile(raw('t.v'), share));
    const { rows } = await connection.rows(
      sql`select ${quantiles[0]!}, ${quantiles[1]!}, ${quantiles[2]!}, ${quantiles[3]!} from ${values}`,
    );
    expect(rows[0]).toEqual([1, 2, expect.closeTo(3.6, 12), 4]);
  });

  it('correlates pairs whose both sides vary', async () => {
    await using database = await createTestDatabase(engine);
    const connection = await database.open();
    const { dialect } = connection;
    const points = [
      [0, 0, 0.1],
      [1, 2, 0.1],
      [2, 1, 0.1],
      [3, null, 0.2],
    ];
    const values = points.map(
      ([x, y, c]) =>
        `select ${x}e0 as x, ${y === null ? 'cast(null as double precision)' : `${y}e0`} as y, ${c} + 0e0 as c`,
    );
    const from = raw(`(${values.join(' union all ')}) t`);
    const correlation = (one: string, other: string) => dialect.correlation(raw(`t.${one}`), raw(`t.${other}`));
    const { rows } = await connection.rows(
      sql`select ${correlation('x', 'y')}, ${correlation('y', 'c')}, ${correlation('c', 'y')} from ${from}`,
    );
    // Of (0, 0), (1, 2), (2, 1): 1 / sqrt(2 · 2).
    expect(rows[0]).toEqual([expect.closeTo(0.5, 12), null, null]);
  });
});
