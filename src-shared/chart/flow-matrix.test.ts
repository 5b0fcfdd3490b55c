import { expect, it } from 'vitest';
import type { Moves } from '../model/states.ts';
import { matrixOf, perHour } from './flow-matrix.ts';

const move = (from: string | null, to: string, hour: number, count: number, seconds: number): Moves => ({
  ...{ from, to, hour, count, timed: seconds === 0 ? 0 : count, seconds },
  ...{ least: seconds === 0 ? null : seconds / count, greatest: seconds === 0 ? null : seconds / count },
});
const moves = [
  move('a', 'b', 3, 2, 20),
  move('a', 'b', 4, 1, 40),
  move(null, 'a', 3, 1, 0),
  move('b10', 'a', 9, 5, 5),
  move('b9', 'a', 9, 1, 5),
];

it('puts the hours that were chosen together, initial ones first', () => {
  const all = matrixOf(moves, [0, 23]);
  expect([all.from, all.to, all.most, all.count]).toEqual([[null, 'a', 'b9', 'b10'], ['a', 'b'], 5, 10]);
  expect(all.at('a', 'b')).toEqual({ count: 3, timed: 3, seconds: 60, least: 10, greatest: 40 });
  expect(matrixOf(moves, [4, 8]).at('a', 'b')).toEqual({ count: 1, timed: 1, seconds: 40, least: 40, greatest: 40 });
  expect(matrixOf(moves, [4, 8]).at(null, 'a')).toBeUndefined();
});

it('counts each hour', () => {
  expect(perHour(moves).slice(3, 10)).toEqual([3, 1, 0, 0, 0, 0, 6]);
});
