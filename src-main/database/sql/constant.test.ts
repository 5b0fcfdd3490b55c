import { describe, expect, it } from 'vitest';
import { createTestDatabase, engines } from '../testing/engines.ts';
import { constant, sql } from './sql.ts';

describe.each(engines)('a constant, on %s', (engine) => {
  it('is the text or number that it was, whatever is in it', async () => {
    await using database = await createTestDatabase(engine);
    const connection = await database.open();
    const value = async (query: ReturnType<typeof sql>) => (await connection.rows(query)).rows[0]?.[0];
    for (const text of ["it's", '', '\\', '$1 ? "x"', "';--", 'a\nb', '🐟', 'x'.repeat(5000)]) {
      expect(await value(sql`select ${connection.dialect.text(constant(text))}`)).toBe(text);
    }
    for (const number of [0.1, -2.5, 1e300, 5e-324, 7, 2 ** 53, 1.7976931348623157e308]) {
      expect(await value(sql`select cast(${constant(number)} as double precision)`)).toBe(number);
    }
  });
});
