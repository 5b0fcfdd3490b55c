import { type Cell, isTagged } from '#shared/model/cell.ts';
import type { Json } from '#shared/model/step-state.ts';

/** A value as a tree to unfold. Leaves keep the exact text of their value, so that no number is rounded. */
export type JsonNode =
  | { readonly kind: 'leaf'; readonly text: string; readonly type: 'text' | 'number' | 'word' | 'other' }
  | { readonly kind: 'branch'; readonly open: '{' | '['; readonly entries: readonly (readonly [string, JsonNode])[] };

type Reviver = (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** The tree of a JSON text, or `undefined` when it is none. Numbers keep the digits that were written. */
export function parseJsonNode(text: string): JsonNode | undefined {
  try {
    return JSON.parse(text, keepNumbers as (this: unknown, key: string, value: unknown) => unknown) as JsonNode;
  } catch {
    return undefined;
  }
}

/** Children come before their parents, so a parent already holds nodes. */
const keepNumbers: Reviver = (_, value, { source }) => {
  if (typeof value === 'number')
    return { kind: 'leaf', text: source ?? String(value), type: 'number' } satisfies JsonNode;
  if (typeof value === 'string') return { kind: 'leaf', text: value, type: 'text' } satisfies JsonNode;
  if (value === null || typeof value === 'boolean') {
    return { kind: 'leaf', text: String(value), type: 'word' } satisfies JsonNode;
  }
  const list = Array.isArray(value);
  const entries = Object.entries(value as Record<string, JsonNode>);
  return { kind: 'branch', open: list ? '[' : '{', entries } satisfies JsonNode;
};

/** The tree of a cell: nested values as they are, JSON text parsed, everything else one leaf. */
export function cellNode(cell: Cell): JsonNode {
  if (cell === null || typeof cell === 'boolean')
    return { kind: 'leaf', text: cell === null ? 'NULL' : String(cell), type: 'word' };
  if (typeof cell === 'number') return { kind: 'leaf', text: String(cell), type: 'number' };
  if (!isTagged(cell)) return { kind: 'leaf', text: cell, type: 'text' };
  switch (cell.k) {
    case 'list':
      return branch(
        '[',
        cell.items.map((item, at) => [String(at), cellNode(item)]),
      );
    case 'struct':
      return branch(
        '{',
        cell.fields.map(([name, value]) => [name, cellNode(value)]),
      );
    case 'map':
      return branch(
        '{',
        cell.entries.map(([key, value]) => [keyText(key), cellNode(value)]),
      );
    case 'union':
      return branch('{', [[cell.tag, cellNode(cell.value)]]);
    case 'json':
      return parseJsonNode(cell.t) ?? { kind: 'leaf', text: cell.t, type: 'text' };
    case 'blob':
      return { kind: 'leaf', text: `\\x${cell.hex}`, type: 'other' };
    case 'cut':
      return { kind: 'leaf', text: `${cell.head}…`, type: 'text' };
    default:
      return { kind: 'leaf', text: cell.t, type: cell.k === 'int' || cell.k === 'decimal' ? 'number' : 'other' };
  }
}

function branch(open: '{' | '[', entries: readonly (readonly [string, JsonNode])[]): JsonNode {
  return { kind: 'branch', open, entries };
}

function keyText(key: Cell): string {
  const node = cellNode(key);
  return node.kind === 'leaf' ? node.text : JSON.stringify(key);
}

/** The tree of JSON that was parsed before. */
export function jsonNode(value: Json): JsonNode {
  if (typeof value !== 'object' || value === null) {
    const type = typeof value === 'number' ? 'number' : typeof value === 'string' ? 'text' : 'word';
    return { kind: 'leaf', text: String(value), type };
  }
  const entries = Object.entries(value) as [string, Json][];
  return branch(
    Array.isArray(value) ? '[' : '{',
    entries.map(([key, inner]) => [key, jsonNode(inner)]),
  );
}
