import { expect, it } from 'vitest';
import { findTable } from '#shared/model/catalogue.ts';
import { createTestDatabase } from '../testing/engines.ts';
import { page } from './page.ts';
import { tableRelation } from './table-relation.ts';

it('reads the first rows of a large DuckDB table as they come, in their order, and goes on behind them', async () => {
  await using database = await createTestDatabase('duckdb');
  await database.execute(
    'create table t as select i as id, i % 7 as week, repeat(i::varchar, 3) as label from range(2500000) r(i)',
  );
  const connection = await database.open();
  const relation = tableRelation(connection, findTable(await connection.catalogue(), 't')!);
  expect(relation.manyRows).toBe(true);

  const first = await page(connection, relation, { limit: 300 });
  expect(first.rows.map(([id]) => id)).toEqual(Array.from({ length: 300 }, (_, i) => i));
  expect(first.more).toBe(true);
  const second = await page(connection, relation, { limit: 300, after: first.keys.at(-1)! });
  expect(second.rows.map(([id]) => id)).toEqual(Array.from({ length: 300 }, (_, i) => 300 + i));

  const conditions = [{ column: 'week', op: '=' as const, values: ['3'] }];
  const some = await page(connection, relation, { limit: 300, conditions });
  expect(some.rows.map(([id]) => id)).toEqual(Array.from({ length: 300 }, (_, i) => 3 + 7 * i));
});
