import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellNumber } from '#shared/model/cell.ts';
import { createTestDatabase, type TestDatabase } from '../../../testing/engines.ts';
import type { LensSession } from '../../lens-session.ts';
import { openLens } from '../../open-lens.ts';
import { run2, run10, trafficCases } from '../../testing/traffic-data.ts';

const request = { conditions: [], search: '', sort: [], limit: 200 };
const series = { sessions: [], episodes: [], split: 'mean' as const, points: 100 };

/** Ids of run-2, of its episodes in order, and of run-10's. */
const expected = {
  S1: { session: run2, episodes: [0, 7, 10].map((n) => `["${run2}","${n}"]`), other: `["${run10}","0"]` },
  S2: { session: 'a', episodes: ['2', '3', '1', '4'], other: '5' },
  S3: { session: 'run-2', episodes: [0, 7, 10].map((n) => `["run-2","${n}"]`), other: '["run-10","0"]' },
} as const;

describe.each(trafficCases)('traffic, $variant on $engine', ({ lens: id, variant, engine, statements }) => {
  let lens: LensSession;
  let database: TestDatabase;
  const { session, episodes, other } = expected[variant];
  const online = variant === 'S2' ? 1 : 0;

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    await database.execute(...statements);
    const connection = await database.open();
    lens = await openLens(connection, await connection.catalogue());
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const listed = async (name: string) => {
    const page = await lens.episodesPage(session, request);
    const at = page.columns.findIndex((each) => each.name === name);
    expect(at, name).toBeGreaterThanOrEqual(0);
    return page.rows.map((row) => row[at]);
  };
  const drawn = async (measure: string, ...sessions: string[]) => {
    const answer = await lens.series({ ...series, measure, sessions });
    return answer.series.map(({ points }) => points);
  };

  it('is recognised, and no other lens fits', () => {
    expect(lens.choice()).toMatchObject({ id, variant, chosen: false });
    expect(lens.choice().alternatives.flatMap(({ id: each, fits }) => (fits ? [each] : []))).toEqual(['generic']);
    expect(lens.choice().words).toEqual({
      session: 'experiment',
      episode: 'training episode',
      step: variant === 'S1' ? 'step' : null,
    });
  });

  it('lists experiments by name, numbers as numbers', async () => {
    const page = await lens.sessionsPage(request);
    expect(page.rows.map(([, label]) => label)).toEqual(['run-2', 'run-3', 'run-10']);
    expect(page.rows[0]?.[0]).toBe(session);
    const counts = await lens.sessionsRollUps(page.rows.map(([each]) => String(each)));
    expect(counts.rows[session]?.[0]).toBe(3 + online);
  });

  it('lists training episodes by number, with their facts and units', async () => {
    expect(await listed('id')).toEqual(episodes);
    const labels = ['episode 0', 'episode 7', 'episode 10', 'episode 0'].slice(0, 3 + online);
    expect(await listed('label')).toEqual(labels);
    expect((await listed('total_reward')).map((cell) => cellNumber(cell ?? null))).toEqual(
      [164.67, 100, 50.5, 200].slice(0, 3 + online),
    );
    const { columns } = await lens.episodesPage(session, request);
    expect(columns.find(({ name }) => name === 'avg_waiting_time')?.unit).toBe('s');
    if (variant === 'S1') {
      expect(await listed('day')).toEqual(['20250708', '20250708', '20250709']);
      expect(await listed('cycle')).toEqual(['1', '3', '2']);
    }
    if (variant === 'S2') {
      expect(await listed('phase')).toEqual(['offline', 'offline', 'offline', 'online']);
      expect(await listed('intersection')).toEqual(['Ecoland', 'elsewhere', 'Ecoland', null]);
    }
    if (variant === 'S3') expect(await listed('phase')).toEqual(['offline', 'offline', 'online']);
    const all = await lens.episodesPage(undefined, request);
    expect(new Set(all.rows.map(([each]) => each))).toEqual(new Set([...episodes, other]));
    const first = await lens.episodesPage(session, { ...request, limit: 1 });
    const rest = await lens.episodesPage(session, { ...request, after: first.keys[0]! });
    expect([...first.rows, ...rest.rows].map(([each]) => each)).toEqual(episodes);
  });

  it('draws measures of episodes over an experiment', async () => {
    expect(await drawn('avg_waiting_time', session)).toEqual([
      [[0, 17.18], [1, 16], [2, 12.5], ...(online ? [[3, 15]] : [])],
    ]);
    if (variant === 'S2') return;
    expect(await drawn('waiting_penalty', session)).toEqual([
      [
        [0, -15.2],
        [1, -3.5],
      ],
    ]);
  });

  it.runIf(variant !== 'S1')('draws vehicles by type, saying that they may be estimates', async () => {
    expect(await drawn('cars', session)).toEqual([
      [
        [0, 120],
        [2, 80],
      ],
    ]);
    const measures = await lens.measures({});
    expect(measures.find((each) => each.id === 'cars')?.title).toBe('Cars (may be estimated)');
    expect(measures.every(({ level }) => level === 'episode')).toBe(true);
    await expect(lens.header(episodes[0]!)).rejects.toThrow('no trajectories');
  });
});

