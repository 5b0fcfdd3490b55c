import { expect, it } from 'vitest';
import type { Measure, Series, SeriesAnswer } from '../model/experiment.ts';
import { chartCsv, chartTex } from './data.ts';
import { addsText, describeStack } from './describe-stack.ts';
import type { Fill } from './drawing.ts';
import { layOut } from './layout.ts';
import { stacksOf, wholesOf } from './read-stack.ts';
import { type ChartRequest, chartLookSchema, chartRequestSchema } from './request.ts';
import { stackOf } from './stack.ts';
import { areasOf, reducedStack } from './stack-areas.ts';

const measure = (id: string, partOf?: string): Measure => ({
  ...{ id, title: id.toUpperCase(), unit: null, level: 'episode', formula: null },
  ...(partOf !== undefined && { partOf }),
});
const series = (points: Series['points'], more: Partial<Series> = {}): Series => {
  const episodes = points.map(([x]) => `e${x}`);
  return { ...{ id: 's', label: 'run', points, episodes, rows: points.length, notFinite: 0, method: 'mean' }, ...more };
};
const answer = (id: string, points: Series['points'], more: Partial<Series> = {}): SeriesAnswer => ({
  ...{ measure: measure(id), x: { title: 'Episode', unit: null }, series: [series(points, more)], sql: `of ${id}` },
});

/** Two parts of which the second is not known of the last episode; the sum is, and more than both at the second. */
const whole = answer('sum', [
  [0, 3],
  [1, -2],
  [2, 5],
]);
const parts = [
  answer('a', [
    [0, 2],
    [1, -1],
    [2, 3],
  ]),
  answer('b', [
    [0, 1],
    [1, -2],
  ]),
];
const stack = stacksOf(whole, parts).stacks[0]!;
const request = (more: Partial<ChartRequest> = {}): ChartRequest => ({ ...chartRequestSchema.parse({}), ...more });
const picture = (more: Partial<ChartRequest> = {}) =>
  describeStack(request(more), { measure: whole.measure, x: whole.x, stack }, 100);

it('stacks what is above zero and what is below apart, each part narrowing where it changes its sign', () => {
  expect(stack.parts.map(areasOf)).toEqual([
    [
      [
        { x: 0, low: 0, high: 2 },
        { x: 1, low: 0, high: 0 },
        { x: 2, low: 0, high: 3 },
      ],
      [
        { x: 0, low: 0, high: 0 },
        { x: 1, low: -1, high: 0 },
        { x: 2, low: 0, high: 0 },
      ],
    ],
    // Nothing of it reaches to where it is not known.
    [
      [
        { x: 0, low: 2, high: 3 },
        { x: 1, low: 0, high: 0 },
      ],
      [
        { x: 0, low: 0, high: 0 },
        { x: 1, low: -3, high: -1 },
      ],
    ],
  ]);
});

it('says where parts add up to the whole, of the places that have all of them', () => {
  expect(stack.adds).toEqual({ places: 2, alike: 1, apart: 1 });
  expect(addsText(stack.adds, 'Sum')).toBe(
    'the parts add up to Sum at 1 of 2 places, elsewhere they are up to 1 apart',
  );
  expect(addsText({ places: 2, alike: 2, apart: 0 }, 'Sum')).toBe('the parts add up to Sum');
  expect(addsText({ places: 2, alike: 0, apart: 7.4267 }, 'Sum')).toBe(
    'the parts do not add up to Sum: up to 7.43 apart',
  );
});

it('breaks an area where a part is missing among others, and over a gap in time', () => {
  const points = (...xs: number[]) => xs.map((x) => [x, 1] as const);
  const { parts: broken } = stackOf(
    { id: 's', label: 'run', whole: undefined },
    [
      { measure: measure('a'), series: series(points(0, 1, 2, 9)) },
      { measure: measure('b'), series: series(points(0, 2, 9)) },
    ],
    3,
  );
  const xs = broken.map(({ pieces }) => pieces.map((piece) => piece.map(({ x }) => x)));
  expect(xs).toEqual([
    [[0, 1, 2], [9]],
    [[0], [2], [9]],
  ]);
});

it('draws areas under the whole as a line, says both in its data, and fills them in pgfplots', () => {
  const drawn = picture();
  expect(drawn.y).toMatchObject({ title: 'SUM', from: -3 - 0.32, to: 5 + 0.32 });
  expect(chartCsv(drawn)).toBe(
    'line,Episode,SUM,from,to\r\nA,0,2,0,2\r\nA,1,-1,-1,0\r\nA,2,3,0,3\r\nB,0,1,2,3\r\nB,1,-2,-3,-1\r\nSUM,0,3,,\r\nSUM,1,-2,,\r\nSUM,2,5,,\r\n',
  );
  const { items } = layOut(drawn, chartLookSchema.parse({}), (text, size) => (text.length * size) / 2, new Map());
  const fills = items.filter((item): item is Fill => item.kind === 'fill' && item.clip !== undefined);
  expect(fills.map(({ path }) => path.length)).toEqual([6, 6, 4, 4]);
  const curves = items.filter((item) => item.kind === 'stroke' && item.clip !== undefined);
  expect(curves.map((item) => (item.kind === 'stroke' ? item.colour : ''))).toEqual(curves.map(() => '#000000'));
  const tex = chartTex(drawn, { width: 89, height: 60 }, new Map());
  expect(tex.match(/-- cycle;/g)).toHaveLength(4);
  expect(tex).toContain('\\addlegendentry{SUM}');
});

it('stacks only the parts that a request names', () => {
  const drawn = picture({ lines: [{ source: 0, id: 'b', colour: '#123456' }] });
  expect(drawn.lines.map(({ id }) => id)).toEqual(['b']);
  expect(drawn.lines[0]?.areas?.[0]?.[0]).toEqual({ x: 0, low: 0, high: 1 });
});

it('keeps of many places those that a pixel shows', () => {
  const wave = Array.from({ length: 10_000 }, (_, x) => [x, x === 5003 ? 40 : Math.sin(x)] as const);
  const long = stacksOf(answer('sum', wave), [answer('a', wave), answer('b', wave)]).stacks[0]!;
  const [part] = reducedStack(long, [0, 9999], 50).parts;
  const kept = part!.pieces.flat();
  expect(kept.length).toBeLessThanOrEqual(50 * 10);
  expect(Math.max(...kept.map(({ value }) => value))).toBe(40);
  expect(Math.max(...long.parts[1]!.pieces.flat().map(({ above }) => above[1]))).toBe(80);
  const { series: line } = reducedStack(long, [0, 9999], 50).whole!;
  expect(line.points).toContainEqual([5003, 40]);
  expect(line.episodes?.[line.points.findIndex(([x]) => x === 5003)]).toBe('e5003');
});

it('adds nothing up that came reduced', () => {
  expect(() => stacksOf(whole, [answer('a', [[0, 1]], { method: 'mean+m4' })])).toThrow('choose a part of x');
});

it('knows the sums that measures are or are parts of', () => {
  const all = [measure('sum'), measure('a', 'sum'), measure('other'), measure('b', 'sum')];
  expect(wholesOf(all, [all[1]!]).map(({ id }) => id)).toEqual(['sum']);
  expect(wholesOf(all, [all[0]!, all[2]!]).map(({ id }) => id)).toEqual(['sum']);
  expect(wholesOf(all, [all[2]!])).toEqual([]);
});
