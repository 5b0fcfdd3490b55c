import { describe, expect, it, onTestFinished } from 'vitest';
import type { Engine } from '#shared/model/source.ts';
import { createTestDatabase, engines } from '../../testing/engines.ts';
import type { LensSession } from '../lens-session.ts';
import { openLens } from '../open-lens.ts';

const request = { conditions: [], search: '', sort: [], limit: 200 };
const series = { sessions: [], episodes: [], split: 'mean' as const, points: 100 };

async function lensOf(engine: Engine, ...statements: string[]): Promise<LensSession> {
  const database = await createTestDatabase(engine);
  onTestFinished(() => database[Symbol.asyncDispose]());
  await database.execute(...statements);
  const connection = await database.open();
  const lens = await openLens(connection, await connection.catalogue());
  expect(lens.choice().id).toBe('generic');
  return lens;
}

const idsOf = async (lens: LensSession, session?: string) =>
  (await lens.episodesPage(session, request)).rows.map(([id]) => id);

describe.each(engines)('the generic lens on %s', (engine) => {
  it('follows foreign keys from steps to runs to experiments', async () => {
    const lens = await lensOf(
      engine,
      `create table experiments (id integer primary key, name varchar(50))`,
      `create table runs (id integer primary key, experiment_id integer not null references experiments (id), name varchar(50), lr real)`,
      `create table steps (run_id integer not null references runs (id), step integer not null, reward real, loss real, primary key (run_id, step))`,
      `insert into experiments values (1, 'baseline'), (2, 'ablation')`,
      `insert into runs values (1, 1, 'run 9', 0.5), (2, 1, 'run 10', 0.25), (3, 2, 'run 1', 0.125)`,
      `insert into steps values (1, 0, 1, 4), (1, 1, 3, 2), (2, 0, 10, 1), (3, 0, 5, null)`,
    );
    expect(lens.choice().words).toEqual({ session: 'experiment', episode: 'run', step: 'row' });
    expect(lens.choice().evidence).toContain('`runs` lists what run_id names');
    expect((await lens.sessionsPage(request)).rows.map((row) => row.slice(0, 2))).toEqual([
      ['1', 'baseline'],
      ['2', 'ablation'],
    ]);
    const page = await lens.episodesPage('1', request);
    expect(page.columns.map(({ name }) => name)).toEqual(['id', 'label', 'session', 'lr']);
    expect(page.rows).toEqual([
      ['1', 'run 9', '1', 0.5],
      ['2', 'run 10', '1', 0.25],
    ]);
    const ups = await lens.episodesRollUps(['1', '3']);
    expect(ups.columns.map(({ name }) => name)).toEqual(['steps', 'duration', 'total_reward']);
    expect(ups.rows).toEqual({ 1: [2, 1, 4], 3: [1, 0, 5] });
    expect((await lens.sessionsRollUps(['1', '2'])).rows).toEqual({ 1: [2, 3, 1, 14], 2: [1, 1, 0, 5] });
    const over = await lens.series({ ...series, measure: 'reward' });
    expect(over.series.map(({ label, points }) => [label, points])).toEqual([
      [
        'baseline',
        [
          [0, 4],
          [1, 10],
        ],
      ],
      ['ablation', [[0, 5]]],
    ]);
    const loss = await lens.series({ ...series, measure: 'loss', episodes: ['1', '3'] });
    expect(loss.series).toMatchObject([
      {
        label: 'run 9',
        points: [
          [0, 4],
          [1, 2],
        ],
        rows: 2,
        notFinite: 0,
      },
      { label: 'run 1', points: [], rows: 1, notFinite: 1 },
    ]);
  });

  it('finds episodes among the steps where no table lists them, numbered within a session', async () => {
    const lens = await lensOf(
      engine,
      `create table log (experiment varchar(20), episode_number integer, time_step integer, agent_id varchar(10), species varchar(10), pos_x real, pos_y real, vx real, vy real)`,
      `insert into log values
        ('b"1', 10, 0, 'k', 'bird', 1, 2, 3, 4), ('b"1', 10, 1, 'k', 'bird', 2, 3, 3, 4), ('b"1', 9, 0, 'l', 'rat', 5, 6, 0, 0),
        ('a', 9, 0, 'k', 'bird', 7, 8, 6, 8), ('a', 9, 0, 'k', 'env', 0, 0, null, null)`,
    );
    expect(lens.choice().words).toEqual({ session: 'experiment', episode: 'episode', step: 'row' });
    expect((await lens.sessionsPage(request)).rows).toEqual([
      ['a', 'a'],
      ['b"1', 'b"1'],
    ]);
    const nine = JSON.stringify(['b"1', '9']);
    const ten = JSON.stringify(['b"1', '10']);
    expect(await idsOf(lens)).toEqual([JSON.stringify(['a', '9']), nine, ten]);
    expect(await idsOf(lens, 'b"1')).toEqual([nine, ten]);
    const first = await lens.episodesPage(undefined, { ...request, limit: 1 });
    expect((await lens.episodesPage(undefined, { ...request, after: first.keys[0]! })).rows).toHaveLength(2);
    expect(await lens.header(ten)).toMatchObject({
      rows: 2,
      dimensions: 2,
      bounds: [
        [1, 2],
        [2, 3],
      ],
      label: '10',
    });
    expect((await lens.header(JSON.stringify(['a', '9']))).agents.map(({ key, apart }) => [key, apart])).toEqual([
      ['bird:k', false],
      ['env:k', true],
    ]);
    expect((await lens.rows(ten, request, ['bird:k'])).rows).toHaveLength(2);
    const frames = await lens.frames({ episode: ten, from: 0, to: 1 });
    expect(frames).toMatchObject({ types: ['bird'], names: '["k"]' });
    expect((await lens.episodesRollUps([nine, ten])).rows).toEqual({ [nine]: [1, 1, 1, 0, 0], [ten]: [2, 1, 2, 1, 5] });
    expect((await lens.sessionsRollUps(['a', 'b"1'])).rows).toEqual({
      a: [1, 2, 1, 1, 0, 10],
      'b"1': [2, 3, 1, 3, 1, expect.closeTo(10 / 3, 12)],
    });
    const speed = await lens.series({ ...series, measure: 'speed', episodes: [ten], split: 'agent' });
    expect(speed.series).toMatchObject([
      {
        id: `${ten}/bird:k`,
        points: [
          [0, 5],
          [1, 5],
        ],
      },
    ]);
  });

  it('reads times as seconds', async () => {
    const lens = await lensOf(
      engine,
      `create table readings (sensor_id integer, timestamp timestamp, temperature real, primary key (sensor_id, timestamp))`,
      `insert into readings values (4, '2024-01-01 00:00:00', 20), (4, '2024-01-01 00:00:30', 22), (11, '2024-01-01 00:00:00', 5)`,
    );
    expect(await idsOf(lens)).toEqual(['4', '11']);
    expect((await lens.episodesRollUps(['4'])).rows).toEqual({ 4: [2, 30] });
    const { time } = await lens.header('4');
    expect(time).toMatchObject({ first: 1704067200, last: 1704067230, unit: 'epoch seconds', column: 'timestamp' });
    const { series: lines } = await lens.series({ ...series, measure: 'temperature', episodes: ['4'] });
    expect(lines[0]?.points).toEqual([
      [1704067200, 20],
      [1704067230, 22],
    ]);
  });

  it('takes a table that has only a time as one episode', async () => {
    const lens = await lensOf(
      engine,
      `create table "weather log" (time real, "wind speed" real)`,
      `insert into "weather log" values (0, 4), (1, 6)`,
    );
    expect(await idsOf(lens)).toEqual(['weather log']);
    // The list of all tables is called tables.
    expect(lens.choice().words.episode).toBe('recording');
    expect(await lens.episodesCount(undefined, request)).toBe(1);
    expect((await lens.header('weather log')).rows).toBe(2);
    expect((await lens.episodesRollUps(['weather log'])).rows).toEqual({ 'weather log': [2, 1] });
    const { series: lines } = await lens.series({ ...series, measure: 'wind speed', episodes: ['weather log'] });
    expect(lines[0]?.points).toEqual([
      [0, 4],
      [1, 6],
    ]);
    await expect(lens.header('other')).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } });
  });

  it('shows a table of episodes though nothing has a time', async () => {
    const lens = await lensOf(
      engine,
      `create table episodes (id integer primary key, experiment varchar(20), total_reward real)`,
      `insert into episodes values (2, 'x', 5), (10, 'x', 7)`,
    );
    expect(lens.choice().words).toEqual({ session: 'experiment', episode: 'episode', step: null });
    expect(await idsOf(lens, 'x')).toEqual(['2', '10']);
    expect((await lens.sessionsRollUps(['x'])).rows).toEqual({ x: [2] });
    const { series: lines } = await lens.series({ ...series, measure: 'episode:total_reward' });
    expect(lines).toMatchObject([
      {
        label: 'x',
        points: [
          [0, 5],
          [1, 7],
        ],
        episodes: ['2', '10'],
      },
    ]);
    await expect(lens.rows('2', request, undefined)).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } });
  });

  it('answers with empty lists where there are only tables', async () => {
    const lens = await lensOf(engine, `create table people (id integer primary key, name varchar(20))`);
    expect(await lens.sessionsPage(request)).toEqual({ columns: [], rows: [], keys: [], more: false });
    expect(await lens.episodesCount(undefined, request)).toBe(0);
    expect(await lens.episodesRollUps(['1'])).toEqual({ columns: [], rows: {} });
    expect(await lens.measures({})).toEqual([]);
    await expect(lens.series({ ...series, measure: 'x' })).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } });
    await expect(lens.header('1')).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } });
  });
});
