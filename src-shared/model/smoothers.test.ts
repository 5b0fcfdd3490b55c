import { describe, expect, it } from 'vitest';
import type { Point } from './m4.ts';
import { SmoothLine } from './smooth-line.ts';
import { smootherOf } from './smoothers.ts';
import { parseSmoothing, type Smoothing, smoothingText, writeSmoothing } from './smoothing.ts';

const every = ['ema:0.9', 'ema:0.5/2.5', 'mean:5', 'mean:4', 'trailing:10', 'gaussian:1.5', 'median:5', 'median:4'];
const causal = ['ema:0.9', 'ema:0.9/7', 'trailing:10'];
const named = (text: string): Smoothing => parseSmoothing(text)!;

function smooth(text: string, points: readonly Point[]): readonly Point[] {
  const found: Point[] = [];
  const smoother = smootherOf(named(text), { add: (x, y) => found.push([x, y]) });
  for (const [x, y] of points) smoother.add(x, y);
  smoother.finish();
  return found;
}
const values = (text: string, ys: readonly number[]) =>
  smooth(
    text,
    ys.map((y, x): Point => [x, y]),
  ).map(([, y]) => y);

/** The definitions written out, a loop over all rows for every row. */
function reference(smoothing: Smoothing, points: readonly Point[]): readonly Point[] {
  const mean = (ys: readonly number[]) => ys.reduce((sum, y) => sum + y, 0) / ys.length;
  const finite = ([, y]: Point) => Number.isFinite(y);
  const around = (at: number, before: number, after: number) =>
    points
      .slice(Math.max(0, at - before), at + after + 1)
      .filter(finite)
      .map(([, y]) => y);
  const weighted = (weights: readonly (readonly [number, number])[]) =>
    weights.reduce((sum, [w, y]) => sum + w * y, 0) / weights.reduce((sum, [w]) => sum + w, 0);
  const seen = points.filter(finite);
  const firstDistance = seen.map(([x]) => x - seen[0]![0]).find((distance) => distance > 0) ?? 1;
  const value = (at: number): number => {
    switch (smoothing.kind) {
      case 'ema': {
        const per = smoothing.per ?? firstDistance;
        const earlier = points.slice(0, at + 1).filter(finite);
        return weighted(earlier.map(([x, y]) => [smoothing.factor ** ((points[at]![0] - x) / per), y]));
      }
      case 'mean':
        return mean(around(at, Math.floor(smoothing.window / 2), Math.ceil(smoothing.window / 2) - 1));
      case 'trailing':
        return mean(around(at, smoothing.window - 1, 0));
      case 'gaussian': {
        const radius = Math.ceil(4 * smoothing.sigma);
        const near = points.flatMap(([, y], other) =>
          Math.abs(other - at) <= radius && Number.isFinite(y)
            ? [[Math.exp(-((other - at) ** 2) / (2 * smoothing.sigma ** 2)), y] as const]
            : [],
        );
        return weighted(near);
      }
      case 'median': {
        const sorted = around(at, Math.floor(smoothing.window / 2), Math.ceil(smoothing.window / 2) - 1).sort(
          (a, b) => a - b,
        );
        return mean(sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1));
      }
    }
  };
  return points.flatMap((point, at) => (finite(point) ? [[point[0], value(at)] as const] : []));
}

function walk(length: number): readonly Point[] {
  let seed = 7;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  let [x, y] = [0, 0];
  return Array.from({ length }, () => {
    x += random() < 0.1 ? 0 : random() * 3;
    y += random() - 0.5;
    const odd = random();
    return [x, odd < 0.05 ? Number.NaN : odd < 0.07 ? Number.POSITIVE_INFINITY : odd < 0.09 ? y * 1e6 : y];
  });
}

