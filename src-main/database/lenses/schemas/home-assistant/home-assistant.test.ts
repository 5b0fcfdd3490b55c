import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '../../../testing/engines.ts';
import type { LensSession } from '../../lens-session.ts';
import { openLens } from '../../open-lens.ts';
import { homeDatabase, homeRuns, homeStates, recorderLayouts } from '../../testing/home-assistant-data.ts';

const request = { conditions: [], search: '', sort: [], limit: 500 };
const engines = ['sqlite', 'postgres'] as const;
const cases = engines.flatMap((engine) => recorderLayouts.map((layout) => ({ engine, layout })));
const presence = 'binary_sensor.office_presence';

/** Days in Berlin, the second with 23 hours. */
const days = ['2024-03-29', '2024-03-30', '2024-03-31', '2024-04-01'] as const;
const starts = [
  '2024-03-28T23:00Z',
  '2024-03-29T23:00Z',
  '2024-03-30T23:00Z',
  '2024-03-31T22:00Z',
  '2024-04-01T22:00Z',
];
const moments = starts.map((text) => Date.parse(text) / 1000);

/** The state of an entity at every second of a day; `null` where nothing is known. */
function secondsOf(entity: string, day: number): readonly (string | null)[] {
  const own = homeStates.filter((each) => each.entity === entity);
  const last = Math.max(...homeStates.map(({ at }) => at));
  const crash = Math.max(...homeStates.filter(({ at }) => at < homeRuns[2]!.starts).map(({ at }) => at));
  const stops = [homeRuns[0]!.ends!, crash];
  const [from, to] = [moments[day]!, moments[day + 1]!];
  return Array.from({ length: to - from }, (_, index) => {
    const now = from + index;
    const state = own.findLast(({ at }) => at <= now);
    const known = state !== undefined && now < last && !stops.some((stop) => stop > state.at && stop <= now);
    return known && !['unavailable', 'unknown', ''].includes(state.state) ? state.state : null;
  });
}

describe.each(cases)('Home Assistant, $layout, on $engine', ({ engine, layout }) => {
  let database: TestDatabase;
  let lens: LensSession;

  beforeAll(async () => {
    database = await homeDatabase(engine, layout);
    const connection = await database.open();
    lens = await openLens(connection, await connection.catalogue(), undefined, 'Europe/Berlin');
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it('is recognised, and no other lens fits', () => {
    const { id, variant, alternatives, words } = lens.choice();
    expect([id, variant]).toEqual(['home-assistant', layout]);
    expect(alternatives.flatMap((each) => (each.fits ? [each.id] : []))).toEqual(['generic']);
    expect(words).toEqual({ session: 'entity', episode: 'day', step: 'state' });
  });

  it('lists entities and their days', async () => {
    const { rows } = await lens.sessionsPage(request);
    expect(rows.map(([id, , domain]) => [id, domain])).toEqual([
      [presence, 'binary_sensor'],
      ['sensor.office_temperature', 'sensor'],
      ['switch.lamp', 'switch'],
    ]);
    const page = await lens.episodesPage(presence, request);
    const at = (name: string) => page.columns.findIndex((column) => column.name === name);
    expect(page.rows.map((row) => [row[at('label')], row[at('hours')]])).toEqual([
      ...[
        ['2024-03-29', 24],
        ['2024-03-30', 24],
        ['2024-03-31', 23],
        ['2024-04-01', 24],
      ],
    ]);
  });

  it('keeps the text of states, numbers beside it, and when they changed', async () => {
    const [from, to] = [moments[2]!, moments[3]!];
    const own = homeStates.filter((each) => each.at >= from && each.at < to);
    const page = await lens.rows(`["sensor.office_temperature","${days[2]}"]`, request, undefined);
    const at = (name: string) => page.columns.findIndex((column) => column.name === name);
    const expected = own.filter(({ entity }) => entity === 'sensor.office_temperature');
    expect(page.rows.map((row) => [row[at('at')], row[at('state')], row[at('number')]])).toEqual(
      expected.map((each) => [each.at, each.state, each.state === 'unknown' ? null : Number(each.state)]),
    );
    const time = (cell: unknown) =>
      Date.parse(String((cell as { t?: string } | null)?.t ?? cell).replace(/(\+00|Z)?$/, 'Z')) / 1000;
    expect(page.rows.map((row) => time(row[at('changed')]))).toEqual(
      expected.map((each) => (homeStates.indexOf(each) % 3 === 0 ? each.at - 60 : each.at)),
    );
    expect(page.rows[0]![at('attributes')]).toContain('Office');
  });

  it('weighs states by the time they held, as counting seconds does', async () => {
    for (const entity of [presence, 'switch.lamp']) {
      const own = (await lens.episodesPage(entity, request)).rows.map((row) => String(row[0]));
      const { columns, rows } = await lens.episodesRollUps(own);
      const at = (name: string) => columns.findIndex((column) => column.name === name);
      for (const id of own) {
        const seconds = secondsOf(entity, days.indexOf(JSON.parse(id)[1]));
        const known = seconds.filter((state) => state !== null).length;
        const on = seconds.filter((state) => state === 'on').length;
        expect(rows[id]?.[at('total_known_hours')], id).toBeCloseTo(known / 3600, 6);
        expect(rows[id]?.[at('mean_on_share')], id).toBeCloseTo(on / known, 6);
      }
    }
    const id = `["sensor.office_temperature","${days[1]}"]`;
    const numbers = secondsOf('sensor.office_temperature', 1).flatMap((state) =>
      state === null ? [] : [Number(state)],
    );
    const { columns, rows } = await lens.episodesRollUps([id]);
    const mean = rows[id]?.[columns.findIndex(({ name }) => name === 'mean_mean')];
    expect(mean).toBeCloseTo(numbers.reduce((sum, each) => sum + each, 0) / numbers.length, 6);
  });

  it('has statistics beside the states, and answers about them', async () => {
    const page = await lens.recordsPage('hours', `["sensor.office_temperature","${days[0]}"]`, request);
    expect(page.rows).toHaveLength(5);
    const ask = async (question: string, entity: string) =>
      (await lens.questions.page({ question, values: { entity } }, request)).rows;
    expect((await ask('statistics', 'sensor.office_temperature')).map(([, mean]) => mean)).toHaveLength(30);
    const [, second] = await ask('availability', presence);
    const known = secondsOf(presence, 1).filter((state) => state !== null).length / 3600;
    expect(second?.slice(0, 3)).toEqual([days[1], expect.closeTo(known, 6), expect.closeTo(24 - known, 6)]);
    const latest = await lens.questions.page({ question: 'latest-states', values: {} }, request);
    expect(latest.rows.map(([entity, state]) => [entity, state])).toEqual(
      [presence, 'sensor.office_temperature', 'switch.lamp'].map((entity) => [
        ...[entity, homeStates.findLast((each) => each.entity === entity)!.state],
      ]),
    );
    expect(await lens.surprises.find('runs-not-closed')).toMatch(/^1 of 3 runs of the recorder was not closed/);
  });
});
