import { describe, expect, it } from 'vitest';
import { jsonLines } from './json-lines.ts';
import { cellNode, type JsonNode, parseJsonNode } from './json-node.ts';

const text = '{"reward": 1.250, "big": 12345678901234567890, "obs": [1, {"z": null}], "label": "hawk"}';

describe('parseJsonNode', () => {
  it('keeps every digit as written', () => {
    const root = parseJsonNode(text) as Extract<JsonNode, { kind: 'branch' }>;
    expect(root.entries[0]).toEqual(['reward', { kind: 'leaf', text: '1.250', type: 'number' }]);
    expect(root.entries[1]).toEqual(['big', { kind: 'leaf', text: '12345678901234567890', type: 'number' }]);
  });

  it('is nothing for what is no JSON', () => expect(parseJsonNode('{oops')).toBeUndefined());
});

it('makes the same tree of nested cells', () => {
  const node = cellNode({
    k: 'struct',
    fields: [['a', { k: 'list', items: [1, { k: 'int', t: '9007199254740993' }] }]],
  });
  expect(jsonLines(node, new Map()).map(({ name, node: { kind }, depth }) => [name, kind, depth])).toEqual([
    [undefined, 'branch', 0],
    ['a', 'branch', 1],
    ['0', 'leaf', 2],
    ['1', 'leaf', 2],
  ]);
});

describe('jsonLines', () => {
  const root = parseJsonNode(text)!;

  it('folds what a person folded', () => {
    const lines = jsonLines(root, new Map([['\0obs', false]]));
    expect(lines.map(({ name }) => name)).toEqual([undefined, 'reward', 'big', 'obs', 'label']);
  });

  it('shows only what a search finds and the way to it', () => {
    expect(jsonLines(root, new Map(), 'z').map(({ name }) => name)).toEqual([undefined, 'obs', '1', 'z']);
    expect(jsonLines(root, new Map(), 'HAWK').map(({ name }) => name)).toEqual([undefined, 'label']);
    expect(jsonLines(root, new Map(), 'nowhere')).toEqual([]);
  });

  it('does not unfold a hundred thousand keys by itself', () => {
    const large = parseJsonNode(JSON.stringify({ all: Array.from({ length: 100_000 }, (_, at) => at) }))!;
    expect(jsonLines(large, new Map())).toHaveLength(2);
    expect(jsonLines(large, new Map([['\0all', true]]))).toHaveLength(100_002);
  });
});
