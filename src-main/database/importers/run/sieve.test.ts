import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { raw } from '../../sql/sql.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { ImportBench } from '../testing/importing.ts';

const tables = [
  'create table kind (kind varchar(20) primary key)',
  "insert into kind values ('a'), ('b')",
  `create table part (id bigint primary key, n integer not null, kind varchar(20) references kind (kind),
     code varchar(20) unique, check (n > 0))`,
  "insert into part values (7, 1, 'a', 'seven')",
];

/** Each row breaks one rule, but for the first and the last two. */
const lines = [
  'id,n,kind,code',
  '1,1,a,one',
  '7,2,a,x',
  '2,,b,two',
  '3,-3,b,three',
  '4,4,z,four',
  '5,5,a,seven',
  '1,6,a,again',
  'eight,8,a,eight',
  '9,9,,nine',
  '10,10,b,',
];

async function ids(database: TestDatabase): Promise<readonly number[]> {
  const connection = await database.open();
  const { rows } = await connection.rows(raw('select id from part order by id'));
  await connection.close();
  return rows.map(([id]) => Number((id as { t?: string }).t ?? id));
}

describe.each(engines)('rows that a table of %s refuses', (engine) => {
  it('are rejected one by one, with file, line, column and reason; the others are imported and taken back again', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await database.execute(...tables);
    const path = bench.path('part.csv');
    await writeFile(path, `${lines.join('\n')}\n`);
    const report = await bench.import(database, [path]);
    expect(report).toMatchObject({ outcome: 'imported', counts: { read: 10, written: 3, rejected: 7, skipped: 0 } });
    const told = report.rejects.map(({ file, line, column, raw: text }) => [file, line, column, text]);
    expect(told.toSorted((a, b) => Number(a[1]) - Number(b[1]))).toEqual([
      ['part.csv', 3, 'id', '7,2,a,x'],
      ['part.csv', 4, 'n', '2,,b,two'],
      ['part.csv', 5, null, '3,-3,b,three'],
      ['part.csv', 6, 'kind', '4,4,z,four'],
      ['part.csv', 7, 'code', '5,5,a,seven'],
      ['part.csv', 8, 'id', '1,6,a,again'],
      ['part.csv', 9, 'id', 'eight,8,a,eight'],
    ]);
    const reasons = new Map(report.rejects.map(({ line, reason }) => [line, reason]));
    expect(reasons.get(3)).toBe('There is another row with this id');
    expect(reasons.get(4)).toBe('It has no n');
    expect(reasons.get(5)).toMatch(/^It breaks the check /);
    expect(reasons.get(6)).toBe('kind has no row that it refers to');
    expect(reasons.get(9)).toMatch(/^“eight” would not stay as it is as /);
    expect(await ids(database)).toEqual([1, 7, 9, 10]);
    await bench.undo(database, report.id ?? '');
    expect(await ids(database)).toEqual([7]);
  });

  it('are rejected of parquet files too, by file and row', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await database.execute(...tables);
    await bench.make(
      `copy (select range as id, case when range = 23000 then -1 else 1 end as n, 'a' as kind, 'c' || range as code from range(8, 25000)) to '$folder/p-1.parquet'`,
      `copy (select case when range = 3 then 100 else range + 100000 end as id, 1 as n, 'a' as kind, 'd' || range as code from range(10)) to '$folder/p-2.parquet'`,
    );
    const report = await bench.import(database, [bench.path('p-1.parquet'), bench.path('p-2.parquet')], {
      options: { table: 'part', fileColumn: false },
    });
    expect(report).toMatchObject({ outcome: 'imported', counts: { read: 25_002, written: 25_000, rejected: 2 } });
    expect(report.rejects.map(({ file, line }) => [file, line])).toEqual([
      ['p-1.parquet', 22_993],
      ['p-2.parquet', 4],
    ]);
    expect(JSON.parse(report.rejects[1]?.raw ?? '{}')).toMatchObject({ id: 100, n: 1, code: 'd3' });
    await bench.undo(database, report.id ?? '');
    expect(await ids(database)).toEqual([7]);
  });
});
