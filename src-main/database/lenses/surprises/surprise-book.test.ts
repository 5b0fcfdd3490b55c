import { describe, expect, it, vi } from 'vitest';
import { sql } from '../../sql/sql.ts';
import { createTestDatabase, engines } from '../../testing/engines.ts';
import { lensOf } from '../testing/lens-of.ts';
import { SurpriseBook } from './surprise-book.ts';

describe.each(engines)('surprises on %s', (engine) => {
  it('leaves out what fails, and says so in the log', async () => {
    await using database = await createTestDatabase(engine);
    const connection = await database.open();
    const context = { connection, dialect: connection.dialect, find: () => undefined, timeZone: 'UTC' };
    const book = new SurpriseBook(context, [
      { id: 'broken', statement: () => sql`select no_such_column from no_such_table`, sentence: () => 'never' },
      { id: 'impossible', statement: () => null, sentence: () => 'never' },
      { id: 'expected', statement: () => sql`select 0`, sentence: ([found]) => (found === 0 ? null : 'never') },
      { id: 'true', statement: () => sql`select 42`, sentence: ([found]) => `There are ${String(found)}` },
    ]);
    const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const found = await Promise.all(book.ids().map((id) => book.find(id)));
    expect(found).toEqual([null, null, null, 'There are 42']);
    expect(log).toHaveBeenCalledOnce();
    expect(log.mock.calls[0]![0]).toContain('“broken” was left out');
    log.mockRestore();
  });

  it('finds sessions without episodes, and ids that are there twice', async () => {
    await using database = await createTestDatabase(engine);
    await database.execute(
      'create table sessions (session_id varchar(20), name varchar(20))',
      'create table episodes (episode_id varchar(20), session_id varchar(20), reward double precision)',
      "insert into sessions values ('a', 'one'), ('b', 'two'), ('c', 'three')",
      "insert into episodes values ('e1', 'a', 1), ('e2', 'a', 2), ('e2', 'a', 3)",
    );
    const connection = await database.open();
    const lens = await lensOf(connection, {
      session: { word: ['session', 'sessions'], table: 'sessions', id: ['session_id'], label: 'name' },
      episode: {
        word: ['episode', 'episodes'],
        table: 'episodes',
        id: ['episode_id'],
        parent: ['session_id'],
        label: 'episode_id',
      },
    });
    const found = await Promise.all(lens.surprises.ids().map((id) => lens.surprises.find(id)));
    expect(found.filter((sentence) => sentence !== null)).toEqual([
      '2 sessions have no episodes, b among them',
      'The id of one of the episodes is there more than once: e2',
    ]);
  });
});
