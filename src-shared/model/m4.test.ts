import { describe, expect, it } from 'vitest';
import { LineReducer, type PixelGrid, type Point, pixelOf } from './m4.ts';

const grid: PixelGrid = { from: 0, to: 100, pixels: 20 };

describe('M4', () => {
  it.each(Object.entries(shapes()))('draws %s like all its points, pixel for pixel', (_, points) => {
    const { points: kept, whole } = reduce(points, grid);
    expect(whole).toBe(points.length <= 80);
    expect(raster(kept, grid)).toEqual(raster(points, grid));
    for (const pixel of new Set(kept.map(([x]) => pixelOf(x, grid)))) {
      expect(kept.filter(([x]) => pixelOf(x, grid) === pixel).length).toBeLessThanOrEqual(whole ? 80 : 4);
    }
  });

  it('would draw something else without the last points of the columns', () => {
    const points = randomWalk(2000);
    const { points: kept } = reduce(points, grid);
    const lacking = kept.filter((point, at) => pixelOf(point[0], grid) === pixelOf(kept[at + 1]?.[0] ?? -1, grid));
    expect(raster(lacking, grid)).not.toEqual(raster(points, grid));
  });

  it('takes the lower point at the first x, the higher at the last, the earliest of equal extremes', () => {
    const points: Point[] = [
      ...[3, 1, 2].map((y): Point => [0, y]),
      ...[1, 2, 3, 4].flatMap((x): Point[] => [
        [x, 0],
        [x, 9],
      ]),
      ...[5, 7, 6].map((y): Point => [4.5, y]),
    ];
    const many = [...points, ...points, ...points, ...points, ...points, ...points, ...points, ...points];
    expect(reduce(many, { from: 0, to: 100, pixels: 20 }).points).toEqual([
      [0, 1],
      [1, 0],
      [1, 9],
      [4.5, 7],
    ]);
  });

  it('puts the end of the range into the last column and what is beyond into none', () => {
    expect([-0.1, 0, 4.99, 5, 99.9, 100, 100.1].map((x) => pixelOf(x, grid))).toEqual([-1, 0, 0, 1, 19, 19, 20]);
    expect(pixelOf(7, { from: 7, to: 7, pixels: 20 })).toBe(0);
  });

  it('keeps the nearest points outside apart', () => {
    const line = new LineReducer(grid);
    for (const [x, y] of [
      [-5, 1],
      [-1, 2],
      [-1, 3],
      [50, 0],
      [101, 5],
      [101, 4],
      [110, 1],
    ] as Point[])
      line.add(x, y);
    expect(line.finish()).toEqual({ points: [[50, 0]], before: [-1, 3], after: [101, 4], whole: true });
  });
});

function reduce(points: readonly Point[], on: PixelGrid) {
  const line = new LineReducer(on);
  for (const [x, y] of shuffled(points)) line.add(x, y);
  return line.finish();
}

/** Lit pixels of a line without thickness, as `column:row`: each segment lights what it touches in each column. */
function raster(points: readonly Point[], { from, to, pixels }: PixelGrid): Set<string> {
  const rows = 50;
  const low = Math.min(...points.map(([, y]) => y));
  const high = Math.max(...points.map(([, y]) => y));
  const place = ([x, y]: Point): Point => [
    ((x - from) / (to - from)) * pixels,
    high > low ? ((y - low) / (high - low)) * (rows - 1e-9) : 0,
  ];
  const ordered = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]).map(place);
  const lit = new Set<string>();
  ordered.forEach((end, at) => {
    const start = ordered[at - 1] ?? end;
    const lastColumn = Math.min(Math.floor(end[0]), pixels - 1);
    for (let column = Math.floor(start[0]); column <= lastColumn; column++) {
      const inside = [Math.max(start[0], column), Math.min(end[0], column + 1)];
      const [y0, y1] = start[0] === end[0] ? [start[1], end[1]] : inside.map((x) => heightAt(start, end, x));
      for (let row = Math.floor(Math.min(y0!, y1!)); row <= Math.floor(Math.max(y0!, y1!)); row++) {
        lit.add(`${column}:${row}`);
      }
    }
    lit.add(`${lastColumn}:${Math.floor(end[1])}`);
  });
  return lit;
}

function heightAt([x0, y0]: Point, [x1, y1]: Point, x: number): number {
  if (x === x0) return y0;
  return x === x1 ? y1 : y0 + ((x - x0) / (x1 - x0)) * (y1 - y0);
}

function shapes(): Record<string, readonly Point[]> {
  const random = generator(7);
  const even = (count: number, y: (at: number) => number): Point[] =>
    Array.from({ length: count }, (_, at) => [(at / (count - 1)) * 100, y(at)]);
  return {
    'a random walk': randomWalk(5000),
    spikes: even(3000, (at) => (at % 137 === 0 ? 50 + random() : random())),
    'a constant': even(1000, () => 3),
    'a single point': [[42, 1]],
    'few points': even(30, () => random()),
    'several values at each x': even(4000, (at) => Math.floor(at / 4) + random()).map(([x, y]) => [Math.floor(x), y]),
    'a gap': randomWalk(3000).filter(([x]) => x < 30 || x > 71),
    'whole numbers': even(3000, () => Math.floor(random() * 5)),
    'one full column': Array.from({ length: 500 }, (): Point => [50 + random(), random()]),
  };
}

function randomWalk(count: number): Point[] {
  const random = generator(3);
  let y = 0;
  return Array.from({ length: count }, (_, at) => {
    y += random() - 0.5;
    return [(at / (count - 1)) * 100, y];
  });
}

function shuffled(points: readonly Point[]): Point[] {
  const random = generator(11);
  return points
    .map((point) => ({ point, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ point }) => point);
}

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
