import { describe, expect, it } from 'vitest';
import { type PixelGrid, type Point, pixelOf, tidy } from './m4.ts';
import { type CountedLine, KeptMeanLine, MeanLine, RowLine } from './m4-lines.ts';

const walk: PixelGrid = { from: 0, to: 9_999, pixels: 97 };

describe('rows taken at once', () => {
  const grids: Readonly<Record<string, PixelGrid>> = {
    'columns that divide nothing': walk,
    'a part of the range': { from: 1_234.5, to: 7_000.25, pixels: 61 },
    'a logarithmic axis': { ...walk, log: true },
    'columns narrower than doubles lie apart': { from: 2 ** 53, to: 2 ** 53 + 64, pixels: 1_000 },
    'times in milliseconds': { from: 1.7e12, to: 1.7e12 + 9_999, pixels: 1_000 },
    'a single x': { from: 5, to: 5, pixels: 10 },
  };

  it.each(Object.entries(grids))('are those taken one by one, over %s', (_, grid) => {
    for (const [x, y] of [ascending(grid), mixed(grid)]) {
      expect(atOnce(new RowLine(grid), x, y)).toEqual(oneByOne(new RowLine(grid), x, y));
    }
    const [x, y] = ascending(grid);
    expect(atOnce(new MeanLine(grid), x, y)).toEqual(oneByOne(new MeanLine(grid), x, y));
  });

  it.each(Object.entries(grids))('lie in the columns they are asked for, over %s', (_, grid) => {
    const [x, y] = ascending(grid);
    const { points, whole } = atOnce(new RowLine(grid), x, y);
    expect(whole).toBe(grid.from === grid.to);
    if (!whole) expect(points).toEqual(columnByColumn(grid, x, y));
  });

  it.each(Object.entries(grids))('are the same means in whatever order stretches of them come, over %s', (_, grid) => {
    const [x, y] = ascending(grid);
    const cut = x.findIndex((at, row) => row > 8_000 && at > x[row - 1]!);
    const line = new KeptMeanLine(grid);
    const from = Math.max(cut, 0);
    expect(line.addRows(x, y, from, x.length)).toBe(true);
    expect(line.addRows(x, y, 0, from)).toBe(true);
    expect(line.finish()).toEqual(atOnce(new MeanLine(grid), x, y));
  });

  it('end with false where means come by descending x', () => {
    expect(new MeanLine(walk).addRows(Float64Array.of(1, 3, 2), Float64Array.of(1, 1, 1), 0, 3)).toBe(false);
  });
});

/** 20,000 rows over a little more than the grid, now and then without a value or a place, with equal x. */
function ascending({ from, to }: PixelGrid): [Float64Array, Float64Array] {
  const count = 20_000;
  const span = to > from ? to - from : 2;
  const x = Float64Array.from(
    { length: count },
    (_, at) => from + (Math.floor(at / 3) / (count / 3)) * span * 1.1 - span * 0.05,
  );
  const y = Float64Array.from({ length: count }, (_, at) => Math.sin(at * 12.9898) * 43_758.5453 - 0.25);
  for (let at = 100; at < count; at += 977) y[at] = [Number.NaN, Infinity, -Infinity, 0, -3][((at / 977) % 5) | 0]!;
  for (let at = 333; at < count; at += 1_511) x[at] = Number.NaN;
  return [x, y];
}

function mixed(grid: PixelGrid): [Float64Array, Float64Array] {
  const [x, y] = ascending(grid);
  const order = Array.from(x.keys(), (at) => (at * 7_919) % x.length);
  return [Float64Array.from(order, (at) => x[at]!), Float64Array.from(order, (at) => y[at]!)];
}

/** First, last, lowest and highest of each column, by sorting its points. */
function columnByColumn(grid: PixelGrid, x: Float64Array, y: Float64Array): readonly Point[] {
  const drawn = [...x].flatMap((at, row): Point[] => {
    const inside = at >= grid.from && at <= grid.to && Number.isFinite(y[row]);
    return inside && (grid.log !== true || y[row]! > 0) ? [[at, y[row]!]] : [];
  });
  const columns = Map.groupBy(drawn, ([at]) => pixelOf(at, grid));
  return [...columns]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([, points]) => {
      const across = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
      const up = points.toSorted((a, b) => a[1] - b[1] || a[0] - b[0]);
      const down = points.toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
      return tidy([across[0]!, across.at(-1)!, up[0]!, down[0]!]);
    });
}

interface Taker {
  add(x: number, y: number): boolean;
  addRows(x: Float64Array, y: Float64Array, start: number, end: number): boolean;
  finish(): CountedLine;
}

function atOnce(line: Taker, x: Float64Array, y: Float64Array): CountedLine {
  for (let start = 0; start < x.length; start += 2_048) line.addRows(x, y, start, Math.min(x.length, start + 2_048));
  return line.finish();
}

function oneByOne(line: Taker, x: Float64Array, y: Float64Array): CountedLine {
  for (const [row, at] of x.entries()) if (Number.isFinite(at)) line.add(at, y[row]!);
  return line.finish();
}
