import { expect, it } from 'vitest';
import { spansOf } from './spans.ts';

const columns = [
  ['left', 'walk', 'slow'],
  ['left', 'walk', 'fast'],
  ['left', 'sit-to-stand', null],
  ['right', 'sit-to-stand', null],
];

it('puts heads together that stand for the same, not those that are only called the same', () => {
  expect(spansOf(columns, 0).map(({ at, length, value }) => [at, length, value])).toEqual([
    [0, 3, 'left'],
    [3, 1, 'right'],
  ]);
  expect(spansOf(columns, 1).map(({ length, value }) => [length, value])).toEqual([
    [2, 'walk'],
    [1, 'sit-to-stand'],
    [1, 'sit-to-stand'],
  ]);
  expect(spansOf(columns, 2).map(({ value }) => value)).toEqual(['slow', 'fast', null, null]);
  expect(spansOf([], 0)).toEqual([]);
});
