import { describe, expect, it } from 'vitest';
import type { SeriesRequest } from '#shared/contract/browse.ts';
import type { SeriesAnswer } from '#shared/model/experiment.ts';
import { joinedSeries } from '#shared/model/joined-series.ts';
import { parseSmoothing } from '#shared/model/smoothing.ts';
import { seededRandom } from '../../care/sample/random.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { insertRows, type TestValue } from '../../testing/insert-rows.ts';
import { lensOf } from '../testing/lens-of.ts';

const lens = {
  episode: { word: ['run', 'runs'] as [string, string], table: 'runs', id: ['run'], label: 'run' },
  steps: {
    ...{ word: ['step', 'steps'] as [string, string], table: 'steps', episode: ['run'], agent: 'agent' },
    time: { by: 'step', title: 'Step' },
    frameRate: 'rate',
    within: ['agent'],
  },
  measures: [{ id: 'loss', title: 'Loss', level: 'step' as const, value: 'loss' }],
};

const request: SeriesRequest = {
  ...{ measure: 'loss', sessions: [], episodes: ['a', 'b', 'c'], split: 'mean' },
  ...{ points: 40, from: 0, to: 2000 },
};
const grid = { from: 0, to: 2000, pixels: 40 };

type Row = readonly [run: string, agent: string, step: number, loss: TestValue];

async function stepsOf(engine: TestDatabase['engine'], rows: readonly Row[]): Promise<TestDatabase> {
  const database = await createTestDatabase(engine);
  await database.execute(
    'create table runs (run varchar(9) primary key, rate double precision)',
    'create table steps (run varchar(9), agent varchar(9), step integer, loss double precision)',
  );
  await insertRows(database, 'runs', [
    ['a', 30],
    ['b', 30],
    ['c', 29.97],
  ]);
  await insertRows(database, 'steps', rows);
  return database;
}

/** One look: what is new, joined to what was known, and the same asked whole. */
async function look(database: TestDatabase, before: SeriesAnswer | undefined, more: Partial<SeriesRequest> = {}) {
  const connection = await database.open();
  const seen = await lensOf(connection, lens);
  const now = await seen.series({ ...request, ...more, since: [...(before?.marks ?? [])] });
  const whole = await seen.series({ ...request, ...more });
  await connection.close();
  const { from = grid.from, to = grid.to, log } = more;
  return { now, whole, joined: before === undefined ? now : joinedSeries(before, now, { ...grid, from, to, log }) };
}

/** Every bit of it. */
function alike(joined: SeriesAnswer, whole: SeriesAnswer): void {
  expect(JSON.stringify(joined.series)).toBe(JSON.stringify(whole.series));
}

/** Means of the same values in another order may differ in the last bit. */
function sameLines(joined: SeriesAnswer, whole: SeriesAnswer): void {
  expect(joined.series.length).toBe(whole.series.length);
  for (const [at, { points, ...line }] of whole.series.entries()) {
    const { points: found, ...rest } = joined.series[at]!;
    expect(rest).toEqual(line);
    expect(found.map(([x]) => x)).toEqual(points.map(([x]) => x));
    for (const [index, [, y]] of points.entries()) expect(found[index]![1]).toBeCloseTo(y, 10);
  }
}

const told = ({ series }: SeriesAnswer) =>
  series.map(({ id, continues }) => (continues === undefined ? `${id} whole` : id));

