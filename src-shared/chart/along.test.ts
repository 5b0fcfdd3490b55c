import { expect, it } from 'vitest';
import type { SeriesAnswer } from '../model/experiment.ts';
import { alongInverse, alongText, answerAlong } from './along.ts';
import { common, describeChart } from './describe.ts';

const answer = (title: string, unit: string | null): SeriesAnswer => ({
  measure: { id: title, title, unit, level: 'step', formula: null },
  x: { title: 'frame', unit: 'frames' },
  series: [
    {
      ...{ id: 'e1', label: 'Orchard', rows: 2, notFinite: 0, method: 'rows', episodes: null },
      points: [
        [10, 1],
        [20, 2],
      ],
      raw: [[10, 3]],
      origin: { first: 100, per: 2 },
    },
  ],
  sql: 'select 1',
});

it('lays x along a common axis and leads back from there', () => {
  const along = { scale: 0.5, offset: 100 };
  const { x, series } = answerAlong(answer('Speed', 'm/s'), along);
  expect(x).toMatchObject({ title: 'frame × 0.5 + 100', unit: null });
  const [line] = series;
  expect(line?.points).toEqual([
    [105, 1],
    [110, 2],
  ]);
  expect(line?.raw).toEqual([[105, 3]]);
  expect([alongInverse(along, 105), alongInverse(along, 110)]).toEqual([10, 20]);
  // x = 10 of the database is the recorded time 100 + 10 × 2, wherever it is drawn.
  expect(line!.origin!.first + 105 * line!.origin!.per).toBe(120);
});

it('says what a mapping does', () => {
  expect(alongText('step', { scale: 1, offset: 0 })).toBe('step');
  expect(alongText('step', { scale: 2, offset: -3 })).toBe('step × 2 − 3');
  expect(answerAlong(answer('Speed', null), { scale: 1, offset: 5 }).x.unit).toBe('frames');
});

it('names every unit of an axis where they differ', () => {
  expect(common([{ title: 'Speed', unit: 'm/s' }])).toEqual({ title: 'Speed', unit: 'm/s' });
  const both = common([
    { title: 'Speed', unit: 'm/s' },
    { title: 'Reward', unit: null },
  ]);
  expect(both).toEqual({ title: 'Speed (m/s), Reward', unit: null });
});

it('describes two databases on one axis, each with its own x', () => {
  const request = { sessions: [], episodes: ['e1'], split: 'mean' as const, points: 100, measure: 'Speed' };
  const chart = describeChart(
    {
      sources: [
        { database: 'one', request },
        { database: 'other', request, along: { scale: 10, offset: 0 } },
      ],
      ...{ title: 'Both', axis: 'time', yScale: 'linear', references: [], notes: [] },
    },
    [answer('Speed', 'm/s'), answer('Reward', null)],
  );
  expect(chart).toMatchObject({ title: 'Both', x: { title: 'time', unit: null, from: 10, to: 200 } });
  expect(chart.y.title).toBe('Speed (m/s), Reward');
  expect(chart.lines.map(({ points }) => points[0]?.[0])).toEqual([10, 100]);
});
