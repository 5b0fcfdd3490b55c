import { describe, expect, it } from 'vitest';
import type { StreamPiece } from '#shared/model/page.ts';
import type { Connection } from '../drivers/driver.ts';
import { raw } from '../sql/sql.ts';
import { createTestDatabase, engines } from '../testing/engines.ts';
import { cell } from './cell.ts';
import type { Relation } from './relation.ts';
import { encodeRowKey } from './row-key.ts';
import { type StatementOptions, statement } from './statement.ts';

const numbers = 'with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000)';

describe.each(engines)('a statement on %s', (engine) => {
  it('answers columns, rows in pieces, and at the end their number and the time', async () => {
    await using database = await createTestDatabase(engine);
    const pieces = await run(await database.open(), `${numbers} select i, i * 2 as double from n order by i`);
    expect(pieces[0]).toMatchObject({ kind: 'columns', columns: [{ name: 'i' }, { name: 'double' }] });
    const rows = pieces.flatMap((piece) => (piece.kind === 'rows' ? piece.rows : []));
    expect(rows).toEqual(Array.from({ length: 5000 }, (_, at) => [at + 1, 2 * at + 2]));
    expect(pieces.filter(({ kind }) => kind === 'rows').length).toBeGreaterThan(1);
    expect(pieces.at(-1)).toMatchObject({ kind: 'done', rows: 5000, milliseconds: expect.any(Number) });
  });

  it('ends at the limit, in the engine too', async () => {
    await using database = await createTestDatabase(engine);
    const endless = 'with recursive n(i) as (select 1 union all select i + 1 from n) select i from n';
    const connection = await database.open();
    const text = engine === 'duckdb' ? 'select i from range(1000000000000) r(i)' : endless;
    expect((await run(connection, text, { limit: 3000 })).at(-1)).toMatchObject({ kind: 'done', rows: 3000 });
    expect((await run(connection, 'select 1 as one')).at(-1)).toMatchObject({ kind: 'done', rows: 1 });
  });

  it('gives columns of an answer without rows', async () => {
    await using database = await createTestDatabase(engine);
    expect(await run(await database.open(), 'select 1 as a where 1 = 0')).toMatchObject([
      { kind: 'columns', columns: [{ name: 'a' }] },
      { kind: 'done', rows: 0 },
    ]);
  });

  it('cuts very large values on their way, unless asked not to', async () => {
    await using database = await createTestDatabase(engine);
    const text = engine === 'sqlite' ? `printf('%.*c', 20000, 'x')` : `repeat('x', 20000)`;
    const connection = await database.open();
    const valueAt = async (options?: StatementOptions) => {
      const [, rows] = await run(connection, `select ${text} as s`, options);
      return rows?.kind === 'rows' ? rows.rows[0]?.[0] : undefined;
    };
    expect(await valueAt()).toEqual({ k: 'cut', of: 'text', size: 20_000, head: 'x'.repeat(10_000) });
    expect(await valueAt({ cut: null })).toBe('x'.repeat(20_000));
  });

  it('passes the engine’s failure on', async () => {
    await using database = await createTestDatabase(engine);
    const connection = await database.open();
    await expect(run(connection, 'select * from nowhere')).rejects.toMatchObject({ code: 'SQL_FAILED' });
    await expect(run(connection, 'create table t (i int)')).rejects.toMatchObject({ code: 'READ_ONLY' });
    const stopped = AbortSignal.abort();
    await expect(run(connection, 'select 1', { signal: stopped })).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

it('refuses to bring a cell of hundreds of megabytes', async () => {
  await using database = await createTestDatabase('sqlite');
  await database.execute('create table t (id integer primary key)', 'insert into t values (1)');
  const relation: Relation = {
    ...{ from: raw('t'), where: [], key: [raw('id')], order: [] },
    columns: [{ name: 'x', title: 'x', type: 'blob', kind: 'blob', unit: null, value: raw('zeroblob(300000000)') }],
  };
  const asked = cell(await database.open(), relation, { key: encodeRowKey({ sort: [], key: [1] }), column: 'x' });
  await expect(asked).rejects.toMatchObject({ code: 'NOT_ALLOWED', message: expect.stringContaining('286 MB') });
});

async function run(connection: Connection, text: string, options?: StatementOptions): Promise<StreamPiece[]> {
  const pieces: StreamPiece[] = [];
  for await (const piece of statement(connection, text, options)) pieces.push(piece);
  return pieces;
}
