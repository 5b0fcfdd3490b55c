import { appendFile, copyFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { cellToText } from '#shared/model/cell-text.ts';
import { raw } from '../../sql/sql.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { ImportBench } from '../testing/importing.ts';

/** One value of each kind that engines are known to change, and what each engine has to give back. */
const kinds = `
  select i::integer as i32, (9007199254740993 + i)::bigint as i64, 18446744073709551615::ubigint as u64,
    case when i = 0 then 'nan'::double when i = 1 then null else 0.1 end as f64, 0.1::float as f32,
    case when i = 1 then '' else '007' end as text, timestamp '2026-11-05 12:00:00.123456' as moment,
    '2026-11-05 12:00:00.123456789'::timestamp_ns as ns, timestamptz '2026-11-05 12:00:00+02' as tz,
    date '2026-11-05' as day, time '12:34:56.789' as clock, 1.50::decimal(10, 2) as money,
    12345678901234567890.123456789::decimal(38, 9) as exact, 'a' || chr(10) || 'b"' as lines, i = 1 as flag,
    '\\x00\\xff'::blob as bytes, [1.5, null]::double[] as list, {'a': 1} as pair,
    '6ba7b810-9dad-11d1-80b4-00c04fd430c8'::uuid as id
  from range(3) t(i)`;

const expected: Readonly<Record<string, readonly string[]>> = {
  i32: ['0', '1', '2'],
  i64: ['9007199254740993', '9007199254740994', '9007199254740995'],
  u64: ['18446744073709551615', '18446744073709551615', '18446744073709551615'],
  f64: ['NaN', 'NULL', '0.1'],
  text: ['007', '', '007'],
  moment: Array(3).fill('2026-11-05 12:00:00.123456'),
  ns: Array(3).fill('2026-11-05 12:00:00.123456789'),
  day: Array(3).fill('2026-11-05'),
  clock: Array(3).fill('12:34:56.789'),
  exact: Array(3).fill('12345678901234567890.123456789'),
  lines: Array(3).fill('a\nb"'),
  bytes: Array(3).fill('\\x00ff'),
  id: Array(3).fill('6ba7b810-9dad-11d1-80b4-00c04fd430c8'),
};

async function column(database: TestDatabase, table: string, name: string, order = 'i32'): Promise<string[]> {
  const connection = await database.open();
  const { rows } = await connection.rows(raw(`select ${name} from ${table} order by ${order}`));
  await connection.close();
  return rows.map(([cell]) => (cell === null || cell === undefined ? 'NULL' : cellToText(cell)));
}

async function count(database: TestDatabase, table: string): Promise<number> {
  return Number((await column(database, table, 'count(*)', '1'))[0]);
}

async function tablesOf(database: TestDatabase): Promise<string[]> {
  const connection = await database.open();
  const { tables } = await connection.catalogue();
  await connection.close();
  return tables
    .map((table) => table.name)
    .filter((name) => !name.startsWith('starling_'))
    .sort();
}

describe.each(engines)('importing into %s', (engine) => {
  it('keeps every value as it was', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await bench.make(`copy (${kinds}) to '$folder/kinds.parquet'`);
    const report = await bench.import(database, [bench.path('kinds.parquet')]);
    expect(report).toMatchObject({ outcome: 'imported', counts: { read: 3, written: 3, rejected: 0, skipped: 0 } });
    for (const [name, values] of Object.entries(expected))
      expect(await column(database, 'kinds', name), name).toEqual(values);
    expect((await column(database, 'kinds', 'money')).map(Number)).toEqual([1.5, 1.5, 1.5]);
    expect((await column(database, 'kinds', 'tz'))[0]).toMatch(/^2026-11-05 10:00:00\+00/);
    expect(['true', '1']).toContain((await column(database, 'kinds', 'flag'))[1]);
  });

  it('takes several files as one table that says where each row is from, and removes it again', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await database.execute('create table mine (a integer)', 'insert into mine values (1)');
    for (const file of [1, 2, 10])
      await bench.make(
        `copy (select range::integer as i32 from range(${file} * 1000)) to '$folder/part-${file}.parquet'`,
      );
    const report = await bench.import(
      database,
      [1, 2, 10].map((file) => bench.path(`part-${file}.parquet`)),
      {
        options: { table: 'parts' },
      },
    );
    expect(report).toMatchObject({ outcome: 'imported', counts: { read: 13_000, written: 13_000 } });
    expect(await count(database, "parts where file = 'part-2.parquet'")).toBe(2000);
    const plain = await bench.import(
      database,
      [1, 2, 10].map((file) => bench.path(`part-${file}.parquet`)),
      { options: { table: 'plain', fileColumn: false }, onDuplicate: 'add' },
    );
    expect(plain.counts.written).toBe(13_000);
    await bench.undo(database, report.id ?? '');
    await bench.undo(database, plain.id ?? '');
    expect(await tablesOf(database)).toEqual(['mine']);
  });

  it('adds to a table that is there, and takes back its own rows only', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await database.execute(
      'create table part (i32 integer, note text)',
      "insert into part values (1, 'mine'), (2, 'mine')",
    );
    await bench.make(`copy (select range::integer as i32 from range(5000)) to '$folder/part.parquet'`);
    const first = await bench.import(database, [bench.path('part.parquet')]);
    const second = await bench.import(database, [bench.path('part.parquet')], { onDuplicate: 'add' });
    expect(first.tables).toEqual([{ name: 'part', created: false, rows: 5000 }]);
    expect(await count(database, 'part')).toBe(10_002);
    await bench.undo(database, first.id ?? '');
    expect(await count(database, 'part')).toBe(5002);
    await bench.undo(database, second.id ?? '');
    expect(await column(database, 'part', 'note')).toEqual(['mine', 'mine']);
  });

  it('refuses to take back rows that somebody changed, and removes nothing then', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await database.execute('create table part (i32 integer)', 'insert into part values (1)');
    await bench.make(`copy (select range::integer as i32 from range(50)) to '$folder/part.parquet'`);
    const { id } = await bench.import(database, [bench.path('part.parquet')]);
    await database.execute('update part set i32 = -7 where i32 = 30');
    await expect(bench.undo(database, id ?? '')).rejects.toMatchObject({ data: { code: 'BAD_INPUT' } });
    expect(await count(database, 'part')).toBe(51);
  });

  it('knows the same content again: asks, skips, replaces or adds', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await bench.make(`copy (select range::integer as i32 from range(100)) to '$folder/part.parquet'`);
    await copyFile(bench.path('part.parquet'), bench.path('copy.parquet'));
    const paths = [bench.path('copy.parquet')];
    const options = { table: 'part' };
    await bench.import(database, [bench.path('part.parquet')]);
    expect(await bench.import(database, paths, { options })).toMatchObject({
      outcome: 'failed',
      failure: { code: 'BAD_INPUT' },
    });
    expect(await bench.import(database, paths, { options, onDuplicate: 'skip' })).toMatchObject({ outcome: 'skipped' });
    expect(await bench.import(database, paths, { options, onDuplicate: 'replace' })).toMatchObject({
      outcome: 'imported',
    });
    expect(await count(database, 'part')).toBe(100);
    expect(await bench.import(database, paths, { options, onDuplicate: 'add' })).toMatchObject({ outcome: 'imported' });
    expect(await count(database, 'part')).toBe(200);
    expect(await count(database, 'starling_imports')).toBe(2);
  });

  it('rejects a row whose value does not fit its column', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await database.execute('create table part (n bigint)', 'insert into part values (1)');
    await bench.make(
      `copy (select case when range = 4000 then '0.5' else range::varchar end as n from range(5000)) to '$folder/part.parquet'`,
    );
    const report = await bench.import(database, [bench.path('part.parquet')]);
    expect(report).toMatchObject({ outcome: 'imported', counts: { read: 5000, written: 4999, rejected: 1 } });
    expect(report.rejects).toMatchObject([{ file: 'part.parquet', line: 4001, column: 'n', raw: '{"n":"0.5"}' }]);
    expect(await count(database, 'part')).toBe(5000);
  });

  it('leaves everything as it was when it is cancelled, and the same import completes it', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await bench.make(`copy (select range::integer as i32, random() as x from range(300000)) to '$folder/part.parquet'`);
    const paths = [bench.path('part.parquet')];
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    expect(await bench.import(database, paths, { signal: controller.signal })).toMatchObject({ outcome: 'cancelled' });
    expect(await tablesOf(database)).toEqual([]);
    expect(await bench.import(database, paths)).toMatchObject({ outcome: 'imported' });
    expect(await count(database, 'part')).toBe(300_000);
  });

  it('keeps nothing of a file that changes while it is read', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await bench.make(`copy (select range::integer as i32 from range(200000)) to '$folder/part.parquet'`);
    const path = bench.path('part.parquet');
    const importing = bench.import(database, [path]);
    setTimeout(() => void appendFile(path, 'more'), 15);
    const report = await importing;
    expect(report.outcome).toBe('failed');
    expect(await tablesOf(database)).toEqual([]);
  });

  it('adds what is new of JSON lines that grew, and takes all again where they have become others', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const path = bench.path('log.jsonl');
    const take = async () => {
      const report = await bench.import(database, [path], { replaces: true, onDuplicate: 'skip' });
      expect(report.failure).toBeNull();
      return report;
    };
    await writeFile(path, '{"i32":1,"x":"a"}\n\n{"i32":2,"x":"b"}\n');
    expect((await take()).counts).toEqual({ read: 2, written: 2, rejected: 0, skipped: 0 });
    await appendFile(path, '{"x":"c","i32":3}\n{"i32":4}\n');
    expect((await take()).counts).toEqual({ read: 4, written: 2, rejected: 0, skipped: 2 });
    expect(await count(database, 'starling_imports')).toBe(2);
    expect(await column(database, 'log', 'x')).toEqual(['a', 'b', 'c', 'NULL']);
    await appendFile(path, '{"i32":5,"x":"e","y":0.5}\n');
    expect((await take()).counts).toEqual({ read: 5, written: 5, rejected: 0, skipped: 0 });
    expect(await column(database, 'log', 'y')).toEqual(['NULL', 'NULL', 'NULL', 'NULL', '0.5']);
    await writeFile(path, '{"i32":9,"x":"z"}\n');
    await take();
    expect(await column(database, 'log', 'i32')).toEqual(['9']);
  });

  it('adds what is new of a file that grew, once; takes one that was written anew in the place of what it gave', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const path = bench.path('log.csv');
    const take = () => bench.import(database, [path], { replaces: true, onDuplicate: 'skip' });
    await writeFile(path, 'i32,x\n1,a\n');
    expect((await take()).counts).toEqual({ read: 1, written: 1, rejected: 0, skipped: 0 });
    await appendFile(path, '2,b\n3,"c\nd"\n');
    expect((await take()).counts).toEqual({ read: 3, written: 2, rejected: 0, skipped: 1 });
    expect((await take()).outcome).toBe('skipped');
    expect(await column(database, 'log', 'x')).toEqual(['a', 'b', 'c\nd']);
    expect(await count(database, 'starling_imports')).toBe(2);
    // A number that no column of integers takes, but SQLite's: the column becomes another.
    await appendFile(path, '4.5,e\n');
    expect((await take()).counts).toMatchObject({ read: 4, rejected: 0 });
    expect((await column(database, 'log', 'i32')).map(Number)).toEqual([1, 2, 3, 4.5]);
    expect(await count(database, 'starling_imports')).toBe(engine === 'sqlite' ? 3 : 1);
    // Half a line is no end: with the other half it is another row.
    await appendFile(path, '5,');
    await take();
    await appendFile(path, 'f\n');
    await take();
    expect(await column(database, 'log', 'x')).toEqual(['a', 'b', 'c\nd', 'e', 'f']);
    // A program that starts anew writes its file from the beginning.
    await writeFile(path, 'i32,x\n1,new\n');
    await take();
    expect(await column(database, 'log', 'x')).toEqual(['new']);
    expect(await count(database, 'starling_imports')).toBe(1);
  });

  it('rejects a number that its column would round', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await database.execute('create table part (n bigint)', 'insert into part values (1)');
    await bench.make(`copy (select unnest([18446744073709551615, 3])::ubigint as n) to '$folder/part.parquet'`);
    const report = await bench.import(database, [bench.path('part.parquet')]);
    expect(report).toMatchObject({ outcome: 'imported', counts: { read: 2, written: 1, rejected: 1 } });
    expect(await column(database, 'part', 'n', 'n')).toEqual(['1', '3']);
  });
});
