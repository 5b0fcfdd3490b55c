import { describe, expect, it } from 'vitest';
import { countOf, formatBytes, groupDigits, roundNumber, shortCount } from './number.ts';

const thin = '\u202f';

describe('numbers as text', () => {
  it('groups digits and leaves everything else alone', () => {
    expect(groupDigits('1234')).toBe('1234');
    expect(groupDigits('-12345')).toBe(`-12${thin}345`);
    expect(groupDigits('12345.6789')).toBe(`12${thin}345.6789`);
    expect(groupDigits('NaN')).toBe('NaN');
    expect(groupDigits('2024-01-01')).toBe('2024-01-01');
  });

  it('shortens counts', () => {
    expect([0, 999, 1000, 99_449, 2_700_000, 999_600].map(shortCount)).toEqual([
      '0',
      '999',
      '1.0 k',
      '99.4 k',
      '2.7 M',
      '1.0 M',
    ]);
  });

  it('counts in words', () => {
    expect(countOf(1, ['row', 'rows'])).toBe('1 row');
    expect(countOf(10_000, ['row', 'rows'])).toBe(`10${thin}000 rows`);
  });

  it('rounds for summaries only', () => {
    expect(roundNumber(2.414_213_5)).toBe('2.414');
    expect(roundNumber(123_456.7, 6)).toBe(`123${thin}457`);
    expect(roundNumber(1.5e12)).toBe('1.500e+12');
    expect(roundNumber(Number.NaN)).toBe('NaN');
    expect(roundNumber(Number.NEGATIVE_INFINITY)).toBe('−∞');
  });

  it('says sizes as file managers do', () => {
    expect([0, 999, 1500, 12_000_000, 233_058_304].map(formatBytes)).toEqual([
      '0 B',
      '999 B',
      '1.5 kB',
      '12 MB',
      '233 MB',
    ]);
  });
});
