import { describe, expect, it } from 'vitest';
import { formatDuration, relativeTime } from './time.ts';

describe('relativeTime', () => {
  const now = new Date('2026-11-21T12:00:00Z');
  it.each([
    ['2026-11-21T11:59:50Z', 'just now'],
    ['2026-11-21T11:55:00Z', '5 minutes ago'],
    ['2026-11-20T12:00:00Z', 'yesterday'],
    ['2026-11-21T15:00:00Z', 'in 3 hours'],
    ['2024-11-21T12:00:00Z', '2 years ago'],
  ])('%s is %s', (then, words) => {
    expect(relativeTime(new Date(then), now)).toBe(words);
  });
});

it.each([
  [3.2, '3 ms'],
  [1240, '1.24 s'],
  [12_340, '12.3 s'],
  [125_000, '2 min 5 s'],
  [4_320_000, '1 h 12 min'],
])('%f ms lasts %s', (milliseconds, words) => {
  expect(formatDuration(milliseconds)).toBe(words);
});
