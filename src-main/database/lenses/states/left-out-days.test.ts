import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LeavingOut, NOTHING_LEFT_OUT } from '#shared/model/left-out.ts';
import type { Band } from '#shared/model/states.ts';
import { engines, type TestDatabase } from '../../testing/engines.ts';
import type { LensSession } from '../lens-session.ts';
import { openLens } from '../open-lens.ts';
import { homeDatabase, homeRuns, homeStates, recorderLayouts } from '../testing/home-assistant-data.ts';
import { type OccupancyRows, occupancyDatabase, occupancyRows, type Reading } from '../testing/occupancy-data.ts';
import { countStates, type State, statesOf } from '../testing/occupancy-seconds.ts';

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

/** The same rows, and where a day begins that is left out, one that says of each zone that nothing is known from then on. */
const cut: OccupancyRows = {
  ...deleted,
  readings: [
    ...deleted.readings,
    ...leftOut.flatMap(({ room, from }) =>
      [...new Set(rows.readings.flatMap((each) => (each.room === room ? [each.zone] : [])))].map(
        (zone) => ({ at: from, room, zone, on: null, confidence: 1 }) as unknown as Reading,
      ),
    ),
  ].toSorted((one, other) => one.at - other.at),
};

const ids = leftOut.map(({ room, day }) => JSON.stringify([room, day]));

const leavingOut = (lens: string, episodes: readonly string[]): LeavingOut => ({
  shown: false,
  items: [
    {
      ...{ key: 'k', lens, finding: 'any', title: 'A check', level: 'episode' },
      ...{ ids: [...episodes], since: '2026-11-21T00:00:00Z' },
    },
  ],
});

const days = leavingOut('occupancy', ids);

async function opened(database: TestDatabase, leavingOut = NOTHING_LEFT_OUT): Promise<LensSession> {
  const connection = await database.open();
  return openLens(connection, await connection.catalogue(), undefined, 'Europe/Berlin', [], false, leavingOut);
}

const stretches = [
  { from: second('2024-03-29T20:00Z'), to: second('2024-04-02T10:00Z') },
  { from: second('2024-10-25T20:00Z'), to: second('2024-10-29T10:00Z') },
];

/** What does not depend on how long a state holds. */
async function told({ states }: LensSession) {
  return {
    overview: await states.overview(),
    expected: await Promise.all(
      stretches.map(async (range) => (await states.bands({ ...range, width: 20_000 })).expected),
    ),
    transitions: await Promise.all(stretches.map((range) => states.transitions(range))),
  };
}

const elsewhere = (reading: Reading): Reading => ({ ...reading, room: 'elsewhere' });

const named: readonly State[] = ['vacant', 'occupied', 'unknown'];

/** What a band says, second by second. */
function drawn(band: Band | undefined, from: number, to: number): readonly State[] {
  const found: State[] = Array.from({ length: to - from }, () => 'unknown');
  for (const [since, until, state] of band?.stretches ?? []) found.fill(named[state]!, since - from, until - from);
  return found;
}

/** The same in few words: which state for how many seconds, one after the other. */
function runsOf(states: readonly State[]): readonly (readonly [State, number])[] {
  const runs: [State, number][] = [];
  for (const state of states) {
    const last = runs.at(-1);
    if (last?.[0] === state) last[1] += 1;
    else runs.push([state, 1]);
  }
  return runs;
}

/** When days begin in Berlin, in epoch seconds. */
const midnight = (day: string) =>
  second(`${day}T00:00${day > '2024-03-31' && day <= '2024-10-27' ? '+02:00' : '+01:00'}`);

