import { afterEach, describe, expect, it, vi } from 'vitest';
import { unpackColumns } from '#shared/model/bulk.ts';
import { createTestDatabase, engines } from '../../testing/engines.ts';
import { lensOf } from '../testing/lens-of.ts';
import { listening } from '../testing/listening.ts';
import { runsOfOneSession } from '../testing/runs-of-one-session.ts';

afterEach(() => vi.restoreAllMocks());

describe.each(engines)('frames on %s', (engine) => {
  it('name agents by their place in the header, however long ago that was read, and read them once', async () => {
    await using database = await createTestDatabase(engine);
    await database.execute(
      'create table runs (run varchar(9) primary key, rate double precision)',
      `insert into runs values ('a', 30)`,
      'create table steps (run varchar(9), frame integer, agent integer, x double precision, y double precision)',
      `insert into steps values ('a', 0, 7, 1, 2), ('a', 0, 9, 3, 4), ('a', 1, 9, 5, 6)`,
    );
    const { connection, statements } = listening(await database.open());
    const lens = await lensOf(connection, {
      ...runsOfOneSession,
      steps: {
        ...{ word: ['step', 'steps'], table: 'steps', episode: ['run'], time: { by: 'frame', title: 'Frame' } },
        ...{ agent: 'agent', position: { x: 'x', y: 'y' } },
      },
    });
    const { agents } = await lens.header('a');
    expect(agents.map(({ id }) => id)).toEqual(['7', '9']);
    const now = performance.now();
    vi.spyOn(performance, 'now').mockReturnValue(now + 3_600_000);
    statements.length = 0;
    const { agent, x } = unpackColumns(await (await lens.frames('a', 1, 1)).arrayBuffer());
    expect([[...agent!], [...x!]]).toEqual([[1], [5]]);
    expect(statements).toHaveLength(1);
  });
});
