import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { occupancyFamilies } from '../../../care/schemas/occupancy.ts';
import type { Connection } from '../../../drivers/driver.ts';
import { engines, type TestDatabase } from '../../../testing/engines.ts';
import type { LensSession } from '../../lens-session.ts';
import { openLens } from '../../open-lens.ts';
import { occupancyDatabase, occupancyRows } from '../../testing/occupancy-data.ts';
import { countStates, statesOf } from '../../testing/occupancy-seconds.ts';

const request = { conditions: [], search: '', sort: [], limit: 500 };
const rows = occupancyRows();
const cases = engines.flatMap((engine) => occupancyFamilies.map((family) => ({ engine, family })));

/** The day of a moment, as clocks of a zone show it. */
function dateIn(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  return (at) => format.format(at * 1000);
}

/** Seconds of a room on a day in each state, counted once for all engines. */
const counted = new Map<string, ReturnType<typeof countStates>>();
function secondsOf(timeZone: string, id: string): ReturnType<typeof countStates> {
  const known = counted.get(timeZone + id);
  if (known !== undefined) return known;
  const [room, day] = JSON.parse(id) as [string, string];
  const noon = Date.parse(`${day}T12:00:00Z`) / 1000;
  const date = dateIn(timeZone);
  const minutes = Array.from({ length: 3 * 1440 }, (_, index) => noon - 129_600 + index * 60);
  const own = minutes.filter((at) => date(at) === day);
  const found = countStates(statesOf(rows, room, own[0]!, own.at(-1)! + 60));
  counted.set(timeZone + id, found);
  return found;
}

