import { expect, it } from 'vitest';
import type { OutlineStep } from '#shared/model/transcript.ts';
import { treeLines } from './tree-lines.ts';

const steps = (parents: readonly (string | null)[]) =>
  parents.map((parent, at) => ({ id: String(at + 1), parent })) as unknown as readonly OutlineStep[];

it('puts children behind forks and below single parents, in order', () => {
  const lines = treeLines(steps([null, '1', '2', '2', '3', '9']), new Set());
  expect(lines.map(({ place, depth }) => [place + 1, depth])).toEqual([
    [1, 0],
    [2, 0],
    [3, 1],
    [5, 1],
    [4, 1],
    [6, 0],
  ]);
  expect(lines.at(-1)).toMatchObject({ elsewhere: true });
});

it('leaves out what is below a folded one, and ends for steps that go on from themselves', () => {
  expect(treeLines(steps([null, '1', '2']), new Set([1])).map(({ place }) => place)).toEqual([0, 1]);
  expect(treeLines(steps(['1', '1']), new Set())).toHaveLength(2);
});

it('takes a chain of a hundred thousand', () => {
  const chain = steps(Array.from({ length: 100_000 }, (_, at) => (at === 0 ? null : String(at))));
  const lines = treeLines(chain, new Set());
  expect(lines).toHaveLength(100_000);
  expect(lines.at(-1)?.depth).toBe(0);
});
