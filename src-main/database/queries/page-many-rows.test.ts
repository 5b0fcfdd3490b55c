import { expect, it } from 'vitest';
import { findTable } from '#shared/model/catalogue.ts';
import { createTestDatabase, engines } from '../testing/engines.ts';
import { insertRows } from '../testing/insert-rows.ts';
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

it.each(engines)('jumps far down a list by number, sorted or not, on %s', async (engine) => {
  await using database = await createTestDatabase(engine);
  await database.execute('create table t (id bigint primary key, value bigint, label text)');
  const rows = Array.from(
    { length: 12_000 },
    (_, i) => [i, i % 5 === 0 ? null : (i * 7919) % 997, `row ${i}`] as const,
  );
  await insertRows(database, 't', rows);
  const connection = await database.open();
  const relation = tableRelation(connection, findTable(await connection.catalogue(), 't')!);

  const sorted = rows.toSorted((a, b) => (a[1] ?? 1e9) - (b[1] ?? 1e9) || a[0] - b[0]);
  for (const offset of [500, 11_000, 11_990]) {
    const jumped = await page(connection, relation, {
      sort: [{ column: 'value', descending: false }],
      offset,
      limit: 50,
    });
    expect(jumped.rows).toEqual(sorted.slice(offset, offset + 50));
    expect(jumped.more).toBe(offset < 11_950);
    const plain = await page(connection, relation, { offset, limit: 50 });
    expect(plain.rows).toEqual(rows.slice(offset, offset + 50));
  }
});
