import { describe, expect, it } from 'vitest';
import { createTestDatabase, engines } from '../../testing/engines.ts';
import { lensOf } from '../testing/lens-of.ts';
import { runsOfOneSession } from '../testing/runs-of-one-session.ts';

describe.each(engines)('measures that rows name on %s', (engine) => {
  it('are told apart where two columns of a table name them', async () => {
    await using database = await createTestDatabase(engine);
    await database.execute(
      'create table runs (run varchar(9) primary key)',
      'create table kept (run varchar(9), name varchar(9), kind varchar(9), value double precision)',
      `insert into runs values ('a'), ('b')`,
      `insert into kept values ('a', 'x', 'y', 1), ('b', 'y', 'x', 2)`,
    );
    const { session, episode } = runsOfOneSession;
    const kept = { table: 'kept', of: ['run'], number: 'value', measures: true };
    const lens = await lensOf(await database.open(), {
      session,
      episode: {
        ...episode,
        rows: [
          { ...kept, id: 'names', key: 'name' },
          { ...kept, id: 'kinds', key: 'kind' },
        ],
      },
    });
    for (const episode of ['a', 'b']) {
      const found = await lens.measures({ episode });
      const [name, kind] = episode === 'a' ? ['x', 'y'] : ['y', 'x'];
      expect(found.map(({ id, formula }) => [id, formula])).toEqual([
        [`names/${name}`, `kept where name = '${name}'`],
        [`kinds/${kind}`, `kept where kind = '${kind}'`],
      ]);
    }
  });

  it('are told in the very list of the episode before, where they are the same', async () => {
    await using database = await createTestDatabase(engine);
    await database.execute(
      'create table runs (run varchar(9) primary key)',
      'create table kept (run varchar(9), name varchar(9), value double precision)',
      `insert into runs values ('a'), ('b'), ('c')`,
      `insert into kept values ('a', 'x', 1), ('a', 'y', 2), ('b', 'x', 3), ('b', 'y', 4), ('c', 'y', 5)`,
    );
    const { session, episode } = runsOfOneSession;
    const rows = [{ id: 'kept', table: 'kept', of: ['run'], key: 'name', number: 'value', measures: true }];
    const lens = await lensOf(await database.open(), { session, episode: { ...episode, rows } });
    const first = await lens.measures({ episode: 'a' });
    expect(first.map(({ id }) => id)).toEqual(['kept/x', 'kept/y']);
    expect(await lens.measures({ episode: 'b' })).toBe(first);
    expect((await lens.measures({ episode: 'c' })).map(({ id }) => id)).toEqual(['kept/y']);
    expect(await lens.measures({ episode: 'b' })).toEqual(first);
  });
});
