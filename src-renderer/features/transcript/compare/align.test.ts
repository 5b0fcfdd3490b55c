import { expect, it } from 'vitest';
import type { OutlineStep } from '#shared/model/transcript.ts';
import { firstDivergence, pairsOf } from './align.ts';
import { sideBySide } from './side-by-side.ts';

const step = (code: string, answer: string | null) =>
  ({ code: { digest: code }, answer: answer === null ? null : { digest: answer } }) as unknown as OutlineStep;

it('pairs steps by their number and finds where they part', () => {
  const left = [step('a', '1'), step('b', '2'), step('c', null)];
  const right = [step('a', '1'), step('b', '3'), step('c', null), step('d', null)];
  const pairs = pairsOf(left, right);
  expect(pairs.map(({ sameCode, sameAnswer }) => [sameCode, sameAnswer])).toEqual([
    [true, true],
    [true, false],
    [true, true],
    [false, false],
  ]);
  expect([firstDivergence(pairs, 'code'), firstDivergence(pairs, 'answer')]).toEqual([3, 1]);
  expect(firstDivergence(pairsOf(left, left), 'answer')).toBe(-1);
});

it('puts lines that were changed beside each other, and gaps where there is none', () => {
  expect(sideBySide('a\nb\nc\nd', 'a\nx\nc\nd\ne')).toEqual([
    { left: 'a', right: 'a', same: true },
    { left: 'b', right: 'x', same: false },
    { left: 'c', right: 'c', same: true },
    { left: 'd', right: 'd', same: true },
    { left: null, right: 'e', same: false },
  ]);
  expect(sideBySide('same', 'same')).toEqual([{ left: 'same', right: 'same', same: true }]);
});
