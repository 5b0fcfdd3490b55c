import { describe, expect, it } from 'vitest';
import type { Engine } from '#shared/model/source.ts';
import { raw } from '../sql/sql.ts';
import { createTestDatabase, engines } from '../testing/engines.ts';
import type { Connection } from './driver.ts';

const recursive = 'with recursive g(n) as (select 1 union all select n + 1 from g where n < 0 or n > 0) select';

/** Statements that never end: one that answers nothing, one that answers for ever. */
const endless: Readonly<Record<Engine, readonly string[]>> = {
  duckdb: [`select count(*) from range(100000000000) a, range(100000000000) b where a.range + b.range < 0`],
  sqlite: [`${recursive} count(*) from g`, `${recursive} n from g`],
  postgres: [
    'select count(*) from (select generate_series(1, 1000000000000)) numbers',
    'select generate_series(1, 1000000000000)',
    `${recursive} count(*) from g`,
  ],
};

const ways: Readonly<Record<string, (connection: Connection, text: string, signal: AbortSignal) => Promise<unknown>>> =
  {
    rows: (connection, text, signal) => connection.rows(raw(text), { signal }),
    numbers: (connection, text, signal) => connection.numbers(raw(text), { signal }),
    stream: async (connection, text, signal) => {
      for await (const batch of connection.stream(raw(text), { signal })) expect(batch.rows.length).toBeGreaterThan(0);
    },
  };

const cases = engines.flatMap((engine) => endless[engine].map((text) => [engine, text] as const));

describe.each(cases)('%s: %s', (engine, text) => {
  it.each(Object.keys(ways))('%s answers within 100 ms of being cancelled', async (way) => {
    await using database = await createTestDatabase(engine);
    const connection = await database.open();
    // Nothing but ending its process stops what such an engine is doing.
    if (!connection.interruptible && !(way === 'stream' && text.endsWith(' n from g'))) return;
    const controller = new AbortController();
    const outcome = ways[way]?.(connection, text, controller.signal).then(
      () => ({ code: 'finished', at: performance.now() }),
      (error: { code?: unknown }) => ({ code: error.code, at: performance.now() }),
    );
    await new Promise((resolve) => setTimeout(resolve, 150));
    const start = performance.now();
    controller.abort();
    const { code, at } = (await outcome) ?? { code: 'nothing', at: 0 };
    expect(code).toBe('CANCELLED');
    expect(at - start).toBeLessThan(100);
    expect((await connection.rows(raw('select 1'))).rows).toEqual([[1]]);
  });
});

describe.each(engines)('%s', (engine) => {
  it('does not start what is cancelled already', async () => {
    await using database = await createTestDatabase(engine);
    const connection = await database.open();
    const signal = AbortSignal.abort();
    for (const way of Object.values(ways)) {
      await expect(way(connection, 'select 1', signal)).rejects.toMatchObject({ code: 'CANCELLED' });
    }
  });
});