describe.each(every)('%s', (text) => {
  it('is what its definition says', () => {
    for (const length of [0, 1, 2, 3, 7, 300]) {
      const points = walk(length);
      const [found, expected] = [smooth(text, points), reference(named(text), points)];
      expect(found.map(([x]) => x)).toEqual(expected.map(([x]) => x));
      found.forEach(([, y], at) => {
        const scale = Math.max(1, ...expected.map(([, each]) => Math.abs(each)));
        expect(Math.abs(y - expected[at]![1]) / scale).toBeLessThan(1e-12);
      });
    }
  });
  it('keeps a constant exactly, also behind a spike, NaN and ∞', () => {
    expect(values(text, Array(60).fill(0.1))).toEqual(Array(60).fill(0.1));
    const odd = values(text, [
      Number.NaN,
      1,
      1,
      Number.NaN,
      1,
      Number.POSITIVE_INFINITY,
      1,
      -Number.MAX_VALUE,
      ...Array(400).fill(0.1),
    ]);
    expect(odd).toHaveLength(405);
    expect(odd.every(Number.isFinite)).toBe(true);
    if (!text.startsWith('ema')) expect(odd.at(-1)).toBe(0.1);
  });
  it('begins with the first value there is', () => {
    expect(values(text, [...Array(10).fill(Number.NaN), 100])).toEqual([100]);
  });
  it('comes back from its text', () => {
    expect(writeSmoothing(named(text))).toBe(text);
    expect(smoothingText(named(text), { x: 'step', rows: 'steps' })).not.toBe('');
  });
});

describe('smoothing that other tools get wrong', () => {
  it('draws two points without bias: (0.6·0 + 100) / 1.6', () => {
    expect(values('ema:0.6', [0, 100])[1]).toBeCloseTo(62.5, 12);
  });
  it('follows a step as the weights say: (1 − 0.9¹⁰) / (1 − 0.9¹¹) of 100', () => {
    expect(values('ema:0.9', [0, ...Array(10).fill(100)])[10]).toBeCloseTo(
      (100 * (1 - 0.9 ** 10)) / (1 - 0.9 ** 11),
      10,
    );
  });
  it.each(causal)('%s: the same prefix gives the same curve', (text) => {
    const points = walk(500);
    const prefix = smooth(text, points.slice(0, 200));
    expect(smooth(text, points).slice(0, prefix.length)).toEqual(prefix);
  });
  it('counts distance in x: a value 10 later fades as ten steps would', () => {
    const [, , last] = smooth('ema:0.9/1', [
      [0, 0],
      [1, 0],
      [11, 1],
    ]);
    expect(last![1]).toBeCloseTo(1 / (1 + 0.9 ** 10 + 0.9 ** 11), 12);
  });
});

describe('a line that is smoothed and reduced', () => {
  const draw = (rows: readonly Point[], mean: boolean) => {
    const line = new SmoothLine({ from: 0, to: 10, pixels: 100 }, named('trailing:2'), mean);
    expect(rows.every(([x, y]) => line.add(x, y))).toBe(true);
    return line.finish();
  };
  const rows: readonly Point[] = [
    [-1, 3],
    [1, 5],
    [1, Number.NaN],
    [1, 1],
    [2, 9],
    [11, 7],
  ];
  it('takes rows at one x by their value, in whichever order they come', () => {
    const { before, points, after, rows: count, finite, raw } = draw(rows, false);
    // 3 | 1, 5, NaN | 9 | 7: (3 + 1) / 2, (1 + 5) / 2, the mean of NaN and 9.
    expect([before, points, after]).toEqual([
      [-1, 3],
      [
        [1, 2],
        [1, 3],
        [2, 9],
      ],
      [11, 8],
    ]);
    expect([count, finite]).toEqual([4, 3]);
    expect(raw).toEqual([
      [-1, 3],
      [1, 1],
      [1, 5],
      [2, 9],
      [11, 7],
    ]);
    expect(draw(rows.toSpliced(1, 3, rows[3]!, rows[1]!, rows[2]!), false)).toEqual(draw(rows, false));
  });
  it('takes the mean at an x first', () => {
    expect(draw(rows, true)).toMatchObject({
      points: [
        [1, 3],
        [2, 6],
      ],
      rows: 4,
      finite: 3,
    });
  });
  it('refuses to go back', () => {
    const line = new SmoothLine({ from: 0, to: 10, pixels: 100 }, named('mean:3'), false);
    expect([line.add(2, 1), line.add(1, 1)]).toEqual([true, false]);
  });
});

it('takes no text that says no smoothing', () => {
  for (const text of [
    '',
    'ema',
    'ema:1',
    'ema:0.9/0',
    'ema:0.9/',
    'mean:0',
    'mean:2.5',
    'mean:3/2',
    'gaussian:-1',
    'box:3',
  ]) {
    expect(parseSmoothing(text), text).toBeUndefined();
  }
});
