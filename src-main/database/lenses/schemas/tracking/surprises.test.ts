import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../testing/engines.ts';
import type { LensSession } from '../../lens-session.ts';
import { openLens } from '../../open-lens.ts';
import { ids } from '../../testing/tracking-data.ts';
import { flockDatabase } from '../../testing/tracking-flock.ts';
import { trackingCases, trackingLens } from '../../testing/tracking-lens.ts';

async function sentencesOf(lens: LensSession): Promise<readonly string[]> {
  const found = await Promise.all(lens.surprises.ids().map((id) => lens.surprises.find(id)));
  return found.filter((sentence) => sentence !== null);
}

describe.each(trackingCases)('surprises of tracking, generation $generation on $engine', ({ engine, generation }) => {
  it('says what a person would not expect', async () => {
    const { database, lens } = await trackingLens(engine, generation);
    await using _ = database;
    expect(await sentencesOf(lens)).toEqual([
      `The episode ${ids.second} has no observations`,
      ...(generation === 'A' ? [expect.stringMatching(/^No extended property is stored/)] : []),
      ...(engine === 'duckdb' ? [expect.stringMatching(/^2 observations have no id/)] : []),
      expect.stringMatching(/^Episode numbers of 1 session follow the alphabet/),
      expect.stringMatching(/^Every 3-D episode has 30 frames per second/),
      expect.stringMatching(/^Tracked animals have speed 0 .*1 session/),
      `The session ${ids.run10} has no episodes`,
    ]);
  });
});

describe.each(['duckdb', 'postgres'] as const)('surprises of tracking on %s', (engine) => {
  it('expects no extended properties of 2-D boids', async () => {
    await using database = await createTestDatabase(engine);
    const flat = flockDatabase('E', engine).statements.map((each) =>
      each.includes('insert into sessions') ? each.replaceAll('boids_3d', 'boids_2d') : each,
    );
    await database.execute(...flat, 'delete from extended_properties');
    const bare = await database.open();
    expect((await sentencesOf(await openLens(bare, await bare.catalogue()))).join()).not.toContain('extended');
    await bare.close();
  });

  it('finds a rollout without its counterpart, and nothing in data as one expects them', async () => {
    await using database = await createTestDatabase(engine);
    await database.execute(...flockDatabase('E', engine).statements);
    const whole = await database.open();
    expect(await sentencesOf(await openLens(whole, await whole.catalogue()))).toEqual([
      expect.stringMatching(/^Positions of 1 session of 2-D boids were stretched/),
      'The session session-empty has no episodes',
    ]);
    await whole.close();
    await database.execute("insert into episodes values ('r-0001-actual', 'rollout-m', 2, 1, 1, 1, 'r.pkl', null)");
    const half = await database.open();
    expect(await sentencesOf(await openLens(half, await half.catalogue()))).toEqual(
      expect.arrayContaining(['The rollout r-0001-actual has no counterpart to compare it with']),
    );
  });
});
