import { describe, expect, it } from 'vitest';
import { type Day, daysBetween, offsetsBetween } from './days.ts';

const at = (text: string) => Date.parse(text);
const hours = ({ starts, ends }: Day) => (ends - starts) / 3_600_000;
const texts = ({ date, starts, ends }: Day) => [date, new Date(starts).toISOString(), new Date(ends).toISOString()];

describe('days of a time zone', () => {
  it('have 23 and 25 hours where clocks change', () => {
    const spring = daysBetween(at('2024-03-30T12:00Z'), at('2024-04-01T12:00Z'), 'Europe/Berlin');
    expect(spring.map(texts)).toEqual([
      ['2024-03-30', '2024-03-29T23:00:00.000Z', '2024-03-30T23:00:00.000Z'],
      ['2024-03-31', '2024-03-30T23:00:00.000Z', '2024-03-31T22:00:00.000Z'],
      ['2024-04-01', '2024-03-31T22:00:00.000Z', '2024-04-01T22:00:00.000Z'],
    ]);
    const autumn = daysBetween(at('2024-10-26T12:00Z'), at('2024-10-28T12:00Z'), 'Europe/Berlin');
    expect(autumn.map(hours)).toEqual([24, 25, 24]);
  });

  it('begin at half hours, change by half an hour, and begin at one where midnight is skipped', () => {
    const [india] = daysBetween(at('2024-01-15T12:00Z'), at('2024-01-15T12:00Z'), 'Asia/Kolkata');
    expect(texts(india!)).toEqual(['2024-01-15', '2024-01-14T18:30:00.000Z', '2024-01-15T18:30:00.000Z']);
    const lordHowe = daysBetween(at('2024-04-06T12:00Z'), at('2024-04-07T12:00Z'), 'Australia/Lord_Howe');
    expect(lordHowe.map(hours)).toEqual([24, 24.5]);
    const [cairo] = daysBetween(at('2024-04-26T12:00Z'), at('2024-04-26T12:00Z'), 'Africa/Cairo');
    expect(texts(cairo!)).toEqual(['2024-04-26', '2024-04-25T22:00:00.000Z', '2024-04-26T21:00:00.000Z']);
  });

  it('leave out a date that was skipped', () => {
    const samoa = daysBetween(at('2011-12-29T12:00Z'), at('2011-12-31T23:00Z'), 'Pacific/Apia');
    expect(samoa.map(({ date }) => date)).toEqual(['2011-12-29', '2011-12-31', '2012-01-01'].slice(0, samoa.length));
    expect(samoa.map(({ date }) => date)).not.toContain('2011-12-30');
  });

  it('touch the first and the last moment, follow each other, and agree with what clocks show', () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Africa/Cairo', 'America/Havana'];
    for (const zone of zones) {
      const days = daysBetween(at('2023-01-01T00:00Z'), at('2025-01-01T00:00Z'), zone);
      const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
      days.forEach(({ date, starts, ends }, index) => {
        expect([shown.format(starts), shown.format(ends - 1)]).toEqual([date, date]);
        if (index > 0) expect(starts).toBe(days[index - 1]!.ends);
      });
      expect(days[0]!.starts).toBeLessThanOrEqual(at('2023-01-01T00:00Z'));
      expect(days.at(-1)!.ends).toBeGreaterThan(at('2025-01-01T00:00Z'));
    }
  });

  it('need a zone that exists', () => {
    expect(() => daysBetween(0, 1, 'Europe/Atlantis')).toThrow(/no time zone/);
  });
});

it('tells from when on clocks were how far ahead', () => {
  const offsets = offsetsBetween(at('2024-01-01T00:00Z'), at('2024-12-31T00:00Z'), 'Europe/Berlin');
  expect(offsets).toEqual([
    { from: at('2024-01-01T00:00Z'), ahead: 3_600_000 },
    { from: at('2024-03-31T01:00Z'), ahead: 7_200_000 },
    { from: at('2024-10-27T01:00Z'), ahead: 3_600_000 },
  ]);
});
