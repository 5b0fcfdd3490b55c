import { readFile, truncate, unlink, writeFile } from 'node:fs/promises';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TableInfo } from '#shared/model/catalogue.ts';
import type { Cell } from '#shared/model/cell.ts';
import type { Failure } from '#shared/model/failure.ts';
import { name, raw, sql } from '../../sql/sql.ts';
import type { Connection } from '../driver.ts';
import { fingerprint, TestFolder, write } from './test-folder.ts';

let folder: TestFolder;
beforeEach(async () => {
  folder = await TestFolder.create();
});
afterEach(() => folder.close());

/** The one table of a file, with its rows. */
async function read(
  path: string,
): Promise<{ connection: Connection; table: TableInfo; rows: readonly (readonly Cell[])[] }> {
  const connection = await folder.open(path);
  const [table, ...others] = (await connection.catalogue()).tables;
  expect(others).toEqual([]);
  if (!table) throw new Error('no table');
  return {
    connection,
    table,
    rows: (await connection.rows(sql`select * from ${name(table.schema, table.name)}`)).rows,
  };
}

async function csv(content: string | Buffer, file = 'some.csv'): ReturnType<typeof read> {
  await writeFile(folder.of(file), content);
  return read(folder.of(file));
}

const typesOf = ({ columns }: TableInfo) => Object.fromEntries(columns.map((column) => [column.name, column.type]));

describe('a CSV file', () => {
  it('becomes a table of its name', async () => {
    const { table, rows, connection } = await csv('name,x\na,1.5\nb,\n', 'some data.csv');
    expect(table).toMatchObject({
      schema: 'main',
      name: 'some data',
      kind: 'file',
      problem: null,
      comment: 'some data.csv',
    });
    expect(rows).toEqual([
      ['a', 1.5],
      ['b', null],
    ]);
    expect(connection.info).toMatchObject({ readOnly: true, notices: [] });
  });

  it('keeps values that the engine would round', async () => {
    const { table, rows } = await csv(
      [
        'id,big,ns,zoned,day,us,code,text',
        '1,18446744073709551615,2026-01-01 00:00:00.123456789,2026-01-01T00:00:00+02:00,2026-01-31,03/04/2026,007,NA',
        '2,3,2026-01-01 00:00:01.5,2026-01-01T00:00:00Z,2026-02-01,04/04/2026,012,7',
      ].join('\n'),
    );
    expect(typesOf(table)).toEqual({
      ...{ id: 'BIGINT', big: 'HUGEINT', ns: 'TIMESTAMP_NS', zoned: 'TIMESTAMP WITH TIME ZONE' },
      ...{ day: 'DATE', us: 'VARCHAR', code: 'VARCHAR', text: 'VARCHAR' },
    });
    expect(rows[0]).toEqual([
      1,
      { k: 'int', t: '18446744073709551615' },
      { k: 'timestamp', t: '2026-01-01 00:00:00.123456789' },
      { k: 'timestamptz', t: '2025-12-31 22:00:00+00' },
      { k: 'date', t: '2026-01-31' },
      '03/04/2026',
      '007',
      'NA',
    ]);
  });

  it('leaves out a first line of remarks and says so', async () => {
    const { rows, connection } = await csv(
      '#{"env_id": "CartPole-v1"}\nr,l,t\n18.0,18,1.57\n17.0,17,1.58\n',
      'remarks.csv',
    );
    expect(rows).toEqual([
      [18, 18, 1.57],
      [17, 17, 1.58],
    ]);
    expect(connection.info.notices.join()).toContain('CartPole');
  });

  it('leaves out a first line of remarks also where rows are ragged', async () => {
    const { table, rows } = await csv(`#{"env_id": "x"}\nr,l,t\n${'18.0,18,1.57\n'.repeat(40)}3.0,4,5.0,6\n1.0,2\n`);
    expect(table.columns.map((column) => column.name)).toEqual(['r', 'l', 't', 'column3']);
    expect([rows.length, rows[0], rows.at(-1)]).toEqual([42, [18, 18, 1.57, null], [1, 2, null, null]]);
  });

  it.each<[string, string, number, number]>([
    ['one short row late in the file', `a,b,c\n${'1,2,3\n'.repeat(500)}1,2\n${'1,2,3\n'.repeat(5)}`, 506, 3],
    ['one long row late in the file', `a,b,c\n${'1,2,3\n'.repeat(500)}1,2,3,4\n`, 501, 4],
    ['fewer names than fields', 'a,b,c\n1,2,3,4\n5,6,7,8\n', 2, 4],
    ['a quote that never ends', `a,b\n${'1,2\n'.repeat(50)}"3,4\n5,6\n`, 52, 2],
    ['rows cut off in the middle', 'time,id,x\n1,2,3\n4,5', 2, 3],
  ])('with %s keeps every row', async (_, content, count, columns) => {
    const { table, rows } = await csv(content);
    expect(rows).toHaveLength(count);
    expect(table.columns).toHaveLength(columns);
    expect(table.columns.slice(0, 2).map((column) => column.name)).toEqual(
      content.split('\n')[0]?.split(',').slice(0, 2),
    );
  });

  it.each([1000, 200_000])('does not round a decimal behind %i integers', async (count) => {
    const { rows } = await csv(`r\n${'1\n'.repeat(count)}3.5\n`);
    expect(rows.at(-1)).toEqual([3.5]);
  });

  it('whose type changes after many rows is text from the first', async () => {
    const { table, rows } = await csv(`a,b\n${'1,2\n'.repeat(150_000)}x,2\n`);
    expect(typesOf(table)).toEqual({ a: 'VARCHAR', b: 'BIGINT' });
    expect(rows).toHaveLength(150_001);
  });

  it('that is no table is shown by its lines', async () => {
    const { rows } = await csv('just some words\nand, more\n', 'notes.csv');
    expect(rows.length).toBeGreaterThan(0);
  });

  it.each<[string, Buffer]>([
    ['UTF-8 with a mark', Buffer.from('\ufeffname,n\nJosé,1\n')],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('name,n\nJosé,1\n', 'utf16le')])],
    ['Latin-1', Buffer.from('name,n\nJosé,1\n', 'latin1')],
    ['gzip', gzipSync('name,n\nJosé,1\n')],
    ['zstd', zstdCompressSync('name,n\nJosé,1\n')],
  ])('in %s', async (_, content) => {
    const { rows, table } = await csv(content, 'some');
    expect([table.columns.map((column) => column.name), rows]).toEqual([['name', 'n'], [['José', 1]]]);
  });

  it('from Windows, with its quotes and its euro', async () => {
    const { rows, connection } = await csv(
      Buffer.from([...Buffer.from('name,n\n'), 0x93, 0x80, 0x94, ...Buffer.from(',1\n')]),
    );
    expect(rows).toEqual([['“€”', 1]]);
    expect(connection.info.notices.join()).toContain('Windows-1252');
  });

  it('of a header only, and of a cell of ten megabytes', async () => {
    expect((await csv('a,b,c\n', 'header.csv')).table.columns.map((column) => column.name)).toEqual(['a', 'b', 'c']);
    const { rows } = await csv(`a,b\n1,"${'x'.repeat(10_000_000)}"\n2,y\n`, 'long.csv');
    expect(rows.map(([a, b]) => [a, String(b).length])).toEqual([
      [1, 10_000_000],
      [2, 1],
    ]);
  });
});

