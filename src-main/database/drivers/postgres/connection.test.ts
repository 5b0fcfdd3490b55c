import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raw, sql } from '../../sql/sql.ts';
import { type OpenedPostgres, openTestPostgres } from '../../testing/opened-postgres.ts';
import { startTcpProxy } from '../../testing/tcp-proxy.ts';
import { openPostgres } from './driver.ts';

let test: OpenedPostgres;

beforeAll(async () => {
  test = await openTestPostgres();
  await test.execute('create table t (a integer primary key)', 'insert into t select generate_series(1, 5000)');
  await test.execute('create sequence s');
});
afterAll(() => test[Symbol.asyncDispose]());

const ENDLESS = 'select count(*) from (select generate_series(1, 1000000000000)) numbers';

describe('cancelling', () => {
  it.each(['disable', 'require'] as const)('answers at once and stops the server, with sslmode %s', async (sslMode) => {
    const cancelling = await openPostgres({ ...test.profile, sslMode }, test.password);
    const controller = new AbortController();
    const question = cancelling.rows(raw(ENDLESS), { signal: controller.signal });
    const outcome = question.catch((error: unknown) => error);
    await expect.poll(test.running).toBe(1);
    const start = performance.now();
    controller.abort();
    expect(await outcome).toMatchObject({ code: 'CANCELLED' });
    expect(performance.now() - start).toBeLessThan(100);
    await expect.poll(test.running).toBe(0);
    expect((await cancelling.rows(raw('select 1'))).rows).toEqual([[1]]);
    await cancelling.close();
  });

  it('stops a stream and a picture', async () => {
    const signal = AbortSignal.timeout(50);
    const read = async () => {
      for await (const _ of test.connection.stream(raw('select generate_series(1, 1000000000000)'), { signal }));
    };
    await expect(read()).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(test.connection.numbers(raw(ENDLESS), { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    await expect.poll(test.running).toBe(0);
  });

  it('answers at once while it connects anew', async () => {
    await using proxy = await startTcpProxy(test.profile);
    const distant = await openPostgres({ ...test.profile, port: proxy.port }, test.password);
    proxy.cut();
    proxy.hold();
    const start = performance.now();
    const outcomes = [1, 2].map(() =>
      distant
        .rows(raw('select 1'), { signal: AbortSignal.timeout(100) })
        .catch((error: { code?: string }) => error.code),
    );
    for (const outcome of await Promise.all(outcomes)) expect(['CANCELLED', 'CONNECTION_LOST']).toContain(outcome);
    expect(performance.now() - start).toBeLessThan(500);
    await distant.close();
  });

  it('does not ask what was cancelled before', async () => {
    await expect(test.connection.rows(raw('select 1'), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
  });

  it('works while a question waits for its turn', async () => {
    const stop = new AbortController();
    const busy = Array.from({ length: 4 }, () =>
      test.connection.rows(raw(ENDLESS), { signal: stop.signal }).catch((error: unknown) => error),
    );
    const waiting = test.connection.rows(raw('select 1'), { signal: AbortSignal.timeout(30) });
    await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
    const next = test.connection.rows(raw('select 2'));
    stop.abort();
    expect((await next).rows).toEqual([[2]]);
    for (const outcome of await Promise.all(busy)) expect(outcome).toMatchObject({ code: 'CANCELLED' });
    await expect.poll(test.running).toBe(0);
  });
});

describe('connections', () => {
  it('answers more questions at once than it has connections', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, at) => test.connection.rows(sql`select ${at}`)));
    expect(answers.map(({ rows }) => rows[0]?.[0])).toEqual(Array.from({ length: 30 }, (_, at) => at));
    const open = async () =>
      (await test.ask('select count(*) from pg_stat_activity where datname = current_database()')).rows[0]?.[0];
    await expect.poll(open).toBeLessThanOrEqual(4);
  });

  it('gives a connection back when a stream is left early', async () => {
    for (let time = 0; time < 10; time++) {
      for await (const batch of test.connection.stream(raw('select generate_series(1, 100000000)'))) {
        expect(batch.rows[0]).toEqual([1]);
        break;
      }
    }
    expect((await test.ask('select 1')).rows).toEqual([[1]]);
    await expect.poll(test.running).toBe(0);
  });

  it('connects anew after the server ended idle connections', async () => {
    await test.ask('select 1');
    await test.execute(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    const outcomes = [];
    for (let time = 0; time < 6; time++)
      outcomes.push(
        await test.ask('select 1').then(
          () => 'ok',
          (error) => error.code,
        ),
      );
    expect(outcomes.at(-1)).toBe('ok');
    expect(outcomes.filter((each) => each !== 'ok' && each !== 'CONNECTION_LOST')).toEqual([]);
  });

  it('says that a connection was lost, then connects anew', async () => {
    await using proxy = await startTcpProxy(test.profile);
    const distant = await openPostgres({ ...test.profile, port: proxy.port }, test.password);
    const question = distant.rows(raw('select pg_sleep(20)')).catch((error: unknown) => error);
    await expect.poll(test.running).toBe(1);
    proxy.cut();
    expect(await question).toMatchObject({ code: 'CONNECTION_LOST' });
    expect((await distant.rows(raw('select 1'))).rows).toEqual([[1]]);
    await distant.close();
    await expect.poll(test.running, { timeout: 10_000 }).toBe(0);
  });

  it('leaves nothing behind in a session', async () => {
    await using proxy = await startTcpProxy(test.profile);
    const watched = await openPostgres({ ...test.profile, port: proxy.port }, test.password);
    for (let time = 0; time < 3; time++) await watched.rows(sql`select a from t where a < ${3}`);
    for await (const _ of watched.stream(raw('select a from t'))) break;
    const prepared = await watched.rows(raw('select count(*) from pg_prepared_statements'));
    expect(prepared.rows).toEqual([[0]]);
    const sent = proxy.sent();
    const begins = sent.split('begin read only').length - 1;
    expect(begins).toBe(8);
    expect(sent.split("'statement_timeout'").length - 1).toBe(begins);
    expect(sent.split(/commit|rollback/).length - 1).toBe(begins);
    expect(sent).not.toMatch(/\bset (session|local|statement)|listen|deallocate|discard/i);
    await watched.close();
  });

  it('ends running questions when it is closed', async () => {
    const closing = await openPostgres(test.profile, test.password);
    const outcome = closing.rows(raw(ENDLESS)).catch((error: unknown) => error);
    await expect.poll(test.running).toBe(1);
    await closing.close();
    expect(await outcome).toMatchObject({ code: expect.stringMatching(/CONNECTION_LOST|CANCELLED/) });
    await expect.poll(test.running).toBe(0);
    await expect(closing.rows(raw('select 1'))).rejects.toMatchObject({ code: 'NOT_OPEN' });
  });

  it('says what application it is', async () => {
    const named = await openPostgres({ ...test.profile, applicationName: 'Starling 🐦' }, test.password);
    expect((await named.rows(raw("select current_setting('application_name')"))).rows[0]?.[0]).toMatch(/^Starling/);
    await named.close();
  });
});
