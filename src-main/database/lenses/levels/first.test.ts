import { expect, it } from 'vitest';
import type { AnswerColumn } from '#shared/model/page.ts';
import { firstOf, firstRollUps } from './first.ts';

const column = (name: string): AnswerColumn => ({ name, title: name, type: 'double', kind: 'float', unit: null });

it('puts what is named first, in that order, and keeps the rest', () => {
  const columns = ['a', 'b', 'c', 'd'].map(column);
  expect(firstOf(columns, ['d', 'b', 'missing']).map(({ name }) => name)).toEqual(['d', 'b', 'a', 'c']);
  expect(firstOf(columns)).toBe(columns);
});

it('moves the values of roll-ups with their columns', () => {
  const rollUps = { columns: ['a', 'b', 'c'].map(column), rows: { one: [1, 2, 3], two: [4, null, 6] } };
  expect(firstRollUps(rollUps, ['c'])).toMatchObject({
    columns: [{ name: 'c' }, { name: 'a' }, { name: 'b' }],
    rows: { one: [3, 1, 2], two: [6, 4, null] },
  });
  expect(firstRollUps(rollUps, ['nothing'])).toBe(rollUps);
});