describe('a JSON file', () => {
  it.each<[string, string, readonly (readonly Cell[])[]]>([
    [
      'an array',
      '[{"a": 1, "b": "x"}, {"a": 2}]',
      [
        [1, 'x'],
        [2, null],
      ],
    ],
    [
      'records by line',
      '{"a": 1, "b": "x"}\n{"a": 2}\n',
      [
        [1, 'x'],
        [2, null],
      ],
    ],
    [
      'records of several lines',
      '{\n "a": 1,\n "b": "x"\n}\n{\n "a": 2\n}\n',
      [
        [1, 'x'],
        [2, null],
      ],
    ],
    ['large integers', '{"a": 18446744073709551615}', [[{ k: 'int', t: '18446744073709551615' }]]],
    ['parts of several types', '{"a": 1}\n{"a": "x"}', [[{ k: 'json', t: '1' }], [{ k: 'json', t: '"x"' }]]],
    ['a line that is none', '{"a": 1}\nnonsense\n{"a": 2}\n', [[1], [null], [2]]],
  ])('of %s', async (_, content, expected) => {
    expect((await csv(content, 'some.jsonl')).rows).toEqual(expected);
  });

  it('that breaks off says so', async () => {
    await writeFile(folder.of('broken.json'), '{"a": 1, "b": [');
    expect((await folder.failure(folder.of('broken.json'))).code).toBe('FILE_CORRUPT');
  });
});

describe('a parquet file', () => {
  it('opens whatever it is called, with its row count, and is not touched', async () => {
    await write(':memory:', `copy (select range as n from range(5000)) to '${folder.of('data.db')}' (format parquet)`);
    const before = await fingerprint(folder.path);
    const { table, rows, connection } = await read(folder.of('data.db'));
    expect([table.estimatedRows, rows.length, table.kind]).toEqual([5000, 5000, 'file']);
    const statement = `explain analyze copy (select 1 as n) to '${folder.of('data.db')}' (format parquet, use_tmp_file false)`;
    await expect(connection.rows(raw(statement))).rejects.toMatchObject({ code: 'READ_ONLY' });
    await expect(connection.rows(raw(`from '${folder.of('other.parquet')}'`))).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
    expect(await fingerprint(folder.path)).toEqual(before);
  });

  it('that is cut off is damaged, and one that vanishes is gone', async () => {
    const path = folder.of('gone.parquet');
    await write(':memory:', `copy (select range as n from range(5000)) to '${path}'`);
    const { connection } = await read(path);
    await unlink(path);
    const gone = await connection.rows(raw('select sum(n) from gone')).catch((failure: Failure) => failure);
    expect(gone).toMatchObject({ code: 'FILE_NOT_FOUND' });
    await write(':memory:', `copy (select range as n from range(5000)) to '${path}'`);
    await truncate(path, (await readFile(path)).length - 9);
    expect((await folder.failure(path)).code).toBe('FILE_CORRUPT');
  });

  it('of two hundred columns is read, though a page of each has to be in memory at once', async () => {
    const columns = Array.from({ length: 200 }, (_, at) => `(range + ${at})::double as c${at}`);
    const path = folder.of('wide.parquet');
    await write(':memory:', `copy (select ${columns.join(', ')} from range(125000)) to '${path}' (format parquet)`);
    const connection = await folder.open(path);
    for await (const batch of connection.stream(raw('select * from wide limit 10')))
      expect(batch.rows).toHaveLength(10);
    expect((await connection.rows(raw('select * from wide limit 10 offset 124000'))).rows).toHaveLength(10);
  }, 60_000);
});

it('says of a packed file that holds no rows of text how to go on', async () => {
  await writeFile(folder.of('runs.db.gz'), gzipSync(Buffer.alloc(5000)));
  await expect(folder.open(folder.of('runs.db.gz'))).rejects.toThrow('packed (gzip)');
});