const dayAfter = (day: string) => new Date(Date.parse(`${day}T12:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** A time of any engine as ISO 8601 in UTC. */
function timeText(cell: unknown): string {
  const text = String((cell as { v?: unknown } | null)?.v ?? (cell as { t?: unknown } | null)?.t ?? cell);
  return text.replace(/(\+00(:00)?|Z)?$/, 'Z');
}

describe.each(engines)('days that were left out on %s', (engine) => {
  let whole: TestDatabase;
  let less: TestDatabase;
  let lens: LensSession;
  beforeAll(async () => {
    whole = await occupancyDatabase(engine, 'alembic', rows);
    less = await occupancyDatabase(engine, 'alembic', deleted);
    lens = await opened(whole, days);
  });
  afterAll(async () => {
    await whole[Symbol.asyncDispose]();
    await less[Symbol.asyncDispose]();
  });

  it('have neither rows, moves nor predictions, as if these were deleted', async () => {
    expect(deleted.readings.length).toBeLessThan(rows.readings.length);
    expect(deleted.transitions.length).toBeLessThan(rows.transitions.length);
    expect(deleted.predictions.length).toBeLessThan(rows.predictions.length);
    expect(lens.choice().leftOut?.counts).toEqual([{ count: 4, word: ['day', 'days'] }]);
    const expected = await told(await opened(less));
    expect(await told(lens)).toEqual(expected);
    expect(await told(await opened(whole))).not.toEqual(expected);
    expect(await told(await opened(whole, { ...days, shown: true }))).not.toEqual(expected);
  });

  it('have no states, and end what held before: nothing is known until the next reading', async () => {
    let differs = 0;
    // From before, from within and from after what is left out.
    const ranges = [...stretches, { ...stretches[0]!, from: second('2024-03-31T12:00Z') }];
    for (const { from, to } of [...ranges, { from: leftOut[0]!.to, to: leftOut[0]!.to + 7200 }]) {
      const { bands } = await lens.states.bands({ from, to, width: 20_000 });
      for (const room of ['bedroom', 'office']) {
        const expected = statesOf(cut, room, from, to);
        const of = (part: string | null) => bands.find((band) => band.session === room && band.part === part);
        expect(runsOf(drawn(of(null), from, to))).toEqual(runsOf(expected));
        const without = statesOf(deleted, room, from, to);
        differs += expected.filter((state, index) => state !== without[index]).length;
        for (const { part } of bands.filter((band) => band.session === room && band.part !== null)) {
          const [, zone] = JSON.parse(part!) as [string, string];
          const own = { ...cut, readings: cut.readings.map((each) => (each.zone === zone ? each : elsewhere(each))) };
          expect(runsOf(drawn(of(part), from, to))).toEqual(runsOf(statesOf(own, room, from, to)));
        }
      }
    }
    expect(differs).toBeGreaterThan(3600);
  });

  it('are known for no second of the hours of a profile, and are no silence to be looked after', async () => {
    for (const { from, to } of stretches) {
      for (const session of ['bedroom', 'office']) {
        const { on, off } = await lens.states.profile({ from, to, session });
        const sum = (seconds: readonly number[]) => seconds.reduce((all, each) => all + each, 0);
        const { occupied, vacant } = countStates(statesOf(cut, session, from, to));
        expect([sum(on), sum(off)]).toEqual([occupied, vacant]);
      }
    }
    const { parts } = await lens.states.care({ ...stretches[1]!, gap: 80_000, below: 0, within: 5 });
    expect(parts.filter(({ session }) => session === 'bedroom').map(({ gaps }) => gaps)).toEqual([0, 0]);
  });

  it('tell nothing to the days beside them, and decide no prediction', async () => {
    const request = { conditions: [], search: '', sort: [], limit: 1000 };
    const page = async (records: string) => {
      const { columns, rows: found } = await lens.recordsPage(records, undefined, request);
      return found.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])));
    };
    const kept = (await page('occupancy')).filter(({ episode }) => !ids.includes(String(episode)));
    expect(kept.length).toBeGreaterThan(3);
    for (const each of kept) {
      const [room, day] = JSON.parse(String(each['episode'])) as [string, string];
      const [from, to] = [midnight(day), midnight(dayAfter(day))];
      const { occupied, vacant } = countStates(statesOf(cut, room, from, to));
      expect([room, day, each['occupied_seconds'], each['known_seconds']]).toEqual([
        ...[room, day, occupied, occupied + vacant],
      ]);
    }
    const judged = (await page('predictions')).filter((each) => each['prediction_type'] === 'occupancy');
    for (const each of judged) {
      const [room] = JSON.parse(String(each['episode'])) as [string];
      const made = Date.parse(timeText(each['prediction_made_at'])) / 1000;
      const [state] = statesOf(
        cut,
        room,
        made + Number(each['horizon_minutes']) * 60,
        made + Number(each['horizon_minutes']) * 60 + 1,
      );
      expect([each['episode'], each['happened']]).toEqual([
        ...[each['episode'], state === 'unknown' ? null : Number(state === 'occupied')],
      ]);
    }
    expect(judged.length).toBeGreaterThan(5);
  });
});

describe.each(['sqlite', 'postgres'] as const)('days of entities that were left out on %s', (engine) => {
  it.each(recorderLayouts)('have no states, and end what held before, %s', async (layout) => {
    await using database = await homeDatabase(engine, layout);
    const [from, to] = [midnight('2024-03-29'), midnight('2024-04-02')];
    const [opens, closes] = [midnight('2024-03-30'), midnight('2024-03-31')];
    const entities = ['binary_sensor.office_presence', 'switch.lamp'];
    const lens = await opened(
      database,
      leavingOut(
        'home-assistant',
        entities.map((entity) => JSON.stringify([entity, '2024-03-30'])),
      ),
    );
    const stops = [
      homeRuns[0]!.ends!,
      Math.max(...homeStates.map(({ at }) => at).filter((at) => at < homeRuns[2]!.starts)),
    ];
    const end = Math.max(...homeStates.map(({ at }) => at));
    const { bands } = await lens.states.bands({ from, to, width: 400_000 });
    const on = await onShares(lens);
    for (const entity of entities) {
      const own = homeStates.filter((each) => each.entity === entity && !(each.at >= opens && each.at < closes));
      const expected = Array.from({ length: to - from }, (_, index): State => {
        const now = from + index;
        const state = own.findLast(({ at }) => at <= now);
        const gone = state === undefined || now >= end || [...stops, opens].some((at) => at > state.at && at <= now);
        return gone ? 'unknown' : state.state === 'on' ? 'occupied' : state.state === 'off' ? 'vacant' : 'unknown';
      });
      const band = bands.find(({ session }) => session === entity);
      expect(runsOf(drawn(band, from, to))).toEqual(runsOf(expected));
      for (const day of ['2024-03-29', '2024-03-31', '2024-04-01']) {
        // It has days until its last state only.
        if (entity === 'switch.lamp' && day === '2024-04-01') continue;
        const { occupied, vacant } = countStates(expected.slice(midnight(day) - from, midnight(dayAfter(day)) - from));
        const share = occupied + vacant === 0 ? null : occupied / (occupied + vacant);
        expect([entity, day, on.get(JSON.stringify([entity, day]))]).toEqual([
          ...[entity, day, share === null ? null : expect.closeTo(share, 6)],
        ]);
      }
    }
  });

  it.each(recorderLayouts)('are no latest state, %s', async (layout) => {
    await using database = await homeDatabase(engine, layout);
    const entity = 'binary_sensor.office_presence';
    const own = homeStates.filter((each) => each.entity === entity);
    const clock = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' });
    const last = clock.format(own.at(-1)!.at * 1000);
    const lens = await opened(database, leavingOut('home-assistant', [JSON.stringify([entity, last])]));
    const request = { conditions: [], search: '', sort: [], limit: 1000 };
    const { rows: found } = await lens.questions.page({ question: 'latest-states', values: {} }, request);
    const before = own.findLast(({ at }) => at < midnight(last))!;
    const others = new Set(homeStates.map((each) => each.entity)).size - 1;
    expect(found).toHaveLength(others + 1);
    const row = found.find(([id]) => id === entity)!;
    expect([row[1], Date.parse(timeText(row[2])) / 1000]).toEqual([before.state, expect.closeTo(before.at, 2)]);
    for (const [id, state] of found.filter(([each]) => each !== entity))
      expect(state).toBe(homeStates.findLast((each) => each.entity === id)!.state);
  });
});

async function onShares(lens: LensSession): Promise<ReadonlyMap<string, unknown>> {
  const request = { conditions: [], search: '', sort: [], limit: 1000 };
  const { columns, rows: found } = await lens.recordsPage('held', undefined, request);
  const at = (name: string) => columns.findIndex((column) => column.name === name);
  return new Map(found.map((row) => [String(row[at('episode')]), row[at('on_share')]]));
}
