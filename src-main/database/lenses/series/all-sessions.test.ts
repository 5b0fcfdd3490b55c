import { expect, it } from 'vitest';
import { openLens } from '../open-lens.ts';
import { listening } from '../testing/listening.ts';
import { trackingCases, trackingLens } from '../testing/tracking-lens.ts';

it.each(trackingCases.filter(({ generation }) => generation === 'E'))(
  'steps are not asked whose they are where all sessions are drawn, on $engine',
  async ({ engine, generation }) => {
    await using database = (await trackingLens(engine, generation)).database;
    const { connection, statements } = listening(await database.open());
    const lens = await openLens(connection, await connection.catalogue());
    const request = { measure: 'speed', split: 'mean' as const, points: 1000, episodes: [] };
    const { series: all } = await lens.series({ ...request, sessions: [] });
    const named = all.map(({ id }) => id);
    const ofSome = (text: string) => /"episode_id" in \(select/.test(text);
    statements.length = 0;
    expect((await lens.series({ ...request, sessions: named })).series).toEqual(all);
    expect(statements.some(ofSome)).toBe(false);
    expect((await lens.series({ ...request, sessions: named.slice(1) })).series).toEqual(all.slice(1));
    expect(statements.some(ofSome)).toBe(true);
  },
);
