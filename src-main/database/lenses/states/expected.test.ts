import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, type TestDatabase } from '../../testing/engines.ts';
import type { LensSession } from '../lens-session.ts';
import { openLens } from '../open-lens.ts';
import { type OccupancyRows, occupancyDatabase, occupancyRows, type Prediction } from '../testing/occupancy-data.ts';
import { statesOf } from '../testing/occupancy-seconds.ts';

const rows = occupancyRows();
const all = {
  from: Math.min(...rows.readings.map(({ at }) => at)) - 10,
  to: Math.max(...rows.readings.map(({ at }) => at)) + 86_400,
};

async function opened(database: TestDatabase): Promise<LensSession> {
  const connection = await database.open();
  return openLens(connection, await connection.catalogue(), undefined, 'Europe/Berlin');
}

describe.each(engines)('what was expected, on %s', (engine) => {
  let database: TestDatabase;
  let lens: LensSession;
  beforeAll(async () => {
    database = await occupancyDatabase(engine, 'sql-file', rows);
    lens = await opened(database);
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it('is scored by what counting seconds says', async () => {
    const { scores } = await lens.states.predictions(all);
    for (const session of ['bedroom', 'office']) {
      for (const horizon of [15, 120]) {
        const own = rows.predictions.filter((each) => each.room === session && each.horizon === horizon);
        const judged = own.flatMap(({ at, probability }) => {
          const [state] = statesOf(rows, session, at + horizon * 60, at + horizon * 60 + 1);
          return state === 'unknown' ? [] : [[probability!, Number(state === 'occupied')] as const];
        });
        const score = scores.find((each) => each.session === session && each.horizon === horizon);
        expect([score?.count ?? 0, score?.judged ?? 0]).toEqual([own.length, judged.length]);
        if (judged.length === 0) continue;
        const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
        expect(score?.brier).toBeCloseTo(mean(judged.map(([p, is]) => (p - is) ** 2)), 5);
        expect(score?.logLoss).toBeCloseTo(mean(judged.map(([p, is]) => -Math.log(is === 1 ? p : 1 - p))), 5);
        expect(score?.bins.reduce((sum, { count }) => sum + count, 0)).toBe(judged.length);
        expect(score?.bins.reduce((sum, { count, happened }) => sum + count * happened, 0)).toBeCloseTo(
          judged.reduce((sum, [, is]) => sum + is, 0),
        );
      }
    }
  });

  it('stands where it is about, each prediction once', async () => {
    const { expected } = await lens.states.bands({ ...all, width: 1000 });
    const made = rows.predictions.filter(({ horizon, at }) => horizon !== null && at + horizon * 60 < all.to);
    expect(expected.reduce((sum, { count }) => sum + count, 0)).toBe(made.length);
    const [first] = made.toSorted((a, b) => a.at - b.at);
    const shown = expected.find(({ at }) => Math.abs(at - (first!.at + first!.horizon! * 60)) < 0.01);
    expect(shown?.session).toBe(first?.room);
    expect(shown?.probability[1]).toBeCloseTo(first!.probability!, 5);
  });

  it('moves by the hour that clocks show, initial ones apart', async () => {
    const { moves, count } = await lens.states.transitions(all);
    expect(count).toBe(rows.transitions.length);
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', hourCycle: 'h23' });
    const expected = Map.groupBy(rows.transitions, ({ at, from, to }) =>
      JSON.stringify([from, to, Number(clock.format(at * 1000))]),
    );
    expect(new Map(moves.map(({ from, to, hour, ...own }) => [JSON.stringify([from, to, hour]), own.count]))).toEqual(
      new Map([...expected].map(([key, own]) => [key, own.length])),
    );
    expect(moves.find(({ from }) => from === null)).toMatchObject({
      to: 'bedroom',
      timed: 1,
      seconds: 12.5,
      least: 12.5,
    });
  });
});

const noon = Date.parse('2024-03-31T12:00:00Z') / 1000;
const reading = (minutes: number, room: string, zone: string, on: boolean, confidence = 1) => ({
  ...{ at: noon + minutes * 60, room, zone, on, confidence },
});
const byHand: OccupancyRows = {
  readings: [
    reading(-60, 'hall', 'full', false),
    reading(0, 'hall', 'full', true),
    reading(0.05, 'office', 'desk', true, 0.2),
    reading(10, 'hall', 'full', false),
    reading(10, 'hall', 'full', false),
    reading(20, 'office', 'desk', false),
    reading(20, 'office', 'desk', true),
    reading(100, 'hall', 'full', true),
    reading(400, 'hall', 'full', false),
  ],
  transitions: [],
  predictions: [30, 500].map(
    (minutes): Prediction => ({ at: noon + minutes * 60, room: 'hall', horizon: null, probability: null }),
  ),
};

describe.each(engines)('rows to look after, on %s', (engine) => {
  it('are gaps, doubles, doubts and rooms that begin at once', async () => {
    await using database = await occupancyDatabase(engine, 'models', byHand);
    const lens = await opened(database);
    const request = { from: noon - 600, to: noon + 500 * 60, gap: 3599, within: 5, below: 0.5 };
    const { parts, pairs } = await lens.states.care(request);
    const at = (minutes: number) => noon + minutes * 60;
    expect(
      parts.map(({ session, rows: found, gaps, gapSeconds, longest }) => [session, found, gaps, gapSeconds, longest]),
    ).toEqual([
      // From an hour before until the first, 90 minutes, and five hours.
      ['hall', 5, 3, 3600 + 5400 + 18_000, [at(100), at(400)]],
      ['office', 3, 0, 0, null],
    ]);
    expect(parts.map((each) => [each.duplicates, each.contradictions, each.unsure, each.changes])).toEqual([
      [1, 0, 0, 4],
      [1, 1, 1, 2],
    ]);
    expect(parts.map(({ silent, last }) => [silent, last])).toEqual([
      [0, 0],
      [380 * 60, 1],
    ]);
    expect(pairs).toEqual([{ one: 'hall', other: 'office', count: 1, first: at(0.05) }]);
  });

  it('judge how long nobody comes, where that is known', async () => {
    await using database = await occupancyDatabase(engine, 'models', byHand);
    const { vacancies } = await (await opened(database)).states.predictions({ from: noon - 600, to: noon + 600 * 60 });
    // Thirty minutes expected after half past twelve; after 70 somebody came. Beyond the record nothing is known.
    expect(vacancies).toEqual([
      { session: 'hall', count: 2, judged: 1, meanError: -40, meanAbsoluteError: 40, points: [[30, 70]] },
    ]);
  });
});
