import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raw } from '../../sql/sql.ts';
import { type OpenedPostgres, openTestPostgres } from '../../testing/opened-postgres.ts';
import { openPostgres } from './driver.ts';

let test: OpenedPostgres;

beforeAll(async () => {
  test = await openTestPostgres();
  await test.execute('create table t (a integer primary key)', 'insert into t select generate_series(1, 5000)');
  await test.execute('create sequence s');
});
afterAll(() => test[Symbol.asyncDispose]());

describe('reading only', () => {
  it.each([
    'insert into t values (0)',
    'delete from t',
    'with gone as (delete from t returning a) select * from gone',
    'select a into copied from t',
    'create table u (a integer)',
    "select nextval('s')",
    'explain analyze insert into t values (0)',
    'select * from t for update',
    "copy t to '/tmp/starling-copy'",
    "copy t to program 'touch /tmp/starling-copy'",
    'do $$ begin delete from t; end $$',
    'set session characteristics as transaction read write',
    'set transaction read write',
    'begin',
    'commit',
    'vacuum t',
    'analyze t',
    'reindex table t',
    'listen x',
    'prepare p as select 1',
    '/* select */ drop table t',
    '-- select\ntruncate t',
    '/* /* */ select */ analyze t',
    `${'/**/'.repeat(5000)}analyze t`,
  ])('refuses %s', async (statement) => {
    await expect(test.ask(statement)).rejects.toMatchObject({ code: 'READ_ONLY', data: { sql: statement } });
    expect((await test.ask('select count(*), max(a) from t')).rows).toEqual([[5000, 5000]]);
  });

  it('stays so whatever a statement tries', async () => {
    await expect(test.ask("select set_config('transaction_read_only', 'off', true)")).rejects.toMatchObject({
      code: 'SQL_FAILED',
      data: { detail: expect.stringContaining('must be set before any query') },
    });
    await test.ask("select set_config('default_transaction_read_only', 'off', false)");
    await expect(test.ask('select * from t for share')).rejects.toMatchObject({ code: 'READ_ONLY' });
  });

  it.each([
    'values (1)',
    'table t',
    'show server_version',
    'explain select 1',
    '(select 1) union (select 2)',
    '-- a comment\n /* another */ select 1',
    'with x as (select 1) select * from x;',
  ])('runs %s', async (statement) => {
    expect((await test.ask(statement)).rows.length).toBeGreaterThan(0);
  });

  it('takes one statement at a time', async () => {
    await expect(test.ask('select 1; select 2')).rejects.toMatchObject({ code: 'SQL_FAILED' });
    await expect(test.ask('select 1; drop table t')).rejects.toMatchObject({ code: 'SQL_FAILED' });
    expect((await test.ask('select count(*) from t')).rows).toEqual([[5000]]);
  });

  it('answers nothing to an empty statement', async () => {
    expect(await test.ask('')).toEqual({ columns: [], rows: [] });
    expect(await test.ask('-- only a comment')).toEqual({ columns: [], rows: [] });
  });
});

describe('rights', () => {
  it('does not mind rows that row-level security hides, and says what may not be read', async () => {
    const user = `reader_${test.profile.database}`;
    await test.execute(
      `create role ${user} login password 'reading'`,
      'create table episodes (id integer, owner text, secret text)',
      "insert into episodes values (1, 'me', 'x'), (2, 'you', 'y')",
      'alter table episodes enable row level security',
      "create policy mine on episodes for select using (owner = 'me')",
      `grant select on episodes to ${user}`,
      'create table hidden (a integer)',
      'create table partly (shown integer, kept text)',
      `grant select (shown) on partly to ${user}`,
    );
    const reading = await openPostgres({ ...test.profile, user }, 'reading');
    expect((await reading.rows(raw('select id from episodes'))).rows).toEqual([[1]]);
    await expect(reading.rows(raw('select * from hidden'))).rejects.toMatchObject({ code: 'NO_PERMISSION' });
    const { tables } = await reading.catalogue();
    const find = (name: string) => tables.find((table) => table.name === name);
    expect(find('episodes')?.problem).toBeNull();
    expect(find('hidden')?.problem).toContain('may not read');
    expect(find('partly')).toMatchObject({ problem: null, columns: [{ name: 'shown' }] });
    await reading.close();
    await test.execute(`drop owned by ${user}`, `drop role ${user}`);
  });
});
