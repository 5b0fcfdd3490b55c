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

describe('failures', () => {
  it('says where the statement is wrong, in lines and characters', async () => {
    await expect(test.ask("select '🐟' as fish,\n  nope from t")).rejects.toMatchObject({
      code: 'SQL_FAILED',
      data: { detail: expect.stringContaining('(line 2, column 3)'), sql: "select '🐟' as fish,\n  nope from t" },
    });
  });

  it("keeps the server's hints", async () => {
    await expect(test.ask('select aa from t')).rejects.toMatchObject({
      data: { detail: expect.stringMatching(/HINT: .*"t\.a"/) },
    });
  });

  it('leaves the connection usable', async () => {
    for (let time = 0; time < 10; time++)
      await expect(test.ask('select 1/0')).rejects.toMatchObject({ code: 'SQL_FAILED' });
    expect((await test.ask('select 1')).rows).toEqual([[1]]);
  });

  it('fails in the middle of a stream too', async () => {
    const read = async () => {
      let rows = 0;
      for await (const batch of test.connection.stream(raw('select 1 / (4000 - a) from t order by a')))
        rows += batch.rows.length;
      return rows;
    };
    await expect(read()).rejects.toMatchObject({ code: 'SQL_FAILED' });
    expect((await test.ask('select 1')).rows).toEqual([[1]]);
  });

  it('tells a timeout from cancelling', async () => {
    const hasty = await openPostgres(test.profile, test.password, { statementTimeoutMs: 100 });
    await expect(hasty.rows(raw('select pg_sleep(10)'))).rejects.toMatchObject({ code: 'TIMED_OUT' });
    expect((await hasty.rows(raw("select current_setting('statement_timeout')"))).rows).toEqual([['100ms']]);
    await hasty.close();
  });

  it('says when there is no memory for an answer', async () => {
    await using other = await openTestPostgres();
    await other.execute(
      `do $$ begin execute format('alter database %I set temp_file_limit to ''1MB''', current_database()); end $$`,
    );
    const narrow = await openPostgres(other.profile, other.password);
    await expect(
      narrow.rows(raw('select count(*) from (select g from generate_series(1, 3000000) g order by g desc) sorted')),
    ).rejects.toMatchObject({ code: 'OUT_OF_MEMORY', data: { detail: expect.stringContaining('temp_file_limit') } });
    await narrow.close();
  });
});
