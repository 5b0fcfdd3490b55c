import { describe, expect, it } from 'vitest';
import type { Engine } from '#shared/model/source.ts';
import { raw } from '../sql/sql.ts';
import { createTestDatabase, engines } from '../testing/engines.ts';

/** The numbers from 1, up to the one at which the engine fails. */
const failing: Readonly<Record<Engine, (at: number) => string>> = {
  duckdb: (at) => `select case when i = ${at} then cast('none' as bigint) else i end from range(1, 3000000) t(i)`,
  sqlite: (at) =>
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < 3000000)
     select case when i = ${at} then abs(-9223372036854775808) else i end from n`,
  postgres: (at) => `select case when i = ${at} then 1 / (i - ${at}) else i end from generate_series(1, 3000000) i`,
};

describe.each(engines)('a statement that fails half-way on %s', (engine) => {
  it.each([1, 3000, 1_000_000])('is never an answer that only looks whole (row %i)', async (at) => {
    await using database = await createTestDatabase(engine);
    const connection = await database.open();
    const query = raw(failing[engine](at));
    let rows = 0;
    const read = async () => {
      for await (const batch of connection.stream(query)) rows += batch.rows.length;
    };
    await expect(read()).rejects.toMatchObject({ name: 'Failure', code: 'SQL_FAILED' });
    expect(rows).toBeLessThan(at);
    if (connection.numberBatches !== undefined) {
      const numbers = async () => {
        for await (const batch of connection.numberBatches?.(query) ?? []) expect(batch).toHaveLength(1);
      };
      await expect(numbers()).rejects.toMatchObject({ code: 'SQL_FAILED' });
    }
    await expect(connection.rows(query)).rejects.toMatchObject({ code: 'SQL_FAILED' });
    expect((await connection.rows(raw('select 1'))).rows).toEqual([[1]]);
  });
});
