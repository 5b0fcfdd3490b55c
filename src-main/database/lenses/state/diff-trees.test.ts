import { expect, it } from 'vitest';
import { diffTrees } from './diff-trees.ts';

const kinds = (...of: Parameters<typeof diffTrees>) =>
  diffTrees(...of).changes.map(({ kind, path, before, after }) => [kind, path.join('.'), before, after]);

it('names what was added, removed and changed by its path', () => {
  const before = { a: 1, b: { c: [1, 2, 3], d: null }, gone: 'x' };
  const after = { a: 1, b: { c: [1, 5], d: {} }, come: [true] };
  expect(kinds(before, after)).toEqual([
    ['changed', 'b.c.1', '2', '5'],
    ['removed', 'b.c.2', '3', null],
    ['changed', 'b.d', 'null', '{}'],
    ['removed', 'gone', '"x"', null],
    ['added', 'come', null, '[true]'],
  ]);
  expect(kinds(after, after)).toEqual([]);
});

it('follows items by their identity, not their place; twins by how many came before', () => {
  const at = (name: string, x: string, more = {}) => ({ name, position: { x, y: '0' }, ...more });
  const before = [at('belt', '1'), at('belt', '1'), at('chest', '2', { n: 1 })];
  const after = [at('chest', '2', { n: 2 }), at('belt', '1')];
  expect(kinds(before, after, ['name', 'position'])).toEqual([
    ['removed', 'belt 1, 0 #2', '{"name":"belt","position":{"x":"1","y":"0"}}', null],
    ['changed', 'chest 2, 0.n', '1', '2'],
  ]);
});

it('lists so many and counts the rest; cuts long values', () => {
  const before = Array.from({ length: 3000 }, (_, at) => at);
  const { changes, leftOut } = diffTrees(before, []);
  expect([changes.length, leftOut]).toEqual([2000, 1000]);
  expect(diffTrees({ a: 'x'.repeat(1000) }, { a: 1 }).changes[0]?.before).toHaveLength(401);
});
