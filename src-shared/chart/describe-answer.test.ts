import { expect, it } from 'vitest';
import type { QuestionChartAnswer } from '../model/question.ts';
import { chartCsv, chartTex } from './data.ts';
import { describeAnswer } from './describe-answer.ts';
import { layOut } from './layout.ts';
import { chartLookSchema } from './request.ts';
import { svgOf } from './svg.ts';

const measure = (text: string, size: number) => (text.length * size) / 2;
const look = chartLookSchema.parse({});
const nothing = new Map<string, string>();

function answer(more: Partial<QuestionChartAnswer>): QuestionChartAnswer {
  return {
    kind: 'bar',
    x: { title: 'Room', unit: null, scale: 'category', categories: ['office', 'kitchen'] },
    y: { title: 'Arrivals', unit: null },
    shade: null,
    series: [
      {
        id: 'a',
        label: 'a',
        points: [
          [0, 4],
          [1, -2],
        ],
        rows: 2,
        notFinite: 0,
        method: 'rows',
      },
    ],
    rows: 2,
    leftOut: { lines: 0, bars: 0 },
    ...more,
  };
}

it('draws bars from zero over named places', () => {
  const chart = describeAnswer(answer({}), 'Arrivals per room', 1000);
  const { items } = layOut(chart, look, measure, nothing);
  const bars = items.filter((item) => item.kind === 'fill');
  expect(bars).toHaveLength(2);
  const floor = bars[0]?.path[0]?.[1] ?? 0;
  expect(bars.every(({ path }) => path[0]?.[1] === floor && path[3]?.[1] === floor)).toBe(true);
  expect((bars[0]?.path[1]?.[1] ?? 0) < floor && (bars[1]?.path[1]?.[1] ?? 0) > floor).toBe(true);
  // −2 is half as far below as 4 is above.
  expect(floor - (bars[0]?.path[1]?.[1] ?? 0)).toBeCloseTo(2 * ((bars[1]?.path[1]?.[1] ?? 0) - floor), -1);
  const texts = items.flatMap((item) => (item.kind === 'text' ? [item.text] : []));
  expect(texts).toEqual(expect.arrayContaining(['office', 'kitchen', 'Room', 'Arrivals']));
  expect(chartCsv(chart)).toBe('line,Room,Arrivals\r\na,office,4\r\na,kitchen,-2\r\n');
  expect(chartTex(chart, look, nothing)).toContain('xticklabels={{office},{kitchen}}');
});

it('draws clouds of points in steps of strength', () => {
  const points = Array.from({ length: 16 }, (_, at): [number, number] => [at, at]);
  const series = [
    { id: 'a', label: 'a', points, shades: points.map(([x]) => x), rows: 16, notFinite: 0, method: 'rows' as const },
  ];
  const x = { title: 'x', unit: 'm', scale: 'number' as const, categories: [] };
  const { items } = layOut(describeAnswer(answer({ kind: 'scatter', x, series }), 't', 1000), look, measure, nothing);
  const clouds = items.filter((item) => item.kind === 'stroke' && item.clip !== undefined);
  expect(clouds).toHaveLength(8);
  expect(
    svgOf({ width: 1, height: 1, ground: null, items: clouds, title: '', provenance: nothing }).match(/h0/g),
  ).toHaveLength(16);
});