describe.each(cases)('occupancy, $family, on $engine', ({ engine, family }) => {
  let database: TestDatabase;
  let connection: Connection;

  beforeAll(async () => {
    database = await occupancyDatabase(engine, family, rows);
    connection = await database.open();
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const open = async (timeZone: string) => openLens(connection, await connection.catalogue(), undefined, timeZone);

  it('is recognised, and no other lens fits', async () => {
    const { id, variant, alternatives, words } = (await open('UTC')).choice();
    expect([id, variant]).toEqual(['occupancy', family]);
    expect(alternatives.flatMap((each) => (each.fits ? [each.id] : []))).toEqual(['generic']);
    expect(words).toEqual({ session: 'room', episode: 'day', step: 'reading' });
  });

  it('lists rooms', async () => {
    const lens = await open('Europe/Berlin');
    const { columns, rows: listed } = await lens.sessionsPage(request);
    expect(columns.map(({ name }) => name)).toEqual(['id', 'label', 'first_reading', 'last_reading']);
    expect(listed.map(([id]) => id)).toEqual(['bedroom', 'office']);
  });

  it('has lists begin with the share occupied, and the chart of a day with its readings', async () => {
    const lens = await open('Europe/Berlin');
    const listed = (await lens.episodesRollUps([])).columns.map(({ name }) => name);
    expect(listed.slice(0, 4)).toEqual([
      ...['mean_occupied_share', 'total_known_hours', 'greatest_longest_gap', 'total_arrivals'],
    ]);
    expect((await lens.measures({}))[0]?.id).toBe('occupied_share');
    const [day] = (await lens.episodesPage('office', request)).rows;
    const ofDay = (await lens.measures({ episode: String(day?.[0]) })).map(({ id }) => id);
    expect(ofDay.slice(0, 3)).toEqual(['presence', 'confidence', 'occupied_share']);
  });

  const zones = ['Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kolkata'];
  describe.each(family === 'alembic' ? zones : zones.slice(0, 1))('days in %s', (timeZone) => {
    const date = dateIn(timeZone);
    const dateOf = new Map(rows.readings.map(({ at }) => [at, date(at)]));
    let lens: LensSession;
    beforeAll(async () => {
      lens = await open(timeZone);
    });

    it('are those from the first row of a room to its last, with the hours that they have', async () => {
      const { rows: days, columns } = await lens.episodesPage('office', request);
      const at = (name: string) => columns.findIndex((column) => column.name === name);
      const [first, last] = [days[0]![at('label')], days.at(-1)![at('label')]];
      const moments = rows.readings.filter(({ room }) => room === 'office').map((each) => each.at);
      expect([first, last]).toEqual([date(Math.min(...moments)), date(Math.max(...moments))]);
      const hours = new Map(days.map((day) => [day[at('label')], day[at('hours')]]));
      if (timeZone === 'Europe/Berlin') {
        expect([hours.get('2024-03-30'), hours.get('2024-03-31'), hours.get('2024-10-27')]).toEqual([24, 23, 25]);
        expect(days.find((day) => day[at('label')] === '2024-03-31')?.[at('weekday')]).toBe('Sunday');
      } else if (timeZone === 'UTC' || timeZone === 'Asia/Kolkata')
        expect(new Set(hours.values())).toEqual(new Set([24]));
      expect(await lens.episodesCount('office', request)).toBe(days.length);
    });

    it('hold the readings that clocks there date so, in order', async () => {
      for (const day of ['2024-03-30', '2024-03-31', '2024-04-01', '2024-10-27']) {
        const expected = rows.readings
          .map((reading, index) => ({ ...reading, id: index + 1 }))
          .filter((reading) => reading.room === 'bedroom' && dateOf.get(reading.at) === day)
          .toSorted((a, b) => a.at - b.at || a.id - b.id);
        const page = await lens.rows(`["bedroom","${day}"]`, request, undefined);
        const id = page.columns.findIndex(({ name }) => name === 'id');
        expect(page.rows.map((row) => row[id])).toEqual(expected.map((reading) => reading.id));
        const header = await lens.header(`["bedroom","${day}"]`);
        expect(header.agents.map((agent) => [agent.id, agent.rows])).toEqual(
          ['bed_side_a', 'full'].map((zone) => [zone, expected.filter((each) => each.zone === zone).length]),
        );
      }
    });

    it('know for how long a room was occupied, as counting seconds does', async () => {
      const { rows: days } = await lens.episodesPage('office', request);
      const ids = days.map(([id]) => String(id));
      const { columns, rows: values } = await lens.episodesRollUps(ids);
      const at = (name: string) => columns.findIndex((column) => column.name === name);
      for (const id of ids.filter((each) => /2024-(03|04|10)/.test(each))) {
        const { occupied, vacant } = secondsOf(timeZone, id);
        const known = occupied + vacant;
        expect(values[id]?.[at('total_known_hours')] ?? 0).toBeCloseTo(known / 3600, 6);
        if (known === 0) expect(values[id]?.[at('mean_occupied_share')]).toBeNull();
        else expect(values[id]?.[at('mean_occupied_share')]).toBeCloseTo(occupied / known, 6);
      }
    });
  });

  it('has transitions and predictions beside the readings of a day', async () => {
    const lens = await open('Europe/Berlin');
    const listed = async (id: string, episode: string) => {
      const page = await lens.recordsPage(id, episode, request);
      return page.rows.map((row) => Object.fromEntries(page.columns.map(({ name }, at) => [name, row[at]])));
    };
    const [start] = rows.transitions;
    const day = dateIn('Europe/Berlin')(start!.at + 90_000);
    const transitions = await listed('transitions', `["office","${day}"]`);
    expect(transitions.map((each) => [each['direction'], each['from_room'], each['to_room']])).toEqual([
      ['in', 'bedroom', 'office'],
      ['in', 'office', 'office'],
      ['out', 'office', 'office'],
    ]);
    const made = rows.predictions.filter(
      (each) => each.room === 'office' && dateIn('Europe/Berlin')(each.at) === '2024-03-30',
    );
    const predictions = await listed('predictions', '["office","2024-03-30"]');
    expect(predictions.map((each) => each['horizon_minutes'])).toEqual(made.map(({ horizon }) => horizon));
    const judged = made.map(({ at, room, horizon }) => {
      if (horizon === null) return null;
      const [state] = statesOf(rows, room, at + horizon * 60, at + horizon * 60 + 1);
      return state === 'unknown' ? null : Number(state === 'occupied');
    });
    expect(predictions.map((each) => each['happened'])).toEqual(judged);
  });
});
