import { expect, it } from 'vitest';
import { bestEpisodes } from './best.ts';

const line = (values: Readonly<Record<string, number>>) => ({
  ...{ id: 's', label: 's', rows: 0, notFinite: 0, method: 'mean' as const },
  points: Object.values(values).map((value, at): [number, number] => [at, value]),
  episodes: Object.keys(values),
});

it('finds the best over all sessions, the earlier of equals', () => {
  const series = [line({ a: 3, b: -1, c: 7 }), line({ d: 7, e: 0 })];
  expect(bestEpisodes(series, 3, false)).toEqual(['c', 'd', 'a']);
  expect(bestEpisodes(series, 2, true)).toEqual(['b', 'e']);
  expect(bestEpisodes(series, 99, false)).toHaveLength(5);
});