describe.each(engines)('lines that are read on, on %s', (engine) => {
  it.each(['mean', 'agent'] as const)('are those that are read whole, whatever comes (%s)', async (split) => {
    const random = seededRandom(7);
    const next = { a: 0, b: 300, c: 900 };
    const value = (): TestValue => {
      const chance = random.uniform();
      return chance < 0.02 ? null : chance < 0.03 && engine !== 'sqlite' ? Number.NaN : random.normal();
    };
    const steps = (run: keyof typeof next, count: number): Row[] =>
      Array.from({ length: count }, () => next[run]++).flatMap((step) =>
        ['p', 'q'].map((agent): Row => [run, agent, step, value()]),
      );
    await using database = await stepsOf(engine, [...steps('a', 700), ...steps('b', 30), ...steps('c', 2)]);
    let { joined, whole } = await look(database, undefined, { split });
    sameLines(joined, whole);
    for (let time = 0; time < 12; time += 1) {
      const late: Row[] = time % 4 === 3 ? [['a', 'p', Math.floor(random.between(0, next.a)) + 0, 7]] : [];
      await insertRows(database, 'steps', [
        ...steps('a', Math.floor(random.between(0, 120))),
        ...steps('b', Math.floor(random.between(0, 3)) * 40),
        ...(time === 6 ? steps('c', 500) : []),
        ...late,
      ]);
      const found = await look(database, joined, { split });
      sameLines(found.joined, found.whole);
      ({ joined, whole } = found);
    }
  });

  it.each([
    { smooth: 'ema:0.9' },
    { smooth: 'ema:0.8/3', x: 'elapsed' },
    { smooth: 'mean:9' },
    { smooth: 'mean:120', split: 'mean' },
    { smooth: 'trailing:10', split: 'mean', x: 'elapsed' },
    { smooth: 'trailing:300', x: 'relative' },
    { smooth: 'gaussian:3', x: 'relative', split: 'mean' },
    { smooth: 'median:8' },
    { smooth: 'trailing:10', from: 500, to: 900 },
    { smooth: 'ema:0.95', from: 730, to: 2500 },
    { x: 'relative' },
    { x: 'elapsed', split: 'mean' },
  ] as const)('are byte for byte those that are read whole: %o', async ({ smooth, from = 0, to = 2000, ...how }) => {
    const random = seededRandom(11);
    const next = { a: 1, b: 300, c: 900 };
    const steps = (run: keyof typeof next, count: number, agents = ['p', 'q']): Row[] =>
      Array.from({ length: count }, () => next[run]++).flatMap((step) =>
        agents.map((agent): Row => {
          const value = random.normal() * 10 ** (3 * random.uniform());
          return [run, agent, step, random.uniform() < 0.03 ? null : value];
        }),
      );
    await using database = await stepsOf(engine, [...steps('a', 700), ...steps('b', 30, ['p']), ...steps('c', 2)]);
    const seconds = how.x === 'elapsed' ? 1 / 30 : 1;
    const more: Partial<SeriesRequest> = {
      ...{ split: 'agent', ...how, from: from * seconds, to: to * seconds },
      ...(smooth !== undefined && { smooth: parseSmoothing(smooth)! }),
    };
    let { joined, whole } = await look(database, undefined, more);
    alike(joined, whole);
    let goneOn = 0;
    for (let time = 0; time < 9; time += 1) {
      const late: Row[] = time % 4 === 3 ? [['a', 'p', Math.floor(random.between(1, next.a)), 7]] : [];
      await insertRows(database, 'steps', [
        ...steps('a', Math.floor(random.between(1, 90))),
        ...steps('b', Math.floor(random.between(0, 3)) * 40, time < 5 ? ['p'] : ['p', 'q']),
        ...(time === 6 ? steps('c', 500) : []),
        ...late,
      ]);
      const found = await look(database, joined, more);
      goneOn += found.now.series.filter(({ continues }) => continues !== undefined).length;
      ({ joined, whole } = found);
      alike(joined, whole);
    }
    expect(goneOn).toBeGreaterThan(8);
  });

  it('tell only what is new, until something before that is another', async () => {
    const rows = Array.from({ length: 900 }, (_, step): Row => ['a', 'p', step, step % 7]);
    await using database = await stepsOf(engine, rows);
    const only = { episodes: ['a'] };
    let before = (await look(database, undefined, only)).joined;
    const then = async (statement: string) => {
      await database.execute(statement);
      const { now, joined, whole } = await look(database, before, only);
      sameLines(joined, whole);
      before = joined;
      return { told: told(now), first: now.series[0]?.points[0]?.[0] };
    };
    // 40 columns of 50 steps: the last begins at 850.
    expect(await then(`insert into steps values ('a', 'p', 900, 3), ('a', 'p', 901, 9)`)).toEqual({
      ...{ told: ['a'], first: 850 },
    });
    expect(await then(`update steps set loss = 5 where step = 860`)).toEqual({ told: ['a'], first: 850 });
    expect(await then(`update steps set loss = 5.5 where step = 100`)).toEqual({ told: ['a whole'], first: 0 });
    expect((await then(`delete from steps where step = 900`)).told).toEqual(['a']);
    expect((await then(`delete from steps where step = 17`)).told).toEqual(['a whole']);
    expect((await then(`insert into steps values ('a', 'p', 17, 1)`)).told).toEqual(['a whole']);
    expect((await then(`update steps set loss = 7 - loss where step in (200, 206)`)).told).toEqual(['a whole']);
    expect((await then(`update steps set step = step + 2000 where step = 901`)).told).toEqual(['a']);
    expect((await then(`update steps set loss = 1e20 where step = 300`)).told).toEqual(['a whole']);
    expect((await then(`update steps set loss = loss + 0.001 where step = 40`)).told).toEqual(['a whole']);
    expect((await then(`update steps set loss = 2e20 where step = 300`)).told).toEqual(['a whole']);
  });

  it('look seldom at what is long known where that takes long, and always at what is new', async () => {
    const rows = Array.from({ length: 900 }, (_, step): Row => ['a', 'p', step, step % 7]);
    await using database = await stepsOf(engine, rows);
    const only = { episodes: ['a'] };
    const first = (await look(database, undefined, only)).joined;
    const took = (ago: number): SeriesAnswer => ({
      ...first,
      marks: first.marks!.map((mark) => ({ ...mark, seen: { ...mark.seen!, took: 2000, at: Date.now() - ago } })),
    });
    await database.execute(
      `insert into steps values ('a', 'p', 900, 3)`,
      `update steps set loss = 5.5 where step = 100`,
    );
    const soon = await look(database, took(60_000), only);
    expect(told(soon.now)).toEqual(['a']);
    expect(soon.joined.series[0]).toMatchObject({ rows: 901 });
    expect(soon.joined.series[0]!.points.at(-1)).toEqual([900, 3]);
    const late = await look(database, took(130_000), only);
    expect(told(late.now)).toEqual(['a whole']);
    sameLines(late.joined, late.whole);
  });

  it('are found by the title of their measure, too', async () => {
    await using database = await stepsOf(engine, [['a', 'p', 0, 1]]);
    const connection = await database.open();
    const seen = await lensOf(connection, lens);
    expect(await seen.series({ ...request, measure: 'Loss' })).toEqual(await seen.series(request));
    await connection.close();
  });
});
