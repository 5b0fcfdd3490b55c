import { expect, it } from 'vitest';
import { barLine, closeBars } from './close-bars.ts';

const hundred = Array.from({ length: 100 }, (_, at) => at / 10);

function barsOf(lines: Readonly<Record<string, readonly number[]>>, whole = false) {
  const all = Object.values(lines).flat().filter(Number.isFinite);
  const extent = [Math.min(...all), Math.max(...all)] as const;
  return closeBars(
    { extent, most: 10, whole },
    (grid) => new Map(Object.entries(lines).map(([key, values]) => [key, barLine(values, grid)])),
  );
}

it('covers all values where they fill the axis', async () => {
  const { size, ends, lines } = await barsOf({ a: hundred });
  expect(size).toEqual([1, 1]);
  expect(ends).toBeUndefined();
  expect(lines.get('a')).toEqual({
    cells: Array.from({ length: 10 }, (_, at) => [at, 0, 10]),
    ...{ rows: 100, notFinite: 0 },
  });
});

it('counts what lies far from all others at the ends, which would leave one bar', async () => {
  const values = [...hundred, -3e5, 1e6, 2e6, Number.NaN];
  const { size, ends, lines } = await barsOf({ a: values });
  expect([size[0], ends]).toEqual([1, [0, 10]]);
  expect(lines.get('a')).toEqual({
    cells: Array.from({ length: 10 }, (_, at) => [at, 0, 10]),
    beyond: [
      { side: 'below', least: -3e5, greatest: -3e5, count: 1 },
      { side: 'above', least: 1e6, greatest: 2e6, count: 2 },
    ],
    ...{ rows: 104, notFinite: 1 },
  });
  const all = await barsOf({ a: values }, true);
  expect(all.ends).toBeUndefined();
  expect(all.lines.get('a')?.cells.map(([, , count]) => count)).toEqual([1, 100, 1, 1]);
});

it('comes closer again where outliers are of several sizes', async () => {
  const { ends, lines } = await barsOf({ a: [...hundred, 1e3, 1e30, 1e300] });
  expect(ends).toEqual([0, 10]);
  expect(lines.get('a')?.beyond).toEqual([{ side: 'above', least: 1e3, greatest: 1e300, count: 3 }]);
});

it('leaves no line outside that has another place, and nothing where all but a few values are alike', async () => {
  const far = hundred.map((value) => 500 + value);
  expect((await barsOf({ a: hundred, b: far })).ends).toBeUndefined();
  expect((await barsOf({ a: [...hundred.map(() => 1), 900] })).ends).toBeUndefined();
  // Quartiles are alike, the middle nine tenths are not.
  const half = [...hundred.map(() => 0), ...hundred, 1e6];
  expect((await barsOf({ a: half })).lines.get('a')?.beyond).toMatchObject([{ count: 1 }]);
});

it('has no bars without values', async () => {
  const { lines } = await closeBars(
    { extent: [0, 0], most: 10, whole: false },
    (grid) => new Map([['a', barLine([Number.NaN], grid)]]),
  );
  expect(lines.get('a')).toEqual({ cells: [], rows: 1, notFinite: 1 });
});
