import { describe, expect, it } from 'vitest';
import { pageRequestSchema } from '#shared/model/filter.ts';
import { createTestDatabase, engines } from '../../testing/engines.ts';
import { lensOf } from '../testing/lens-of.ts';
import { listening } from '../testing/listening.ts';

describe.each(engines)('the order of a level, on %s', (engine) => {
  it('takes numbers inside text as numbers, but not those of an opaque id', async () => {
    await using database = await createTestDatabase(engine);
    await database.execute(
      'create table episodes (run text not null, number integer not null, primary key (run, number))',
      `insert into episodes values ('a9f', 1), ('a10f', 2), ('a10f', 1), ('b', 1)`,
    );
    const connection = await database.open();
    const listed = async (opaque: boolean) => {
      const lens = await lensOf(connection, {
        session: { word: ['run', 'runs'], table: 'episodes', distinct: true, id: ['run'], label: 'run' },
        episode: {
          word: ['episode', 'episodes'],
          table: 'episodes',
          id: ['run', 'number'],
          parent: ['run'],
          label: 'number',
          order: [{ by: 'run', opaque }, { by: 'number' }],
        },
        measures: [],
      });
      const page = (more: object) => lens.episodesPage(undefined, pageRequestSchema.parse({ limit: 2, ...more }));
      const first = await page({});
      const next = await page({ after: first.keys.at(-1) });
      return [...first.rows, ...next.rows].map(([id]) => JSON.parse(String(id)).join(' '));
    };
    expect(await listed(false)).toEqual(['a9f 1', 'a10f 1', 'a10f 2', 'b 1']);
    expect(await listed(true)).toEqual(['a10f 1', 'a10f 2', 'a9f 1', 'b 1']);
  });

  it('knows its types: of numbers nothing is measured, of texts their length alone', async () => {
    await using database = await createTestDatabase(engine);
    await database.execute(
      'create table programs (run text, instance integer)',
      `insert into programs values ('a', 1)`,
    );
    const { connection, statements } = listening(await database.open());
    const lens = await lensOf(connection, {
      episode: {
        word: ['run', 'runs'],
        table: 'programs',
        distinct: true,
        id: ['run', 'instance'],
        label: 'run',
        order: [{ by: 'run' }, { by: 'instance' }],
      },
      measures: [],
    });
    statements.length = 0;
    await lens.episodesPage(undefined, pageRequestSchema.parse({}));
    const measured = /as "starling order 2"/;
    const more = /as "starling order 3"/;
    expect(statements).toEqual([expect.stringMatching(measured)]);
    expect(statements).toEqual([expect.not.stringMatching(more)]);
  });
});
