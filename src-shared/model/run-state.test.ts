import { expect, it } from 'vitest';
import { stateReason, stateText } from './run-state.ts';

const now = Date.UTC(2026, 0, 2, 12);

it('a state says for how long, and why', () => {
  expect(stateText('stalled', now - 14 * 60_000, now)).toBe('stalled for 14 min');
  expect(stateText('stalled', now - 50 * 3_600_000, now)).toBe('stalled for 2 d');
  expect(stateText('running', now, now)).toBe('running');
  expect(stateReason('running', now - 90_000, now)).toBe('It last wrote 1 min ago, at 2026-01-02 11:58:30 UTC');
  expect(stateReason('running', undefined, now)).toContain('no time stamp');
  expect(stateReason('failed', undefined, now)).toBe('Its status says so');
});
