import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cell } from '#shared/model/cell.ts';
import type { OccupancyFamily } from '../../../care/schemas/occupancy.ts';
import { engines, type TestDatabase } from '../../../testing/engines.ts';
import type { LensSession } from '../../lens-session.ts';
import { openLens } from '../../open-lens.ts';
import { type OccupancyRows, occupancyDatabase, occupancyRows, type Reading } from '../../testing/occupancy-data.ts';
import { countStates, statesOf } from '../../testing/occupancy-seconds.ts';

const request = { conditions: [], search: '', sort: [], limit: 500 };
const rows = occupancyRows();
const cases = [
  ...engines.map((engine) => ({ engine, family: 'models' as OccupancyFamily })),
  { engine: 'postgres', family: 'sql-file' as OccupancyFamily } as const,
];

const numbered = rows.readings.map((reading, index) => ({ ...reading, id: index + 1 }));
const inOrder = numbered.toSorted((a, b) => a.at - b.at || a.id - b.id);

function pairsBy(key: (reading: Reading) => string) {
  return [...Map.groupBy(inOrder, key).values()].flatMap((own) =>
    own.slice(1).map((reading, index) => [own[index]!, reading] as const),
  );
}

describe.each(cases)('questions of occupancy, $family, on $engine', ({ engine, family }) => {
  let database: TestDatabase;
  let lens: LensSession;

  beforeAll(async () => {
    database = await occupancyDatabase(engine, family, rows);
    const connection = await database.open();
    lens = await openLens(connection, await connection.catalogue(), undefined, 'Europe/Berlin');
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const ask = async (question: string, values: Record<string, string | number> = {}) => {
    const page = await lens.questions.page({ question, values }, request);
    return page.rows.map((row) => Object.fromEntries(page.columns.map(({ name }, at) => [name, row[at] ?? null])));
  };
  const time = (cell: Cell | undefined) =>
    Date.parse(
      String(typeof cell === 'object' && cell !== null && 't' in cell ? cell.t : cell).replace(/(\+00|Z)?$/, 'Z'),
    ) / 1000;

  it('all have an answer', async () => {
    const ids = lens.questions.list().map(({ id }) => id);
    expect(ids).toHaveLength(17);
    for (const id of ids) expect((await ask(id)).length, id).toBeGreaterThanOrEqual(0);
  });

  it('find the changes of each zone by itself', async () => {
    const expected = pairsBy(({ room, zone }) => `${room}/${zone}`)
      .filter(([before, reading]) => before.on !== reading.on && reading.room === 'bedroom')
      .map(([, { id }]) => id);
    const found = await ask('state-changes', { room: 'bedroom' });
    expect(found.map(({ id }) => id).toSorted(byNumber)).toEqual(expected.toSorted(byNumber));
    expect(found.every(({ before }) => before === null || Number(before) > 0)).toBe(true);
  });

  it('find gaps between readings of a room', async () => {
    const expected = pairsBy(({ room }) => room)
      .map(([before, reading]) => reading.at - before.at)
      .filter((seconds) => seconds > 3600);
    const found = await ask('data-gaps', { seconds: 3600 });
    expect(found.map(({ seconds }) => seconds)).toEqual(expected.toSorted((a, b) => b - a));
    const one = found[0]!;
    expect(time(one['gap_end']) - time(one['gap_start'])).toBe(one['seconds']);
  });

  it('give readings of a time, and the newest', async () => {
    const [start, end] = ['2024-03-31T00:00:00Z', '2024-03-31T12:00:00Z'];
    const expected = inOrder.filter(({ at }) => at >= Date.parse(start) / 1000 && at < Date.parse(end) / 1000);
    const found = await ask('readings', { from: start, to: end });
    expect(found.map(({ id, state }) => [id, state])).toEqual(expected.map(({ id, on }) => [id, on]));
    const office = inOrder.filter(({ room }) => room === 'office').toReversed();
    const newest = await ask('latest-readings', { room: 'office', count: 3 });
    expect(newest.map(({ id }) => id)).toEqual(office.slice(0, 3).map(({ id }) => id));
  });

  it('find what was ingested twice, and what may have been a cat', async () => {
    const twice = rows.readings[10]!;
    const [found, ...others] = await ask('exact-duplicates');
    expect(others).toEqual([]);
    expect(found).toMatchObject({ copies: 2, states: 1, first_id: 11, last_id: rows.readings.length });
    expect(time(found!['timestamp'])).toBe(twice.at);
    const cats = inOrder.filter(({ confidence }) => confidence < 0.5).map(({ id }) => id);
    expect((await ask('suspected-cats')).map(({ id }) => id)).toEqual(cats);
  });

  it('count transitions by rooms and by hour', async () => {
    expect(await ask('transition-patterns')).toEqual([
      { from_room: 'bedroom', to_room: 'office', transitions: 2, duration: 40 },
      { from_room: 'office', to_room: 'office', transitions: 2, duration: 1 },
      { from_room: 'initial', to_room: 'bedroom', transitions: 1, duration: 12.5 },
      { from_room: 'office', to_room: 'bedroom', transitions: 1, duration: 12.5 },
    ]);
    const hour = (at: number) =>
      Number(
        new Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', hour: 'numeric', hourCycle: 'h23' }).format(
          at * 1000,
        ),
      );
    const counts = Map.groupBy(rows.transitions, ({ at, to }) => `${hour(at)} ${to}`);
    const found = await ask('arrivals-by-hour');
    expect(new Map(found.map((row) => [`${row['hour']} ${row['room']}`, row['arrivals']]))).toEqual(
      new Map([...counts].map(([key, own]) => [key, own.length])),
    );
  });

  it('judge predictions by what counting seconds tells', async () => {
    const expected = judged(rows);
    for (const row of await ask('accuracy')) {
      const own = expected.filter(({ room, horizon }) => room === row['room'] && horizon === row['horizon_minutes']);
      const known = own.filter(({ happened }) => happened !== null);
      const correct = known.filter(({ happened, probability }) => happened === probability >= 0.5);
      expect(row).toMatchObject({ predictions: own.length, judged: known.length, correct: correct.length });
      expect(row['accuracy']).toBeCloseTo(correct.length / known.length, 9);
    }
    const since = new Date((rows.predictions[12]!.at - 1) * 1000).toISOString();
    const late = await ask('accuracy', { from: since });
    expect(late.reduce((sum, row) => sum + Number(row['predictions']), 0)).toBe(8);
  });

  it('weigh the share of time by what is known', async () => {
    const days = ['2024-03-29', '2024-03-30', '2024-03-31', '2024-04-01', '2024-04-02'];
    const first = Date.parse('2024-03-28T23:00:00Z') / 1000;
    const states = statesOf(rows, 'office', first, Date.parse('2024-04-02T22:00:00Z') / 1000);
    const autumn = statesOf(
      rows,
      'office',
      Date.parse('2024-10-24T22:00Z') / 1000,
      Date.parse('2024-10-28T23:00Z') / 1000,
    );
    const { occupied, vacant } = countStates([...states, ...autumn]);
    const [found] = await ask('occupied-share', { room: 'office' });
    expect(found).toMatchObject({ room: 'office', days: days.length + 4 });
    expect(found!['share']).toBeCloseTo(occupied / (occupied + vacant), 9);
    const late = countStates(autumn);
    const [since] = await ask('occupied-share', { room: 'office', from: '2024-10-01' });
    expect(since!['known_hours']).toBeCloseTo((late.occupied + late.vacant) / 3600, 9);
    const week = await ask('occupied-share-by-weekday', { room: 'office' });
    const hours = week.reduce((sum, row) => sum + Number(row['known_hours']), 0);
    expect(hours).toBeCloseTo((occupied + vacant) / 3600, 6);
    const [saturday] = week.filter(({ name }) => name === 'Saturday');
    expect(saturday).toMatchObject({ weekday: 6, known_hours: expect.closeTo(48, 6) });
  });

  it('give both documented views', async () => {
    const hours = Map.groupBy(inOrder, ({ room, at }) => `${room} ${Math.floor(at / 3600) * 3600}`);
    const found = await ask('hourly-stats');
    expect(found).toHaveLength(hours.size);
    for (const row of found) {
      const own = hours.get(`${row['room']} ${time(row['hour'])}`)!;
      expect(row).toMatchObject({
        reading_count: own.length,
        active_zones: new Set(own.map(({ zone }) => zone)).size,
      });
      expect([time(row['first_reading']), time(row['last_reading'])]).toEqual([own[0]!.at, own.at(-1)!.at]);
    }
    const status = await ask('current-status');
    for (const room of ['bedroom', 'office']) {
      const zones = [
        ...Map.groupBy(
          inOrder.filter((each) => each.room === room),
          ({ zone }) => zone,
        ).values(),
      ];
      const on = zones.filter((own) => own.at(-1)!.on).length;
      expect(status.find((row) => row['room'] === room)).toMatchObject({
        active_zones: on,
        total_zones: zones.length,
        occupancy_status: on > 0 ? 'occupied' : 'vacant',
      });
    }
  });

  it('tell what is surprising', async () => {
    const found = await Promise.all(lens.surprises.ids().map((id) => lens.surprises.find(id)));
    expect(found.filter((each) => each !== null)).toEqual([
      '1 reading is there again among the newest 5000, of the same sensor at the same moment: history was ingested twice',
      '8 vacancy predictions among the newest 5000 predictions: the program itself fails to store these, so something else wrote them',
      '2 transitions lead from a room to itself',
    ]);
  });
});

function byNumber(a: Cell | undefined, b: Cell | undefined): number {
  return Number(a) - Number(b);
}

function judged(all: OccupancyRows) {
  return all.predictions.flatMap(({ at, room, horizon, probability }) => {
    if (horizon === null || probability === null) return [];
    const due = at + horizon * 60;
    const [state] = statesOf(all, room, due, due + 1);
    return [{ room, horizon, probability, happened: state === 'unknown' ? null : state === 'occupied' }];
  });
}
