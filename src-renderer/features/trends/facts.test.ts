import { expect, it } from 'vitest';
import { inOrder } from '#shared/chart/in-order.ts';
import type { Cell } from '#shared/model/cell.ts';
import { factOf, factsOf } from './facts.ts';

const column = (name: string, unit: string | null = null) =>
  ({ name, title: name, type: 'text', kind: 'text', unit }) as const;

const page = (rows: readonly (readonly Cell[])[]) => ({
  columns: [
    column('id'),
    column('label'),
    column('rate', 'scene_units/frame^2'),
    column('seed'),
    column('note'),
    column('same'),
  ],
  rows,
  keys: [],
  more: false,
});

it('knows what tells sessions apart: neither what is the same of all nor what is different of each', () => {
  const facts = factsOf(
    page([
      ['a', 'A', 0.1, 1, 'x', 7],
      ['b', 'B', 0.1, 2, 'y', 7],
      ['c', 'C', 0.01, 1, 'z', 7],
      ['d', 'D', 0.01, null, 'w', 7],
    ]),
  );
  expect(facts.columns).toEqual([
    { name: 'rate', title: 'rate (scene units/frame²)' },
    { name: 'seed', title: 'seed' },
  ]);
  expect(factOf(facts, 'c', 'rate')).toBe('0.01');
  expect([factOf(facts, 'd', 'seed'), factOf(facts, 'nobody', 'seed'), factOf(facts, 'a', 'gone')]).toEqual([
    '—',
    '—',
    '—',
  ]);
});

it('tells two apart by all they differ in', () => {
  const facts = factsOf(
    page([
      ['a', 'A', 1, 1, 'x', 7],
      ['b', 'B', 2, 1, 'y', 7],
    ]),
  );
  expect(facts.columns.map(({ name }) => name)).toEqual(['rate', 'note']);
});

it('orders values as people count', () => {
  expect(inOrder(['seed 10', 'seed 2', 'seed 10', '—'])).toEqual(['—', 'seed 2', 'seed 10']);
});
