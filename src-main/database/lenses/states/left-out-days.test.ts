import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LeavingOut, NOTHING_LEFT_OUT } from '#shared/model/left-out.ts';
import { engines, type TestDatabase } from '../../testing/engines.ts';
import type { LensSession } from '../lens-session.ts';
import { openLens } from '../open-lens.ts';
import { type OccupancyRows, occupancyDatabase, occupancyRows } from '../testing/occupancy-data.ts';

const second = (text: string) => Date.parse(text) / 1000;

/** The day of 23 hours in Berlin, one alone, and two that follow each other, the second with 25 hours. */
const leftOut = [
  { room: 'office', day: '2024-03-31', from: second('2024-03-30T23:00Z'), to: second('2024-03-31T22:00Z') },
  { room: 'bedroom', day: '2024-03-30', from: second('2024-03-29T23:00Z'), to: second('2024-03-30T23:00Z') },
  { room: 'bedroom', day: '2024-10-26', from: second('2024-10-25T22:00Z'), to: second('2024-10-26T22:00Z') },
  { room: 'bedroom', day: '2024-10-27', from: second('2024-10-26T22:00Z'), to: second('2024-10-27T23:00Z') },
];

const isLeftOut = (room: string | null, at: number): boolean =>
  leftOut.some((day) => day.room === room && at >= day.from && at < day.to);

/** A row at the very beginning and one at the very end of a day, so that both bounds count. */
function withBounds(rows: OccupancyRows): OccupancyRows {
  const [first] = leftOut;
  const edges = [first!.from - 1, first!.from, first!.to - 1, first!.to].map((at, index) => ({
    ...{ at, room: 'office', zone: 'desk_a', on: index % 2 === 0, confidence: 0.75 },
  }));
  return { ...rows, readings: [...rows.readings, ...edges].sort((one, other) => one.at - other.at) };
}

const rows = withBounds(occupancyRows());

const deleted: OccupancyRows = {
  readings: rows.readings.filter(({ room, at }) => !isLeftOut(room, at)),
  transitions: rows.transitions.filter(({ from, to, at }) => !isLeftOut(from, at) && !isLeftOut(to, at)),
  predictions: rows.predictions.filter(({ room, at }) => !isLeftOut(room, at)),
};

const days: LeavingOut = {
  shown: false,
  items: [
    {
      ...{ key: 'k', lens: 'occupancy', finding: 'any', title: 'A check', level: 'episode' },
      ...{ ids: leftOut.map(({ room, day }) => JSON.stringify([room, day])), since: '2026-11-21T00:00:00Z' },
    },
  ],
};

async function opened(database: TestDatabase, leavingOut = NOTHING_LEFT_OUT): Promise<LensSession> {
  const connection = await database.open();
  return openLens(connection, await connection.catalogue(), undefined, 'Europe/Berlin', [], false, leavingOut);
}

const stretches = [
  { from: second('2024-03-29T20:00Z'), to: second('2024-04-02T10:00Z') },
  { from: second('2024-10-25T20:00Z'), to: second('2024-10-29T10:00Z') },
];

/** Everything that is told of states. */
async function told({ states }: LensSession) {
  return {
    overview: await states.overview(),
    bands: await Promise.all(stretches.map((range) => states.bands({ ...range, width: 20_000 }))),
    coarse: await Promise.all(stretches.map((range) => states.bands({ ...range, width: 7 }))),
    profiles: await Promise.all(
      stretches.flatMap((range) => ['bedroom', 'office'].map((session) => states.profile({ ...range, session }))),
    ),
    transitions: await Promise.all(stretches.map((range) => states.transitions(range))),
    predictions: await Promise.all(stretches.map((range) => states.predictions(range))),
  };
}

describe.each(engines)('days that were left out on %s', (engine) => {
  let whole: TestDatabase;
  let less: TestDatabase;
  beforeAll(async () => {
    whole = await occupancyDatabase(engine, 'alembic', rows);
    less = await occupancyDatabase(engine, 'alembic', deleted);
  });
  afterAll(async () => {
    await whole[Symbol.asyncDispose]();
    await less[Symbol.asyncDispose]();
  });

  it('have neither states, moves nor predictions, as if their rows were deleted', async () => {
    expect(deleted.readings.length).toBeLessThan(rows.readings.length);
    expect(deleted.transitions.length).toBeLessThan(rows.transitions.length);
    expect(deleted.predictions.length).toBeLessThan(rows.predictions.length);
    const lens = await opened(whole, days);
    expect(lens.choice().leftOut?.counts).toEqual([{ count: 4, word: ['day', 'days'] }]);
    const expected = await told(await opened(less));
    expect(await told(lens)).toEqual(expected);
    expect(await told(await opened(whole))).not.toEqual(expected);
    expect(await told(await opened(whole, { ...days, shown: true }))).not.toEqual(expected);
  });

  it('tell nothing to the days beside them', async () => {
    const summaries = async (lens: LensSession) => {
      const request = { conditions: [], search: '', sort: [], limit: 1000 };
      const { rows: all } = await lens.recordsPage('occupancy', undefined, request);
      const ids = leftOut.map(({ room, day }) => JSON.stringify([room, day]));
      return all.filter(([day]) => !ids.includes(String(day)));
    };
    const found = await summaries(await opened(whole, days));
    expect(found.length).toBeGreaterThan(3);
    expect(found).toEqual(await summaries(await opened(less)));
  });
});
