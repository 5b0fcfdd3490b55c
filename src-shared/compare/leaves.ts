import type { Cell } from '../model/cell.ts';
import { isTagged } from '../model/cell.ts';
import { cellToJson, type Json } from '../model/cell-text.ts';

/** The leaves of a fact that holds an object, by their path; `undefined` for anything else. Lists are leaves, as their text. */
export function leavesOf(cell: Cell): readonly (readonly [path: string, value: Cell])[] | undefined {
  const json = typeof cell === 'string' ? parsed(cell) : isTagged(cell) ? parsed(cellToJson(cell)) : undefined;
  if (!isObject(json)) return undefined;
  const leaves: [string, Cell][] = [];
  collect(json, [], leaves);
  return leaves;
}

function collect(json: { readonly [key: string]: Json }, path: readonly string[], leaves: [string, Cell][]): void {
  for (const [key, value] of Object.entries(json)) {
    if (isObject(value)) collect(value, [...path, key], leaves);
    else leaves.push([[...path, key].join('.'), Array.isArray(value) ? JSON.stringify(value) : (value as Cell)]);
  }
}

function isObject(json: Json | undefined): json is { readonly [key: string]: Json } {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function parsed(json: Json): Json | undefined {
  if (typeof json !== 'string') return json;
  if (!json.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(json) as Json;
  } catch {
    return undefined;
  }
}
