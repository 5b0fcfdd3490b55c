import { describe, expect, it } from 'vitest';
import { readParallel } from '#shared/chart/read-parallel.ts';
import { createTestDatabase, engines, type TestDatabase } from '../testing/engines.ts';
import { insertRows } from '../testing/insert-rows.ts';
import { askerOf } from './testing/asker-of.ts';
import { lensOf } from './testing/lens-of.ts';

const where = { database: 'x' };

/** Two runs of two trials and one without any; all trials cost the same. */
async function askerFor(database: TestDatabase) {
  await database.execute(
    'create table runs (name varchar(40) primary key)',
    'create table trials (id integer primary key, run varchar(40), score double precision, cost double precision)',
  );
  await insertRows(database, 'runs', [['a'], ['b'], ['c']]);
  await insertRows(database, 'trials', [
    [1, 'a', 1, 7],
    [2, 'a', 4, 7],
    [3, 'b', 10, 7],
    [4, 'b', Number.NaN, 7],
  ]);
  const of = (word: [string, string], table: string, id: string) => ({
    ...{ word, table, id: [id], label: id, order: [{ by: id }], facts: [] },
  });
  const lens = await lensOf(await database.open(), {
    session: of(['run', 'runs'], 'runs', 'name'),
    episode: { ...of(['trial', 'trials'], 'trials', 'id'), parent: ['run'] },
    measures: ['score', 'cost'].map((id) => ({ id, title: id, level: 'episode' as const, value: id })),
  });
  return askerOf(lens);
}

describe.each(engines)('outcomes of parallel coordinates on %s', (engine) => {
  it('are what measures come to in each episode, of sessions the mean of that; what is the same of all has no axis', async () => {
    await using database = await createTestDatabase(engine);
    const asker = await askerFor(database);
    const read = async (level: 'session' | 'episode', ids: readonly string[]) => {
      const found = await readParallel(asker, where, { level, ids, measures: ['score', 'cost'] });
      const at = found.axes.findIndex(({ name }) => name === 'measure score');
      const values = found.rows.map(({ id, places }) => [id, places[at]] as const);
      return { title: found.axes[at]?.title, values: Object.fromEntries(values), without: found.without };
    };
    expect(await read('session', [])).toEqual({
      title: 'score, mean',
      values: { a: 2.5, b: 10, c: null },
      without: ['cost, mean'],
    });
    expect(await read('episode', ['2', '3', '4'])).toEqual({
      title: 'score',
      values: { 2: 4, 3: 10, 4: null },
      without: ['cost'],
    });
  });
});
