import { describe, expect, it } from 'vitest';
import { type Clocked, momentIn } from './sync.ts';

const one: Clocked = { first: 0, last: 100, step: 1, header: { frameRate: 10 } };
/** Begins at 1000, every second frame was kept, of twice as many a second, 200 steps. */
const other: Clocked = { first: 1000, last: 1400, step: 2, header: { frameRate: 20 } };

describe('the same moment of two episodes', () => {
  const at = (by: Parameters<typeof momentIn>[0], time: number) => momentIn(by, one, other, time, [30, 1100]);
  it('is as many steps after the beginning', () => expect(at('step', 25)).toBe(1050));
  it('is as many seconds after the beginning, of frames as they were counted', () => expect(at('time', 25)).toBe(1050));
  it('is the same share of the whole', () => expect(at('share', 25)).toBe(1100));
  it('is as many steps after an event, or before it', () => {
    expect([at('event', 30), at('event', 20), at('event', 31)]).toEqual([1100, 1080, 1102]);
  });
  it('counts steps where seconds are not known', () => {
    const silent = { ...other, header: { frameRate: null } };
    expect(momentIn('time', one, silent, 30, [0, 0])).toBe(1060);
  });
  it('is the beginning of an episode of one frame', () => {
    expect(momentIn('share', { ...one, last: 0 }, other, 0, [0, 0])).toBe(1000);
  });
});
