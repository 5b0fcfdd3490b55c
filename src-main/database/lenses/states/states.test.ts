import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Band } from '#shared/model/states.ts';
import { engines, type TestDatabase } from '../../testing/engines.ts';
import type { LensSession } from '../lens-session.ts';
import { openLens } from '../open-lens.ts';
import { homeDatabase, homeRuns, homeStates } from '../testing/home-assistant-data.ts';
import { occupancyDatabase, occupancyRows } from '../testing/occupancy-data.ts';
import { countStates, type State, statesOf } from '../testing/occupancy-seconds.ts';

const rows = occupancyRows();
const second = (text: string) => Date.parse(text) / 1000;
/** Around the day with 23 hours in Berlin, and the one with 25. */
const spring = { from: second('2024-03-30T23:00Z'), to: second('2024-03-31T22:00Z') };
const autumn = { from: second('2024-10-26T22:00Z'), to: second('2024-10-27T23:00Z') };
const named: readonly State[] = ['vacant', 'occupied', 'unknown'];

/** What a band says, second by second. */
function drawn({ stretches }: Band, from: number, to: number): readonly State[] {
  const found: State[] = Array.from({ length: to - from }, () => 'unknown');
  for (const [since, until, state] of stretches) found.fill(named[state]!, since - from, until - from);
  return found;
}

