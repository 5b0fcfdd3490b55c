import { describe, expect, it } from 'vitest';
import type { Band, StatesProfile } from '#shared/model/states.ts';
import { atMoment, nextChange } from './band-rows.ts';
import { columnsOf, daySums, share, weekBehind, weekOf } from './profile-sums.ts';
import { readView, within, writeView, zoomed } from './view.ts';
import { momentText, tickLabel, zonedTicks } from './zoned.ts';

const second = (text: string) => Date.parse(text) / 1000;

describe('what a band shows at a moment', () => {
  const band: Band = {
    ...{ session: 'office', part: null },
    stretches: [
      [0, 10, 1],
      [30, 60, 0],
    ],
    crowds: [{ since: 12, until: 14, count: [1, 2, 0], seconds: [0.5, 1.5, 0] }],
  };

  it('is a state, several within a pixel, or nothing', () => {
    expect(atMoment(band, 0)).toEqual({ kind: 'state', state: 1, since: 0, until: 10 });
    expect(atMoment(band, 10)).toEqual({ kind: 'nothing' });
    expect(atMoment(band, 13)).toMatchObject({ kind: 'several', count: [1, 2, 0] });
    expect(atMoment(band, 59.9)).toMatchObject({ state: 0 });
    expect(atMoment(undefined, 5)).toEqual({ kind: 'nothing' });
  });

  it('changes next where something begins or ends', () => {
    expect([0, 10, 13, 60].map((at) => nextChange([band], at, true))).toEqual([10, 12, 30, undefined]);
    expect([0, 10, 13, 60].map((at) => nextChange([band], at, false))).toEqual([undefined, 0, 12, 30]);
  });
});

describe('the clocks of a zone', () => {
  it('put ticks at their midnights, across the days of 23 and 25 hours', () => {
    const [from, to] = [second('2024-03-30T00:00Z'), second('2024-04-02T12:00Z')];
    expect(zonedTicks(from, to, 5, 'Europe/Berlin').map((at) => new Date(at * 1000).toISOString())).toEqual([
      '2024-03-30T23:00:00.000Z',
      '2024-03-31T22:00:00.000Z',
      '2024-04-01T22:00:00.000Z',
    ]);
  });

  it('skip an hour, and show another twice', () => {
    const labels = (from: string, to: string) => {
      const ticks = zonedTicks(second(from), second(to), 10, 'Europe/Berlin');
      return ticks.map((tick) => tickLabel(tick, ticks, 'Europe/Berlin'));
    };
    expect(labels('2024-03-31T00:00Z', '2024-03-31T03:00Z')).toEqual([
      '01:00',
      '01:30',
      '03:00',
      '03:30',
      '04:00',
      '04:30',
      '05:00',
    ]);
    expect(labels('2024-10-27T00:00Z', '2024-10-27T02:00Z').at(-1)).toBe('03:00');
  });

  it('tell a moment as fine as asked', () => {
    expect(momentText(second('2024-03-31T01:15:30Z'), 'Europe/Berlin')).toBe('2024-03-31 03:15:30');
    expect(momentText(second('2024-03-31T01:15:30Z'), 'Asia/Kolkata', 60)).toBe('2024-03-31 06:45');
  });
});

describe('shares', () => {
  const hours = (value: number) => Array.from({ length: 48 }, () => value);
  const profile: StatesProfile = {
    ...{ session: 'office', days: ['2024-03-31', '2024-04-01'], length: hours(3600) },
    // On for half of what is known on Sunday, for a quarter on Monday, and nothing known of its last hour.
    on: [...hours(600).slice(24), ...hours(900).slice(25), 0],
    off: [...hours(600).slice(24), ...hours(2700).slice(25), 0],
    ...{ unknown: hours(0), durations: { on: [], off: [] }, cut: { on: 0, off: 0 } },
  };

  it('are weighted by the time with data', () => {
    expect(daySums(profile).map(share)).toEqual([0.5, 0.25]);
    const [sunday, monday] = [24 * 1200, 23 * 3600];
    expect(weekBehind(daySums(profile))[1]).toBeCloseTo((0.5 * sunday + 0.25 * monday) / (sunday + monday), 12);
    expect(columnsOf(profile, 1)[0]?.hours[0]).toEqual({ on: 1500, off: 3300, unknown: 0, length: 7200 });
    expect(columnsOf(profile, 9)).toHaveLength(2);
    expect(weekOf(profile).map((day) => share(day[0]!))).toEqual([0.25, ...Array(5).fill(Number.NaN), 0.5]);
    expect(share(weekOf(profile)[0]![23]!)).toBeNaN();
  });
});

describe('the view', () => {
  it('stands in the address', () => {
    const view = { session: 'office', range: [1.5, 9] as const, part: 'care' as const };
    expect(readView(writeView(view))).toEqual(view);
    expect(readView({ range: '9..1', part: 'nothing' })).toEqual({
      session: undefined,
      range: undefined,
      part: 'hours',
    });
  });

  it('keeps the moment under the pointer in its place, and stays within the record', () => {
    expect(zoomed([0, 100], 25, 0.5, [0, 100])).toEqual([12.5, 62.5]);
    expect(zoomed([50, 100], 100, 4, [0, 100])).toEqual([0, 100]);
    expect(within([-20, 30], [0, 100])).toEqual([0, 50]);
  });
});
