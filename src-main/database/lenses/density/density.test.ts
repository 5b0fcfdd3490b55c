import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DensityRequest, densityRequestSchema } from '#shared/contract/density.ts';
import { unpackColumns } from '#shared/model/bulk.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/engines.ts';
import type { LensSession } from '../lens-session.ts';
import { openLens } from '../open-lens.ts';
import { type Flock, type FlockObservation, flock, flockDatabase } from '../testing/tracking-flock.ts';

describe.each(['duckdb', 'postgres'] as const)('where agents are, on %s', (engine) => {
  let database: TestDatabase;
  let lens: LensSession;
  let observations: Flock['observations'];

  beforeAll(async () => {
    const made = flockDatabase('E', engine);
    observations = made.observations;
    database = await createTestDatabase(engine);
    await database.execute(...made.statements);
    const connection = await database.open();
    lens = await openLens(connection, await connection.catalogue());
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const cells = async (request: Partial<DensityRequest>) => {
    const whole = densityRequestSchema.parse({ axes: ['x', 'y'], bin: 10, ...request });
    return unpackColumns(await (await lens.density(whole)).arrayBuffer());
  };
  const isAgent = ({ type }: FlockObservation) => !['env', 'target', 'food'].includes(type);

  it('counts agents of an episode, a session or all, targets apart', async () => {
    const count = async (request: Partial<DensityRequest>) =>
      [...(await cells(request)).rows!].reduce((sum, rows) => sum + rows, 0);
    const of = (is: (each: FlockObservation) => boolean) =>
      observations.filter((each) => is(each) && Number.isFinite(each.x) && Number.isFinite(each.y)).length;
    const [first] = flock.episodes;
    const inSession = ({ episode }: FlockObservation) => (flock.episodes as readonly string[]).includes(episode);
    expect(await count({ episodes: [first!] })).toBe(of((each) => isAgent(each) && each.episode === first));
    expect(await count({ sessions: [flock.session] })).toBe(of((each) => isAgent(each) && inSession(each)));
    expect(await count({})).toBe(of(isAgent));
    expect(await count({ from: 5, to: 9 })).toBe(of((each) => isAgent(each) && each.frame >= 5 && each.frame <= 9));
    const [type] = observations.filter((each) => !isAgent(each)).map((each) => each.type);
    expect(await count({ types: [type!] })).toBe(of((each) => each.type === type));
    expect(await count({ sessions: [flock.empty] })).toBe(0);
  });

  it('says how long agents stayed, at the frame rate of each episode, and how they moved', async () => {
    const answer = await cells({ bin: 1e6, seconds: true, velocity: true, axes: ['z', 'y'] });
    const known = observations.filter((each) => isAgent(each) && each.z !== null && Number.isFinite(each.z));
    const rate = ({ episode }: FlockObservation) => (episode.startsWith('rollout') ? 1 : 20);
    const inCell = (at: number) =>
      known.filter(
        ({ y, z }) => Math.floor(z! / 1e6) === answer.across![at] && Math.floor(y / 1e6) === answer.along![at],
      );
    expect(answer.across!.length).toBeGreaterThan(0);
    answer.rows!.forEach((rows: number, at: number) => {
      const some = inCell(at);
      expect(rows).toBe(some.length);
      expect(answer.seconds![at]).toBeCloseTo(
        some.reduce((sum, each) => sum + 1 / rate(each), 0),
        9,
      );
      const speeds = some.map(({ v }) => v[2]).filter((v) => v !== null && Number.isFinite(v)) as number[];
      if (speeds.length > 0) {
        expect(answer.vacross![at]).toBeCloseTo(speeds.reduce((sum, v) => sum + v, 0) / speeds.length, 9);
      }
    });
  });

  it('knows between what positions lie, and what it may be asked', async () => {
    const [first] = flock.episodes;
    const own = observations.filter((each) => isAgent(each) && each.episode === first);
    const xs = own.map(({ x }) => x).filter(Number.isFinite);
    const extent = await lens.densityExtent({ sessions: [], episodes: [first!] });
    expect(extent).toMatchObject({ unit: 'scene_units', yDown: false, hasVelocity: true, hasSeconds: true });
    expect(extent.bounds[0]).toEqual([Math.min(...xs), Math.max(...xs)]);
    expect(await lens.densityExtent({ sessions: [flock.empty], episodes: [] })).toMatchObject({ rows: 0, bounds: [] });
  });
});