describe.each(engines)('states of rooms on %s', (engine) => {
  let database: TestDatabase;
  let lens: LensSession;
  beforeAll(async () => {
    database = await occupancyDatabase(engine, 'alembic', rows);
    const connection = await database.open();
    lens = await openLens(connection, await connection.catalogue(), undefined, 'Europe/Berlin');
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it('are those of the zones that have readings', async () => {
    const overview = await lens.states.overview();
    expect(lens.choice().states).toBe('Occupancy');
    expect(overview?.words).toEqual({ on: 'occupied', off: 'vacant', session: 'room', part: 'zone' });
    expect(overview?.sessions.map(({ id, parts }) => [id, parts.map(({ label }) => label)])).toEqual([
      ['bedroom', ['bed_side_a', 'full']],
      ['office', ['desk_a', 'desk_b']],
    ]);
    const times = rows.readings.map(({ at }) => at);
    expect(overview?.extent).toEqual([Math.min(...times), Math.max(...times)]);
    expect(overview?.sessions[0]?.parts[1]?.rows).toBe(
      rows.readings.filter(({ room, zone }) => room === 'bedroom' && zone === 'full').length,
    );
  });

  it.each([
    ['the day of 23 hours', spring],
    ['the day of 25 hours', autumn],
    ['from before the record until after it', { from: second('2024-03-29T12:00Z'), to: second('2024-03-30T12:00Z') }],
    ['the summer without readings', { from: second('2024-04-01T09:30Z'), to: second('2024-04-03T10:00Z') }],
    ['its end', { from: second('2024-10-28T08:00Z'), to: second('2024-10-28T12:00Z') }],
  ])('hold as counting seconds says: %s', async (_, { from, to }) => {
    const { bands } = await lens.states.bands({ from, to, width: 20_000 });
    for (const room of ['bedroom', 'office']) {
      const band = bands.find((each) => each.session === room && each.part === null);
      const expected = statesOf(rows, room, from, to);
      expect(band?.crowds ?? []).toEqual([]);
      expect(countStates(drawn(band ?? { session: room, part: null, stretches: [], crowds: [] }, from, to))).toEqual(
        countStates(expected),
      );
      expect(drawn(band ?? { session: room, part: null, stretches: [], crowds: [] }, from, to)).toEqual(expected);
    }
  });

  it('are counted where they are shorter than a pixel, and none is lost', async () => {
    const { from, to } = spring;
    const fine = await lens.states.bands({ from, to, width: 20_000 });
    const coarse = await lens.states.bands({ from, to, width: 3 });
    expect(coarse.rows).toBe(rows.readings.filter(({ at }) => at >= from && at < to).length);
    for (const band of fine.bands) {
      const same = coarse.bands.find((each) => each.session === band.session && each.part === band.part)!;
      const counts = [0, 1, 2].map(
        (state) =>
          same.stretches.filter((each) => each[2] === state).length +
          same.crowds.reduce((sum, { count }) => sum + count[state]!, 0),
      );
      const seconds = [0, 1, 2].map(
        (state) =>
          same.stretches.reduce((sum, [since, until, is]) => sum + (is === state ? until - since : 0), 0) +
          same.crowds.reduce((sum, each) => sum + each.seconds[state]!, 0),
      );
      expect(counts).toEqual([0, 1, 2].map((state) => band.stretches.filter((each) => each[2] === state).length));
      expect(seconds).toEqual(
        [0, 1, 2].map((state) =>
          band.stretches.reduce((sum, [since, until, is]) => sum + (is === state ? until - since : 0), 0),
        ),
      );
      expect(same.stretches.length + same.crowds.length).toBeLessThan(8);
    }
  });

  it.each([
    ['23 hours', spring, 2, 0],
    ['25 hours', autumn, 2, 7200],
  ])('by hours of the clock on a day of %s', async (_, { from, to }, hour, length) => {
    const profile = await lens.states.profile({ from, to, session: 'office' });
    expect(profile.days).toHaveLength(1);
    expect(profile.length[hour]).toBe(length);
    expect(profile.length.reduce((sum, each) => sum + each, 0)).toBe(to - from);
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', hourCycle: 'h23' });
    const seconds = statesOf(rows, 'office', from, to);
    const expected = Array.from({ length: 24 }, () => ({ on: 0, off: 0 }));
    for (let at = from; at < to; at += 900) {
      const own = seconds.slice(at - from, at - from + 900);
      const { occupied, vacant } = countStates(own);
      const place = expected[Number(clock.format(at * 1000))]!;
      place.on += occupied;
      place.off += vacant;
    }
    expect(profile.on).toEqual(expected.map(({ on }) => on));
    expect(profile.off).toEqual(expected.map(({ off }) => off));
  });

  it('last as long as from one change to the next, those cut off apart', async () => {
    const { durations, cut } = await lens.states.profile({ ...spring, session: 'office' });
    const states = statesOf(rows, 'office', spring.from, spring.to);
    const runs: { state: State; since: number; until: number }[] = [];
    for (const [index, state] of states.entries()) {
      const last = runs.at(-1);
      if (last?.state === state) last.until = index + 1;
      else runs.push({ state, since: index, until: index + 1 });
    }
    const whole = runs.slice(1, -1).filter((run, index) => {
      const [before, after] = [runs[index]!, runs[index + 2]!];
      return run.state !== 'unknown' && before.state !== 'unknown' && after.state !== 'unknown';
    });
    const bins = [...durations.on, ...durations.off];
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(whole.length);
    expect(bins.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(
      whole.reduce((sum, { since, until }) => sum + until - since, 0),
    );
    expect(cut.on + cut.off).toBe(runs.filter(({ state }) => state !== 'unknown').length - whole.length);
  });
});

describe.each(['sqlite', 'postgres'] as const)('states of entities on %s', (engine) => {
  it.each(['meta', 'epoch', 'datetime'] as const)('hold until the recorder stops, %s', async (layout) => {
    await using database = await homeDatabase(engine, layout);
    const connection = await database.open();
    const lens = await openLens(connection, await connection.catalogue(), undefined, 'Europe/Berlin');
    const overview = (await lens.states.overview())!;
    expect(overview.sessions.map(({ id }) => id)).toEqual(['binary_sensor.office_presence', 'switch.lamp']);
    const [from, to] = [second('2024-03-30T23:00Z'), second('2024-03-31T22:00Z')];
    const { bands } = await lens.states.bands({ from, to, width: 20_000 });
    const found = drawn(bands.find(({ session }) => session === 'binary_sensor.office_presence')!, from, to);
    const own = homeStates.filter(({ entity }) => entity === 'binary_sensor.office_presence');
    const stop = homeRuns[0]!.ends!;
    const expected = found.map((_, index): State => {
      const state = own.findLast(({ at }) => at <= from + index);
      const gone = state === undefined || (stop > state.at && stop <= from + index);
      return gone ? 'unknown' : state.state === 'on' ? 'occupied' : state.state === 'off' ? 'vacant' : 'unknown';
    });
    expect(found).toEqual(expected);
  });
});
