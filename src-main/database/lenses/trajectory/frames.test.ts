import { describe, expect, it } from 'vitest';
import { unpackColumns } from '#shared/model/bulk.ts';
import { AgentPlaces } from '#shared/model/packed-frames.ts';
import { createTestDatabase, engines } from '../../testing/engines.ts';
import { lensOf } from '../testing/lens-of.ts';
import { listening } from '../testing/listening.ts';
import { runsOfOneSession } from '../testing/runs-of-one-session.ts';

const stepsOf = (more: object) => ({
  ...runsOfOneSession,
  steps: {
    ...{
      word: ['step', 'steps'] satisfies [string, string],
      table: 'steps',
      episode: ['run'],
      time: { by: 'frame', title: 'Frame' },
    },
    ...{ position: { x: 'x', y: 'y' }, ...more },
  },
});

describe.each(engines)('frames on %s', (engine) => {
  const opened = async (columns: string, rows: string, more: object) => {
    const database = await createTestDatabase(engine);
    await database.execute(
      'create table runs (run varchar(9) primary key, rate double precision)',
      `insert into runs values ('a', 30)`,
      `create table steps (run varchar(9), frame integer, ${columns}, x double precision, y double precision)`,
      `insert into steps values ${rows}`,
    );
    const { connection, statements } = listening(await database.open());
    return { database, statements, lens: await lensOf(connection, stepsOf(more)) };
  };

  it('say whose they are before anybody has read who there is, and find types that come later', async () => {
    const { database, statements, lens } = await opened(
      'kind varchar(9), agent integer',
      `('a', 0, 'bird', 7, 1, 2), ('a', 0, 'bird', 9, 3, 4), ('a', 1, 'fish', 7, 5, 6), ('a', 1, null, 7, 7, 8)`,
      { agent: 'agent', agentType: 'kind' },
    );
    await using _ = database;
    statements.length = 0;
    const first = await lens.frames({ episode: 'a', from: 0, to: 0 });
    expect(statements).toHaveLength(2);
    const later = await lens.frames({ episode: 'a', from: 1, to: 1 });
    expect(statements).toHaveLength(5);
    await lens.frames({ episode: 'a', from: 0, to: 1 });
    expect(statements).toHaveLength(6);
    const { agents } = await lens.header('a');
    const places = new AgentPlaces(agents);
    const seen = async (of: typeof first) => {
      const { agent, x } = await places.unpack(of);
      return [...agent!].map((place, at) => `${agents[place]?.type} ${agents[place]?.id} at ${x![at]}`).toSorted();
    };
    expect(await seen(first)).toEqual(['bird 7 at 1', 'bird 9 at 3']);
    expect(await seen(later)).toEqual(['fish 7 at 5', 'null 7 at 7']);
  });

  it('tell ids apart that no double can, and rows without one', async () => {
    const { database, lens } = await opened(
      'agent bigint',
      `('a', 0, 9007199254740993, 1, 2), ('a', 0, 9007199254740992, 3, 4), ('a', 1, null, 5, 6)`,
      { agent: 'agent' },
    );
    await using _ = database;
    const { agents } = await lens.header('a');
    const { agent, x } = await new AgentPlaces(agents).unpack(await lens.frames({ episode: 'a', from: 0, to: 1 }));
    const seen = [...agent!].map((place, at) => `${agents[place]?.id} at ${x![at]}`);
    expect(seen.toSorted()).toEqual([' at 5', '9007199254740992 at 3', '9007199254740993 at 1']);
  });

  it.each(['integer', 'double precision'])(
    'are some of all where each so many-th is asked for, by times that are %s',
    async (type) => {
      const { database, lens } = await opened(
        `moment ${type}`,
        Array.from({ length: 9 }, (_, at) => `('a', ${at}, ${at - 1}, ${at}, 0)`).join(),
        { time: { by: 'moment', title: 'Moment' } },
      );
      await using _ = database;
      const { numbers } = await lens.frames({ episode: 'a', from: 0.5, to: 7.5, every: { first: -1, by: 3 } });
      expect([...unpackColumns(await numbers.arrayBuffer())['time']!]).toEqual([2, 5]);
    },
  );

  it('belong to one nameless agent where nobody is told apart', async () => {
    const { database, lens } = await opened('note integer', `('a', 0, 1, 1, 2), ('a', 1, 1, 3, 4)`, {});
    await using _ = database;
    const { agents } = await lens.header('a');
    const { agent, time } = await new AgentPlaces(agents).unpack(await lens.frames({ episode: 'a', from: 0, to: 1 }));
    expect([[...agent!], [...time!]]).toEqual([
      [0, 0],
      [0, 1],
    ]);
  });
});
