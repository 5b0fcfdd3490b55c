import Database from 'better-sqlite3';
import { BIG_ROWS, bigColumns, madeOnce, trackingStatements } from '../data.ts';
import type { BenchEngine, Floor } from '../engine.ts';

export async function sqliteEngine(): Promise<BenchEngine> {
  const path = await madeOnce('bench.sqlite', makeData);
  return {
    name: 'SQLite',
    schema: 'main',
    target: { kind: 'file', path },
    sql: {
      byNumber: (offset) => `select * from big limit 200 offset ${offset}`,
      after: (id) => `select * from big where id > ${id} order by id limit 200`,
      // Less than an M4, whose first and last y take another query: what one pass gives.
      m4: (steps, frames) => `
        select x * 1000 / ${frames} as pixel, count(*), min(x), max(x), min(y), max(y) from (${steps}) as steps group by pixel`,
    },
    openProgram: ['sqlite', path],
    floor: () => sqliteFloor(path),
    close: async () => undefined,
  };
}

export async function sqliteFloor(path: string): Promise<Floor> {
  const database = new Database(path, { readonly: true });
  return {
    query: async (text) => database.prepare(text).raw().all(),
    cancel: async () => null,
    async close() {
      database.close();
    },
  };
}

async function makeData(path: string): Promise<void> {
  const database = new Database(path);
  database.pragma('journal_mode = off');
  database.pragma('synchronous = off');
  const series = (count: number) =>
    `(with recursive c(i) as (select 0 union all select i + 1 from c limit ${count}) select i from c)`;
  const statements = [
    'create table big (id integer primary key, run integer, step integer, value real, label text)',
    `insert into big select ${bigColumns} from ${series(BIG_ROWS)}`,
    ...trackingStatements({ double: 'real', text: 'text', series }),
    'create index by_episode on observations (episode_id, time_index)',
    'pragma journal_mode = delete',
  ];
  for (const statement of statements) database.exec(statement);
  database.close();
}
