import { DuckDBInstance } from '@duckdb/node-api';
import { BIG_ROWS, bigColumns, madeOnce, trackingStatements } from '../data.ts';
import type { BenchEngine, Floor } from '../engine.ts';

export const HUNDRED_ROWS = 100_000_000;

export async function duckdbEngine(): Promise<BenchEngine> {
  const path = await madeOnce('bench.duckdb', makeData);
  return {
    name: 'DuckDB',
    schema: 'main',
    target: { kind: 'file', path },
    sql: {
      byNumber: (offset) => `select * from big limit 200 offset ${offset}`,
      after: (id) => `select * from big where rowid > ${id} order by rowid limit 200`,
      m4: (steps, frames) => `
        select cast(floor(x * 1000.0 / ${frames}) as integer) as pixel, count(*), min(x), arg_min(y, x), max(x), arg_max(y, x),
          min(y), arg_min(x, y), max(y), arg_max(x, y)
        from (${steps}) as steps where isfinite(y) group by pixel`,
    },
    openProgram: ['duckdb', path],
    floor: () => duckdbFloor(path),
    close: async () => undefined,
  };
}

export async function duckdbFloor(path: string): Promise<Floor> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  return {
    query: async (text) => (await connection.runAndReadAll(text)).getRows(),
    async cancel(text) {
      const running = connection.runAndReadAll(text).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 300));
      const start = performance.now();
      connection.interrupt();
      await running;
      return performance.now() - start;
    },
    async close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function makeData(path: string): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  const series = (count: number) => `(select range as i from range(${count})) as numbers`;
  const statements = [
    // Integers divide into integers in the other two engines; here that takes another sign.
    `create table big as select ${bigColumns.replace('i / 1000', 'i // 1000')} from ${series(BIG_ROWS)}`,
    `create table million as select i as id, i % 977 as run, (i % 1000) / 10.0 as value from ${series(1_000_000)}`,
    `create table hundred as select i as id, i % 977 as run, (i % 1000) / 10.0 as value from ${series(HUNDRED_ROWS)}`,
    ...trackingStatements({ double: 'double', text: 'varchar', series }).map((text) => text.replaceAll(' / ', ' // ')),
    'checkpoint',
  ];
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}
