import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Expression } from '#shared/model/expression.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { insertRows } from '../../testing/insert-rows.ts';
import { lensOf } from '../testing/lens-of.ts';

const documents = [
  '{"made": {"plate": 2, "gear": 0.5, "name": "x"}, "none": {}}',
  '{"made": [], "no\\"ne": 1}',
  '[]',
  '',
  'NaN',
  '{"made": {"plate": 1}',
  null,
];
const texts = ['model:m\ntype:open_play\nnum_agents:1', 'type:last', 'no such thing', '', null];

describe.each(engines)('expressions on %s', (engine) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    const json = engine === 'duckdb' ? 'json' : 'text';
    await database.execute(
      'create table texts (n integer primary key, t varchar(80))',
      `create table documents (n integer primary key, t ${engine === 'duckdb' ? 'varchar' : json})`,
      ...(engine === 'postgres' ? ['create table binary_documents (n integer primary key, t jsonb)'] : []),
    );
    const numbered = (values: readonly (string | null)[]) => values.map((value, at) => [at, value] as const);
    await insertRows(database, 'texts', numbered(texts));
    await insertRows(database, 'documents', numbered(documents));
    if (engine === 'postgres') {
      await insertRows(database, 'binary_documents', numbered([...documents.slice(0, 3), null, null, null, null]));
    }
  });
  afterAll(() => database[Symbol.asyncDispose]());

  async function values(table: string, value: Expression): Promise<readonly unknown[]> {
    const lens = await lensOf(await database.open(), {
      session: {
        ...{ word: ['row', 'rows'], table, id: ['n'], label: 'n', order: [{ by: 'n' }] },
        facts: [{ name: 'value', title: 'Value', value }],
      },
    });
    const { rows } = await lens.sessionsPage({ conditions: [], search: '', sort: [], limit: 100 });
    return rows.map(([, , found]) => found);
  }

  it('take what follows a word in its line', async () => {
    const after: Expression = { call: 'after', of: ['t', { value: 'type:' }] };
    expect(await values('texts', after)).toEqual(['open_play', 'last', null, null, null]);
  });

  it('sum the numbers of an object', async () => {
    for (const table of engine === 'postgres' ? ['documents', 'binary_documents'] : ['documents']) {
      const sum = (path: string) => values(table, { json: 't', path: [path], as: 'sum' });
      expect(await sum('made')).toEqual([2.5, ...documents.slice(1).map(() => null)]);
      expect(await sum('none')).toEqual([0, ...documents.slice(1).map(() => null)]);
    }
  });
});
