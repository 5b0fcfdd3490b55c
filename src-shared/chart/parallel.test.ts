import { expect, it } from 'vitest';
import type { AnswerColumn } from '../model/page.ts';
import { parallelOf } from './parallel.ts';

const column = (name: string, kind: AnswerColumn['kind'], unit: string | null = null): AnswerColumn => ({
  ...{ name, title: name, type: kind, kind, unit },
});

it('has an axis for every parameter and outcome that is not the same of all', () => {
  const page = {
    columns: [
      ...[column('id', 'text'), column('label', 'text'), column('rate', 'float', '1/s'), column('same', 'integer')],
      ...[column('algorithm', 'text'), column('note', 'text')],
    ],
    rows: [
      ['a', 'A', 0.1, 5, 'ppo', 'x'],
      ['b', 'B', 0.001, 5, 'dqn', 'y'],
      ['c', 'C', null, 5, 'dqn', 'z'],
    ],
    keys: [],
    more: false,
  };
  const rollUps = { columns: [column('reward', 'float')], rows: { a: [1], b: [Number.NaN], c: [3] } };
  const { axes, rows } = parallelOf(page, rollUps);
  expect(axes).toEqual([
    { name: 'rate', title: 'rate (1/s)', low: 0.001, high: 0.1, names: null },
    { name: 'algorithm', title: 'algorithm', low: 0, high: 1, names: ['dqn', 'ppo'] },
    { name: 'reward', title: 'reward', low: 1, high: 3, names: null },
  ]);
  expect(rows).toEqual([
    { id: 'a', label: 'A', places: [0.1, 1, 1] },
    { id: 'b', label: 'B', places: [0.001, 0, null] },
    { id: 'c', label: 'C', places: [null, 0, 3] },
  ]);
});

it('has an axis for each chosen measure that tells them apart, once where a list says the same', () => {
  const page = {
    columns: [column('id', 'text'), column('label', 'text')],
    rows: [
      ['a', 'A'],
      ['b', 'B'],
    ],
    ...{ keys: [], more: false },
  };
  const outcome = (id: string, a: number, b: number) => ({
    ...{ id, title: id, unit: 's', values: new Map(Object.entries({ a, b })) },
  });
  const rollUps = { columns: [column('total', 'float')], rows: { a: [1], b: [2] } };
  const { axes, rows, without } = parallelOf(page, rollUps, [outcome('time', 1, 2), outcome('same', 4, 4)]);
  expect(axes).toEqual([{ name: 'measure time', title: 'time (s)', low: 1, high: 2, names: null }]);
  expect(rows.map(({ places }) => places)).toEqual([[1], [2]]);
  expect(without).toEqual(['same']);
});

it('has an axis for each parameter of a configuration that is kept as JSON', () => {
  const config = (seed: number, net: string) => JSON.stringify({ seed, net: { kind: net, width: 64 } });
  const page = {
    columns: [column('id', 'text'), column('label', 'text'), column('config', 'text')],
    rows: [
      ['a', 'A', config(1, 'mlp')],
      ['b', 'B', config(3, 'cnn')],
      ['c', 'C', config(2, 'mlp')],
      ['d', 'D', null],
    ],
    keys: [],
    more: false,
  };
  const { axes, rows } = parallelOf(page, { columns: [], rows: {} });
  expect(axes.map(({ title, low, high, names }) => [title, low, high, names])).toEqual([
    ['seed', 1, 3, null],
    ['net.kind', 0, 1, ['cnn', 'mlp']],
  ]);
  expect(rows.map(({ places }) => places)).toEqual([
    [1, 1],
    [3, 0],
    [2, 1],
    [null, null],
  ]);
});
