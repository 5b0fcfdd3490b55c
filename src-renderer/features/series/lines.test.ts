import { describe, expect, it } from 'vitest';
import type { Series } from '#shared/model/experiment.ts';
import { badgeText, longestGap, nearestPoint, pointsAsTsv, pointsPerLine, valueAt, valueExtent } from './lines.ts';

const thin = '\u202f';
const line = (change: Partial<Series>): Series => ({
  id: 'a',
  label: 'a',
  points: [],
  episodes: null,
  rows: 0,
  notFinite: 0,
  method: 'rows',
  ...change,
});
const count = (points: number): Series['points'] => Array.from({ length: points }, (_, x) => [x, x] as const);

describe('gaps', () => {
  it('are longer than three frames, than what the line usually keeps, and than a reduced pixel', () => {
    const every = (step: number) => Array.from({ length: 20 }, (_, index) => [index * step, 0] as const);
    expect(longestGap({ method: 'rows', points: every(1) }, 3000, 1000, 1)).toBe(3);
    expect(longestGap({ method: 'rows', points: every(20) }, 3000, 1000, 1)).toBe(60);
    expect(longestGap({ method: 'rows', points: [...every(1), [500, 0]] }, 3000, 1000, 1)).toBe(3);
    expect(longestGap({ method: 'm4', points: every(1) }, 3000, 100, 1)).toBe(60);
    expect(longestGap({ method: 'rows', points: [] }, 3000, 100, 2)).toBe(6);
  });
});

describe('the value at a time', () => {
  const points = [
    [0, 5],
    [10, 6],
    [20, 7],
  ] as const;
  it('is that of the last point before it', () => {
    expect([valueAt(points, -1), valueAt(points, 0), valueAt(points, 19), valueAt(points, 99)]).toEqual([
      undefined,
      [0, 5],
      [10, 6],
      [20, 7],
    ]);
  });
});

describe('the nearest point', () => {
  const lines = [
    {
      id: 'a',
      points: [
        [0, 0],
        [10, 0],
      ] as const,
    },
    { id: 'b', points: [[10, 4]] as const },
  ];
  const same = ([x, y]: readonly [number, number]) => [x, y] as const;
  it('is looked for on all lines, within reach', () => {
    expect(nearestPoint(lines, { x: 9, y: 3 }, same, 8)).toEqual({ id: 'b', point: [10, 4] });
    expect(nearestPoint(lines, { x: 5, y: 90 }, same, 8)).toBeUndefined();
    expect(nearestPoint(lines, { x: 9, y: 3 }, same, 8, [1, 17])).toEqual({ id: 'b', point: [10, 4] });
    expect(nearestPoint(lines, { x: 2, y: 0 }, same, 3, [-1, 5])).toEqual({ id: 'a', point: [0, 0] });
  });
});

describe('the extent of values', () => {
  it('has a margin, keeps zero as a floor, and survives constants and nothing', () => {
    expect(
      valueExtent([
        {
          points: [
            [0, 10],
            [1, 20],
          ],
        },
      ]),
    ).toEqual([9.6, 20.4]);
    expect(
      valueExtent([
        {
          points: [
            [0, 0.1],
            [1, 20],
          ],
        },
      ])[0],
    ).toBe(0);
    expect(valueExtent([{ points: [[0, -3]] }])).toEqual([-4.5, -1.5]);
    expect(valueExtent([{ points: [[0, 0]] }])).toEqual([-1, 1]);
    expect(valueExtent([])).toEqual([0, 1]);
  });
});

describe('the badge', () => {
  it('says what is drawn and what is not', () => {
    expect(
      badgeText({ series: [line({ rows: 90_000, points: count(1204), method: 'mean+m4', notFinite: 12 })] }, 'frame'),
    ).toBe(`90${thin}000 rows → 1204 points, mean per frame, extremes kept, 12 not finite`);
    expect(badgeText({ series: [line({ rows: 1, points: count(1) })] }, 'frame')).toBe('1 row → 1 point, every row');
  });
  it('names each way once', () => {
    const series = [line({ rows: 5, points: count(5) }), line({ rows: 9000, points: count(4000), method: 'm4' })];
    expect(badgeText({ series }, 'frame')).toBe('9005 rows → 4005 points, every row or extremes kept');
    const bar = { from: 0, to: 1, share: 0.5, place: [0, 1] as const };
    const bars = new Map([
      [
        'a',
        [
          { ...bar, count: 3 },
          { ...bar, count: 0 },
        ],
      ],
    ]);
    const counted = [line({ rows: 40, points: count(9), notFinite: 2 })];
    expect(badgeText({ series: counted, bars }, 'frame')).toBe('40 rows → 1 bar, 2 not finite');
    const far = new Map([
      [
        'a',
        [
          { ...bar, count: 38 },
          { ...bar, count: 2, beyond: 'above' as const },
        ],
      ],
    ]);
    expect(badgeText({ series: counted, bars: far }, 'frame')).toBe(
      '40 rows → 2 bars, 2 far from all others in bars at the ends, 2 not finite',
    );
    expect(badgeText({ series: counted, strengths: new Map() }, 'frame')).toBe(
      '40 rows → 9 points, the stronger the more rows, 2 not finite',
    );
  });
});

describe('points per line', () => {
  it('are the pixels, less when there are many lines', () => {
    expect(pointsPerLine(800, 1)).toBe(800);
    expect(pointsPerLine(1600, 30)).toBe(333);
    expect(pointsPerLine(1600, 900)).toBe(50);
  });
});

describe('copied points', () => {
  it('are the drawn ones, as they are', () => {
    const answer = {
      measure: { id: 'speed', title: 'Speed', unit: 'm/s', level: 'step', formula: null },
      x: { title: 'Frame', unit: null },
      series: [
        line({
          label: 'bird\t1',
          points: [
            [0, 0.1],
            [1, 1e-9],
          ],
        }),
      ],
      sql: '',
    } as const;
    expect(pointsAsTsv(answer)).toBe('line\tFrame\tSpeed (m/s)\nbird 1\t0\t0.1\nbird 1\t1\t1e-9');
  });
});
