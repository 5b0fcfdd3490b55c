import { expect, it } from 'vitest';
import type { Connection } from '../../drivers/driver.ts';
import { raw } from '../../sql/sql.ts';
import { type M4Input, m4 } from '../m4.ts';
import { manyLines, withRows } from './test-lines.ts';

it('takes rows at once where they are known to be few, and draws the same as piece by piece', async () => {
  await using database = await withRows('duckdb', manyLines());
  const { connection, taken } = watched(await database.open());
  const plain: M4Input = {
    ...{ from: raw('t'), where: [], x: raw('x'), y: raw('y'), group: null },
    ...{ pixels: 25, range: [1000, 1999] },
  };
  const found = await m4(connection, plain);
  expect(taken()).toEqual(['at once']);
  expect(await m4(connection, { ...plain, computed: true })).toEqual(found);
  expect(taken()).toEqual(['piece by piece']);
});

/** A connection, and whether rows of it were taken as of a small answer since one asked last. */
function watched(connection: Connection): { readonly connection: Connection; taken(): readonly string[] } {
  let how: string[] = [];
  const { numberBatches } = connection;
  connection.numberBatches = (query, options) => {
    how.push(options?.isSmall ? 'at once' : 'piece by piece');
    return numberBatches!.call(connection, query, options);
  };
  const taken = () => {
    const before = how;
    how = [];
    return before;
  };
  return { connection, taken };
}
