import { describe, expect, it } from 'vitest';
import { dateText, dateTicks, dateTickText } from './dates.ts';

const at = (text: string) => Date.parse(text) / 1000;

describe('dates on an axis', () => {
  it('lie on round times of the clock and name the day at midnight', () => {
    const ticks = dateTicks(at('2024-01-15T21:10:00Z'), at('2024-01-16T05:00:00Z'), 9);
    expect(ticks.map((tick) => dateTickText(tick, ticks))).toEqual([
      '22:00',
      '23:00',
      '2024-01-16',
      '01:00',
      '02:00',
      '03:00',
      '04:00',
      '05:00',
    ]);
  });
  it('name days over weeks, and seconds within a minute', () => {
    const days = dateTicks(at('2024-01-01T00:00:00Z'), at('2024-01-06T12:00:00Z'), 6);
    expect(days.map((tick) => dateTickText(tick, days)).slice(0, 2)).toEqual(['2024-01-01', '2024-01-02']);
    const seconds = dateTicks(at('2024-01-01T00:00:01Z'), at('2024-01-01T00:00:21Z'), 5);
    expect(seconds.map((tick) => dateTickText(tick, seconds))).toEqual([
      '00:00:05',
      '00:00:10',
      '00:00:15',
      '00:00:20',
    ]);
  });
});

describe('a date in words', () => {
  it('keeps milliseconds only where there are any, and says the number when there is no such date', () => {
    expect(dateText(1_705_298_671)).toBe('2024-01-15 06:04:31');
    expect(dateText(1_705_298_671.25)).toBe('2024-01-15 06:04:31.250');
    expect(dateText(1e15)).toBe('1000000000000000');
  });
});
