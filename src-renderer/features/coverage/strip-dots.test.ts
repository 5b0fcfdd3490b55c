import { describe, expect, it } from 'vitest';
import type { CoverageStrip, StripDot } from '#shared/model/coverage.ts';
import { APART, medianOf, stripRows, swarm, tellDot } from './strip-dots.ts';

const dot = (episode: number, value: number, flags: readonly number[] = []): StripDot => ({
  ...{ episode, value, flags, number: '3', start: 1.25 },
});

const session = { id: '1', label: 'AOA 9' };
const answer: CoverageStrip = {
  ...{ title: 'Duration', unit: 's', startUnit: 's', rows: ['walk', 'fe'], sides: ['left', 'right'], notFinite: 0 },
  flags: [
    { title: 'Audio failed', kind: 'failed' },
    { title: 'Outlier', kind: 'odd' },
    { title: 'Synchronisation failed', kind: 'failed' },
  ],
  episodes: [
    { id: 'a', label: 'left walk', session, row: 0, side: 0 },
    { id: 'b', label: 'right walk', session, row: 0, side: 1 },
    { id: 'c', label: 'left fe', session, row: 1, side: 0 },
  ],
  dots: [dot(0, 3, [1]), dot(0, 1), dot(1, 2, [1, 0]), dot(2, 5, [2]), dot(2, 5.5, [2, 0])],
};

describe('strips', () => {
  it('have a side each, by value, over what both sides reach', () => {
    const [walk, fe] = stripRows(answer);
    expect(walk?.strips.map(({ side, dots }) => [side, dots.map(({ value, look }) => [value, look])])).toEqual([
      [
        'left',
        [
          [1, 'fine'],
          [3, 'odd'],
        ],
      ],
      ['right', [[2, 'cross']]],
    ]);
    expect([walk?.from, walk?.to]).toEqual([0.92, 3.08]);
    expect([fe?.from, fe?.to]).toEqual([4.98, 5.52]);
    expect(fe?.strips.map(({ dots }) => dots.map(({ look }) => look))).toEqual([['triangle', 'cross'], []]);
  });

  it('say of a dot whose it is, when it was and what is wrong with it', () => {
    const [failed] = stripRows(answer)[0]!.strips[1]!.dots;
    expect(tellDot(failed!, answer, 'movement cycle')).toBe(
      'AOA 9 · right walk · movement cycle 3 from 1.25 s · 2 s · outlier · audio failed',
    );
  });

  it('put dots that would cover each other above and below, within their height', () => {
    expect(swarm([1, 2, 3, 30], 100)).toEqual([0, -APART, APART, 0]);
    const crowd = swarm(
      Array.from({ length: 101 }, () => 4),
      57,
    );
    expect([Math.min(...crowd), Math.max(...crowd)]).toEqual([-25, 25]);
    expect(new Set(crowd).size).toBe(101);
  });

  it('have a median', () => {
    expect([medianOf([]), medianOf([2]), medianOf([1, 2, 4]), medianOf([1, 2, 4, 8])]).toEqual([undefined, 2, 2, 3]);
  });
});
