import { readdir, readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { cellToText } from '#shared/model/cell-text.ts';
import type { ExportProgress, ExportSource } from '#shared/model/export.ts';
import type { ExportFormat } from '#shared/model/export-formats.ts';
import type { Engine } from '#shared/model/source.ts';
import { ImportBench } from '../importers/testing/importing.ts';
import { OpenedDatabase } from '../opened-database.ts';
import { raw } from '../sql/sql.ts';
import { createTestDatabase, engines, type TestDatabase } from '../testing/engines.ts';
import { writeExport } from './write-export.ts';

const plain = { conditions: [], search: '', sort: [] };
const from = { database: 'test', version: '1' };
const nobody = { signal: undefined, progress: () => undefined };

async function exported(
  database: TestDatabase,
  bench: ImportBench,
  format: ExportFormat,
  source: ExportSource,
  signal?: AbortSignal,
): Promise<{ path: string; progress: readonly ExportProgress[] }> {
  const opened = new OpenedDatabase();
  const path = bench.path(`out-${format}.${format}`);
  const progress: ExportProgress[] = [];
  try {
    await opened.open(database.target, { options: {}, scratch: bench.folder });
    const input = { source, format, path, scratch: bench.folder, from };
    await writeExport(opened, input, { signal, progress: (each) => progress.push(each) });
  } finally {
    await opened.close();
  }
  return { path, progress };
}

const table = (engine: Engine, name = 't'): ExportSource => ({
  kind: 'table',
  table: { schema: engine === 'postgres' ? 'public' : 'main', name },
  view: plain,
});

async function rowsOf(database: TestDatabase, query: string) {
  const connection = await database.open();
  const { rows } = await connection.rows(raw(query));
  await connection.close();
  return rows;
}

/** Values that files like to change: 64-bit integers, doubles of 17 digits, quotes, line ends, text that looks like more. */
const made = (engine: Engine): readonly string[] => {
  const double = engine === 'sqlite' ? 'real' : 'double precision';
  return [
    `create table t (id bigint primary key, x ${double}, word text, flag ${engine === 'sqlite' ? 'integer' : 'boolean'})`,
    `insert into t values
      (1, 0.1, 'plain', ${engine === 'sqlite' ? '1' : 'true'}),
      (2, 1e300, 'say "hello", twice', null),
      (3, -0.30000000000000004, 'two
lines', ${engine === 'sqlite' ? '0' : 'false'}),
      (9007199254740993, 5e-324, ' spaces ', null),
      (-9223372036854775808, null, 'pipe | and ünïcödé 🐦', ${engine === 'sqlite' ? '1' : 'true'})`,
  ];
};

describe.each(engines)('exports on %s', (engine) => {
  it.each(['csv', 'parquet', 'jsonl', 'xlsx'] as const)('as %s come back equal', async (format) => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await database.execute(...made(engine));
    const { path, progress } = await exported(database, bench, format, table(engine));
    expect(progress.at(-1)).toEqual({ rows: 5, share: 1, done: true });
    const report = await bench.import(database, [path], { options: { table: 'again' } });
    expect(report).toMatchObject({ outcome: 'imported', counts: { written: 5, rejected: 0 } });
    const text = (rows: Awaited<ReturnType<typeof rowsOf>>) =>
      rows.map((row) => row.map((cell) => (cell === null ? null : cellToText(cell))));
    const before = text(await rowsOf(database, 'select id, x, word, flag from t order by id'));
    const after = text(await rowsOf(database, 'select id, x, word, flag from again order by id'));
    expect(after).toEqual(before);
  });

  it('write the same bytes twice, and nothing beside the file', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await database.execute(...made(engine));
    for (const format of ['csv', 'xlsx', 'md'] as const) {
      const { path } = await exported(database, bench, format, table(engine));
      const once = await readFile(path);
      await using other = await ImportBench.create();
      const again = await exported(database, other, format, table(engine));
      expect(Buffer.compare(once, await readFile(again.path)), format).toBe(0);
    }
    expect((await readdir(bench.folder)).toSorted()).toEqual(['out-csv.csv', 'out-md.md', 'out-xlsx.xlsx']);
  });

  it('give the rows of a view: filtered, sorted, some of them, some columns', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await database.execute(...made(engine));
    const view = {
      conditions: [{ column: 'id', op: '>' as const, values: ['0'] }],
      search: '',
      sort: [{ column: 'id', descending: true }],
    };
    const part = { view, range: { from: 1, count: 2 }, columns: ['x', 'id'] };
    const { path } = await exported(database, bench, 'csv', { ...table(engine), ...part } as ExportSource);
    expect(await readFile(path, 'utf8')).toBe('x,id\r\n-0.30000000000000004,3\r\n1e+300,2\r\n');
  });

  it('give every point of a measure, however many, each once', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const numbers =
      engine === 'sqlite'
        ? 'with recursive n(i) as (select 0 union all select i + 1 from n limit 100000) select'
        : 'select';
    const from = engine === 'sqlite' ? 'n' : 'generate_series(0, 99999) as n(i)';
    await database.execute(
      'create table steps (episode_id varchar(10), step integer, reward double precision)',
      `insert into steps ${numbers} 'e1', i, i * 0.5 from ${from}`,
    );
    const request = { measure: 'reward', episodes: ['e1'], sessions: [], split: 'mean' as const, points: 1000 };
    const all = await exported(database, bench, 'csv', { kind: 'series', requests: [request] });
    const lines = (await readFile(all.path, 'utf8')).trimEnd().split('\r\n');
    expect(lines[0]).toBe('measure,line,id,kind,x,y');
    expect(lines.slice(1).map((line) => line.split(',').slice(4).join())).toEqual(
      Array.from({ length: 100_000 }, (_, at) => `${at},${at / 2}`),
    );
    await using other = await ImportBench.create();
    const drawn = await exported(database, other, 'csv', { kind: 'series', requests: [request], points: 100 });
    const reduced = (await readFile(drawn.path, 'utf8')).trimEnd().split('\r\n').length;
    expect(reduced).toBeGreaterThan(100);
    expect(reduced).toBeLessThan(402);
  }, 120_000);

  it('leave no statement behind when nothing can be written', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await database.execute(...made(engine));
    const opened = new OpenedDatabase();
    await opened.open(database.target, { options: {}, scratch: bench.folder });
    const input = { source: table(engine), format: 'csv' as const, scratch: bench.folder, from };
    // More often than there are connections.
    for (let count = 0; count < 6; count++) {
      const writing = writeExport(opened, { ...input, path: bench.path('no/such/folder.csv') }, nobody);
      await expect(writing).rejects.toThrow('ENOENT');
    }
    await writeExport(opened, { ...input, path: bench.path('then.csv') }, nobody);
    await opened.close();
  });

  it('stop when they are cancelled, and in the middle of a stream', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const numbers =
      engine === 'sqlite'
        ? 'with recursive n(i) as (select 1 union all select i + 1 from n limit 3000000) select i from n'
        : 'select i from generate_series(1, 3000000) as n(i)';
    const stop = new AbortController();
    const writing = exported(database, bench, 'csv', { kind: 'query', sql: numbers, view: plain }, stop.signal);
    setTimeout(() => stop.abort(), 20);
    await expect(writing).rejects.toMatchObject({ data: { code: 'CANCELLED' } });
  });
});

