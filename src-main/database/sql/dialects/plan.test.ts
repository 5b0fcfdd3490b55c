import { describe, expect, it } from 'vitest';
import { createTestDatabase, engines } from '../../testing/engines.ts';
import { name, sql } from '../sql.ts';

describe.each(engines)('a plan in %s', (engine) => {
  it('tells rows that an index has in their order from rows that are sorted, or looked for along the whole index', async () => {
    await using database = await createTestDatabase(engine);
    const connection = await database.open();
    const { plan } = connection.dialect;
    expect(plan === null).toBe(engine === 'duckdb');
    if (plan === null) return;
    await database.execute(
      'create table big (g integer, x integer, y integer)',
      'create index big_x on big (g, x)',
      `with recursive r (n) as (select 0 union all select n + 1 from r where n < 9999)
        insert into big select n / 1000, n % 1000, n % 77 from r`,
      'analyze',
    );
    for (const [by, inOrder] of [
      ['x', true],
      ['y', false],
    ] as const) {
      const query = sql`select x from big where g = 1 order by ${name(by)} limit 1`;
      const { rows } = await connection.rows(plan.of(query));
      expect([by, plan.inOrder(rows)]).toEqual([by, inOrder]);
    }
    if (engine !== 'postgres') return;
    await database.execute(
      'create table walked (g integer, x integer primary key)',
      'insert into walked select 1, x from big group by x',
      'analyze',
    );
    const { rows } = await connection.rows(plan.of(sql`select x from walked where g = 1 order by x limit 1`));
    expect([rows, plan.inOrder(rows)]).toEqual([rows, false]);
  });
});
