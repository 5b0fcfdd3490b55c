import { expect, it } from 'vitest';
import type { OutlineStep } from '#shared/model/transcript.ts';
import { entriesOf, entryAt, firstAchieved, nextPlace, overall } from './steps.ts';

const step = (code: string, items: readonly string[] = []) =>
  ({
    code: { digest: code, lines: 1, characters: 1 },
    achieved: items.map((item) => ({ item, how: null, count: 1 })),
  }) as unknown as OutlineStep;

const steps = ['a', 'b', 'b', 'b', 'c', 'b'].map((code) => step(code));
const all = () => true;

it('folds runs of the same code that stand beside each other', () => {
  expect(entriesOf(steps, all, new Set())).toEqual([
    { first: 0, last: 0 },
    { first: 1, last: 3 },
    { first: 4, last: 4 },
    { first: 5, last: 5 },
  ]);
  expect(entriesOf(steps, all, new Set([1]))).toHaveLength(6);
  expect(entriesOf(steps, (place) => place !== 2, new Set()).map(({ first }) => first)).toEqual([0, 1, 3, 4, 5]);
});

it('finds the entry of a step, and the next step that passes', () => {
  const entries = entriesOf(steps, all, new Set());
  expect([0, 2, 3, 5].map((place) => entryAt(entries, place))).toEqual([0, 1, 1, 3]);
  expect(entryAt(entries, 6)).toBe(-1);
  expect(nextPlace(6, 1, 1, (place) => place > 3)).toBe(4);
  expect(nextPlace(6, 1, -1, (place) => place > 3)).toBeUndefined();
});

it('knows when an item was made for the first time', () => {
  const made = [step('a'), step('b', ['coal']), step('c', ['coal', 'iron'])];
  expect([...firstAchieved(made)]).toEqual([
    ['coal', 1],
    ['iron', 2],
  ]);
});

it('says what numbers come to, without those that are none', () => {
  const values = [3, null, { k: 'float', t: 'NaN' }, -1].map(
    (value) => ({ numbers: [value] }) as unknown as OutlineStep,
  );
  const all = (['sum', 'mean', 'last', 'min', 'max'] as const).map((reduce) => overall(values, 0, reduce));
  expect(all).toEqual([2, 1, -1, -1, 3]);
  expect(overall(values.slice(1, 2), 0, 'sum')).toBeUndefined();
});