describe('formats', () => {
  it('write CSV, JSON lines and Markdown as they are to be read', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase('duckdb');
    const sql = `select * from (values
      (1, 'a|b', null, [1, 2]::int[], '{"n": 12345678901234567890}'::json, 'nan'::double, '\\xFF'::blob),
      (2, '', '*x*_y_', [], null, 'infinity'::double, null)) as t(id, text, empty, list, doc, x, b)`;
    const source: ExportSource = { kind: 'query', sql, view: plain };
    const read = async (format: ExportFormat) =>
      readFile((await exported(database, bench, format, source)).path, 'utf8');
    expect(await read('csv')).toBe(
      'id,text,empty,list,doc,x,b\r\n' +
        '1,a|b,,"[1,2]","{""n"": 12345678901234567890}",NaN,\\xff\r\n' +
        '2,"",*x*_y_,[],,Infinity,\r\n',
    );
    expect(await read('jsonl')).toBe(
      '{"id":1,"text":"a|b","empty":null,"list":[1,2],"doc":{"n": 12345678901234567890},"x":"NaN","b":"\\\\xff"}\n' +
        '{"id":2,"text":"","empty":"*x*_y_","list":[],"doc":null,"x":"Infinity","b":null}\n',
    );
    expect(await read('md')).toBe(
      '| id | text | empty | list | doc | x | b |\n| ---: | --- | --- | --- | --- | ---: | --- |\n' +
        '| 1 | a\\|b |  | \\[1,2\\] | {"n": 12345678901234567890} | NaN | \\\\xff |\n' +
        '| 2 |  | \\*x\\*\\_y\\_ | \\[\\] |  | Infinity |  |\n',
    );
  });

  it('keep every type of DuckDB in Parquet', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase('duckdb');
    await database.execute(`create table t as select 1::utinyint as u, 170141183460469231731687303715884105727::hugeint::varchar as h,
      1.10::decimal(18, 2) as d, timestamp_ns '2024-01-01 00:00:00.123456789' as ns, {'a': [1, null], 'b': 'x'} as s,
      map {'k': 1.5} as m, '\\x00\\xFF'::blob as b, 'nan'::double as nan, -0.0::double as zero, date '0044-03-15' as old,
      uuid '00000000-0000-0000-0000-000000000001' as id, time '12:00:00.000001' as clock, timestamptz '2024-01-01 00:00:00+00' as tz`);
    const { path } = await exported(database, bench, 'parquet', table('duckdb'));
    const query = (of: string) => `select * from (describe select * from ${of})`;
    const before = [await rowsOf(database, 'select * from t'), await rowsOf(database, query('t'))];
    await bench.make(`attach '$folder/back.duckdb' as back`, `create table back.t as from '${path}'`);
    await using other = await createTestDatabase('duckdb');
    const target = { ...other, target: { kind: 'file' as const, path: bench.path('back.duckdb') } };
    const opened = new OpenedDatabase();
    await opened.open(target.target, { options: {}, scratch: bench.folder });
    const after = await opened.connection.rows(raw('select * from t'));
    expect(after.rows).toEqual(before[0]);
    expect((await opened.connection.rows(raw(query('t')))).rows.map((row) => row.slice(0, 2))).toEqual(
      before[1]?.map((row) => row.slice(0, 2)),
    );
    await opened.close();
  });

  it('give columns of other engines the narrowest exact type in Parquet, and text where there is none', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase('sqlite');
    await database.execute(
      'create table t (i integer, mixed, r real, big integer, b blob, none text)',
      "insert into t values (1, 'a', 1.0, 9223372036854775807, x'00ff', null), (2, 5, 2.5, 1, x'', null)",
    );
    const { path } = await exported(database, bench, 'parquet', table('sqlite'));
    await bench.make(`copy (select column_name, column_type from (describe from '${path}')) to '$folder/types.csv'`);
    const types = (await readFile(bench.path('types.csv'), 'utf8')).trim().split('\n').slice(1);
    expect(types.map((line) => line.split(',').slice(0, 2).join(' '))).toEqual([
      ...['i BIGINT', 'mixed VARCHAR', 'r DOUBLE', 'big "DECIMAL(19', 'b BLOB', 'none VARCHAR'],
    ]);
  });

  it('divide rows that are more than a sheet takes, and refuse what no cell takes', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase('duckdb');
    const many: ExportSource = { kind: 'query', sql: 'select i from range(1048577) as t(i)', view: plain };
    const { path } = await exported(database, bench, 'xlsx', many);
    const parts = unzipSync(await readFile(path), { filter: ({ name }) => /sheet2|workbook\.xml$/.test(name) });
    const second = Buffer.from(parts['xl/worksheets/sheet2.xml'] ?? []).toString();
    expect(second.match(/<v>\d+<\/v>/g)).toEqual(['<v>1048575</v>', '<v>1048576</v>']);
    expect(Buffer.from(parts['xl/workbook.xml'] ?? []).toString()).toContain('name="query (2)"');
    const long: ExportSource = { kind: 'query', sql: "select repeat('x', 32768)", view: plain };
    await using other = await ImportBench.create();
    await expect(exported(database, other, 'xlsx', long)).rejects.toMatchObject({ data: { code: 'BAD_INPUT' } });
  });
});
