import { mkdir, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findTable } from '#shared/model/catalogue.ts';
import { name, raw, sql } from '../../sql/sql.ts';
import { TestFolder, write } from './test-folder.ts';

let folder: TestFolder;
beforeEach(async () => {
  folder = await TestFolder.create();
});
afterEach(() => folder.close());

describe('a folder', () => {
  it('shows files that belong together as one table, each row with its file', async () => {
    await mkdir(folder.of('run-2'));
    await mkdir(folder.of('run-10'));
    // As Python's csv writes it behind a line of its own.
    await writeFile(folder.of('run-2/0.monitor.csv'), '#{"a":1}\nr,l\r\n1,2\r\n');
    await writeFile(folder.of('run-10/0.monitor.csv'), '#{"a":2}\nr,l\n3.5,4\n');
    await writeFile(folder.of('thermal_1_tracks.csv'), 'track_id,frame,x,y\n1,2,3,4\n');
    await writeFile(folder.of('thermal_2_tracks.csv'), 'track_id,frame,x,y\n5,6,7,8\n');
    await writeFile(folder.of('thermal_3_tracks.csv'), 'other,columns\n1,2\n');
    await writeFile(folder.of('config.yaml'), 'a: 1');
    await writeFile(folder.of('empty.csv'), '');
    const connection = await folder.open(folder.path, {}, 'folder');
    const catalogue = await connection.catalogue();
    expect(catalogue.tables.map(({ name: each }) => each).sort()).toEqual([
      'monitor',
      'thermal_3_tracks',
      'thermal_tracks',
    ]);
    expect((await connection.rows(raw('select * from monitor'))).rows).toEqual([
      [1, 2, 'run-2/0.monitor.csv'],
      [3.5, 4, 'run-10/0.monitor.csv'],
    ]);
    expect(
      (await connection.rows(raw(`select track_id from thermal_tracks where file = 'thermal_2_tracks.csv'`))).rows,
    ).toEqual([[5]]);
    expect(connection.info.notices.join()).toContain('1 empty');
  });

  it('partitioned by key=value folders is one table with the keys as columns', async () => {
    await write(
      ':memory:',
      `copy (select range as n, range % 3 as "group", 'x' as kind from range(30)) to '${folder.of('steps')}' (format parquet, partition_by ("group", kind))`,
    );
    const connection = await folder.open(folder.path, {}, 'folder');
    const table = findTable(await connection.catalogue(), 'steps');
    expect(table?.columns.map((column) => column.name).sort()).toEqual(['file', 'group', 'kind', 'n']);
    expect(table?.estimatedRows).toBe(30);
    expect(
      (await connection.rows(raw('select "group", count(*), min(kind) from steps group by all order by all'))).rows,
    ).toEqual([
      [0, 10, 'x'],
      [1, 10, 'x'],
      [2, 10, 'x'],
    ]);
  });

  it('with a damaged file shows the others, and says what is wrong with it', async () => {
    await write(':memory:', `copy (select 1 as n) to '${folder.of('good.parquet')}'`);
    await writeFile(folder.of('bad.parquet'), 'PAR1 and then nothing');
    // By either kind: what it is decides.
    expect((await (await folder.open(folder.path)).catalogue()).tables).toHaveLength(2);
    const connection = await folder.open(folder.path, {}, 'folder');
    const { tables } = await connection.catalogue();
    expect(findTable({ tables }, 'good')?.problem).toBeNull();
    expect(findTable({ tables }, 'bad')?.problem).toMatch(/damaged/);
  });

  it('takes names that need quoting, or would be patterns', async () => {
    const names = ['a[1]*?', `it's "q" 🐟`, 'select', 'Data', 'data'];
    for (const each of names) await writeFile(folder.of(`${each}.csv`), `x\n${names.indexOf(each)}\n`);
    const connection = await folder.open(folder.path, {}, 'folder');
    const { tables } = await connection.catalogue();
    expect(tables).toHaveLength(names.length);
    const values = await Promise.all(
      tables.map(
        async (table) => (await connection.rows(sql`select x from ${name(table.schema, table.name)}`)).rows[0]?.[0],
      ),
    );
    expect(values.sort()).toEqual([0, 1, 2, 3, 4]);
  });

  it('without data files says what it holds', async () => {
    expect((await folder.failure(folder.path, {}, 'folder')).code).toBe('NOT_A_DATABASE');
    await write(folder.of('run.duckdb'), 'create table t (a int)');
    expect((await folder.failure(folder.path, {}, 'folder')).message).toContain('databases');
    expect((await folder.failure(folder.of('nowhere'), {}, 'folder')).code).toBe('FILE_NOT_FOUND');
  });
});
