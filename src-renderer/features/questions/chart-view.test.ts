import { expect, it } from 'vitest';
import type { QuestionChartAnswer, QuestionLine } from '#shared/model/question.ts';
import { badgeOf, drawnLines, placeNames, pointsAsTsv, xRange } from './chart-view.ts';

const line = (more: Partial<QuestionLine> = {}): QuestionLine => ({
  id: 'a',
  label: 'A',
  points: [
    [0, 1],
    [10, 2],
  ],
  rows: 2,
  notFinite: 0,
  method: 'rows',
  ...more,
});

const answer = (more: Partial<QuestionChartAnswer> = {}): QuestionChartAnswer => ({
  kind: 'line',
  x: { title: 'Frame', unit: 'frame', scale: 'whole', categories: [] },
  y: { title: 'Speed', unit: 'm/s' },
  shade: null,
  series: [line()],
  rows: 2,
  leftOut: { lines: 0, bars: 0 },
  ...more,
});

it('says from how many rows, reduced how, and what is left out', () => {
  expect(badgeOf(answer())).toBe('2 rows → 2 points, every row');
  const reduced = answer({
    rows: 100,
    series: [line({ method: 'm4', notFinite: 3 })],
    leftOut: { lines: 4, bars: 0 },
  });
  expect(badgeOf(reduced)).toBe('100 rows → 2 points, extremes kept, 3 not finite, the first 1 lines, 4 left out');
});

it('gives categories whole places, and numbers a little room', () => {
  expect(xRange(answer({ x: { title: 'x', unit: null, scale: 'category', categories: ['a', 'b', 'c'] } }))).toEqual([
    -0.5, 2.5,
  ]);
  const [from, to] = xRange(answer());
  expect([from < 0, to > 10]).toEqual([true, true]);
});

it('rounds names that are long numbers, and leaves words alone', () => {
  const categories = ['0.5546099999999999', 'north', '12', 'a very long name'];
  expect(placeNames(answer({ x: { title: 'x', unit: null, scale: 'category', categories } }))).toEqual([
    '0.5546',
    'north',
    '12',
    'a very long name',
  ]);
});

it('shows the strongest point of all lines in full', () => {
  const series = [line({ shades: [1, 3] }), line({ id: 'b', shades: [5, Number.NaN] })];
  const strengths = drawnLines(answer({ kind: 'scatter', series }), 'light', 500).map((each) => each.strengths);
  expect(strengths).toEqual([
    [0, 0.5],
    [1, 0],
  ]);
});

it('copies the drawn points with their names', () => {
  const x = { title: 'Kind', unit: null, scale: 'category', categories: ['a\tb', 'c'] } as const;
  const points = [
    [0, 1],
    [1, 2.5],
  ] as const;
  expect(pointsAsTsv(answer({ x, series: [line({ points })] }))).toBe('line\tKind\tSpeed (m/s)\nA\ta b\t1\nA\tc\t2.5');
});