describe.each(trafficCases.filter(({ variant }) => variant === 'S1'))(
  'steps of documented traffic on $engine',
  (each) => {
    let lens: LensSession;
    let database: TestDatabase;
    const [first, second] = expected.S1.episodes as [string, string];

    beforeAll(async () => {
      database = await createTestDatabase(each.engine);
      await database.execute(...each.statements);
      const connection = await database.open();
      lens = await openLens(connection, await connection.catalogue());
    });
    afterAll(() => database[Symbol.asyncDispose]());

    it('belong to an experiment and a number, and come in order', async () => {
      const page = await lens.rows(first, request, undefined);
      expect(page.rows.map(([step]) => step)).toEqual([30, 60, 90]);
      const header = await lens.header(first);
      expect(header).toMatchObject({
        rows: 3,
        label: 'episode 0',
        session: { id: run2, label: 'run-2' },
        time: { first: 30, last: 90, title: 'Step' },
      });
      expect(await lens.header(second)).toMatchObject({ rows: 0, time: null });
    });

    it('are rolled up', async () => {
      const { columns, rows } = await lens.episodesRollUps([first, second]);
      expect(columns.map(({ name }) => name)).toEqual([
        ...['steps', 'duration', 'total_immediate_reward', 'mean_active_vehicles'],
      ]);
      expect(rows).toEqual({ [first]: [3, 60, 3, 20], [second]: [0, null, null, null] });
      expect((await lens.sessionsRollUps([run2])).rows).toEqual({ [run2]: [3, 5, 90, 5, 15] });
    });

    it('are drawn per intersection and approach', async () => {
      const points = async (measure: string) => {
        const answer = await lens.series({ ...series, measure, episodes: [first] });
        return answer.series[0]?.points;
      };
      expect(await points('queue_ecoland')).toEqual([
        [30, 4],
        [60, 17],
      ]);
      expect(await points('ECOLAND/south')).toEqual([
        [30, 1],
        [60, 7],
      ]);
      expect(await points('ECOLAND')).toEqual([
        [30, 12],
        [60, 15.2],
      ]);
      const titles = (await lens.measures({ episode: first })).map(({ title }) => title);
      expect(titles).toEqual(
        expect.arrayContaining(['Queue: Ecoland, south', 'Waiting time: Ecoland', 'Reward: waiting penalty']),
      );
      const parts = (await lens.measures({})).flatMap(({ id, partOf }) => (partOf === undefined ? [] : [[id, partOf]]));
      // Of one that nobody documented nothing says what it is a part of.
      expect(Object.fromEntries(parts)).toEqual({
        waiting_penalty: 'total_reward',
        ...Object.fromEntries(['north', 'south', 'east', 'west'].map((side) => [`ECOLAND/${side}`, 'queue_ecoland'])),
      });
      expect(titles).toContain('Reward: own');
      expect(titles).not.toContain('Queue: Sandawa, south');
      expect(await points('queue_sandawa')).toEqual([]);
      expect(await points('immediate_reward')).toEqual([
        [30, 1],
        [60, 2.5],
        [90, -0.5],
      ]);
    });
  },
);
