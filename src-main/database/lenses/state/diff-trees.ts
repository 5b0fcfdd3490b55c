import type { Json, StateChange } from '#shared/model/step-state.ts';
import { DEEPEST } from './cut-tree.ts';

/** Differences that are listed, and characters that are sent of a value. */
const MOST = 2000;
const CHARACTERS = 400;

export interface TreeDifference {
  readonly changes: readonly StateChange[];
  readonly leftOut: number;
}

/**
 * What was added, removed and changed between two trees, by path. Items of lists are the same where their values under
 * the `identity` keys are; without these, or where an item lacks them, where they have the same place.
 */
export function diffTrees(before: Json, after: Json, identity: readonly string[] = []): TreeDifference {
  const changes: StateChange[] = [];
  let leftOut = 0;
  const tell = (kind: StateChange['kind'], path: readonly string[], old: Json | undefined, now: Json | undefined) => {
    if (changes.length < MOST) changes.push({ kind, path, before: shortened(old), after: shortened(now) });
    else leftOut += 1;
  };
  const compare = (old: Json, now: Json, path: readonly string[]): void => {
    if (Object.is(old, now)) return;
    if (!isNested(old) || !isNested(now) || Array.isArray(old) !== Array.isArray(now)) {
      tell('changed', path, old, now);
      return;
    }
    if (path.length >= DEEPEST) {
      if (JSON.stringify(old) !== JSON.stringify(now)) tell('changed', path, old, now);
      return;
    }
    const [left, right] = [entriesOf(old, identity), entriesOf(now, identity)];
    for (const [key, value] of left) {
      const other = right.get(key);
      if (other === undefined) tell('removed', [...path, key], value, undefined);
      else compare(value, other, [...path, key]);
    }
    for (const [key, value] of right) if (!left.has(key)) tell('added', [...path, key], undefined, value);
  };
  compare(before, after, []);
  return { changes, leftOut };
}

type Nested = readonly Json[] | { readonly [key: string]: Json };

function isNested(value: Json): value is Nested {
  return typeof value === 'object' && value !== null;
}

function entriesOf(value: Nested, identity: readonly string[]): ReadonlyMap<string, Json> {
  if (!Array.isArray(value)) return new Map(Object.entries(value as { readonly [key: string]: Json }));
  const found = new Map<string, Json>();
  for (const [at, item] of (value as readonly Json[]).entries()) {
    const name = nameOf(item, identity) ?? String(at);
    // Two of one name are told apart by how many came before.
    let key = name;
    for (let twin = 2; found.has(key); twin++) key = `${name} #${twin}`;
    found.set(key, item);
  }
  return found;
}

/** `stone-furnace 1.5, 2.5`. */
function nameOf(item: Json, identity: readonly string[]): string | null {
  if (identity.length === 0 || !isNested(item) || Array.isArray(item)) return null;
  const parts = identity.map((key) => (item as { readonly [key: string]: Json })[key]);
  return parts.includes(undefined) ? null : parts.map((part) => wordsOf(part!)).join(' ');
}

function wordsOf(value: Json): string {
  return isNested(value) ? (Object.values(value) as Json[]).map(wordsOf).join(', ') : String(value);
}

function shortened(value: Json | undefined): string | null {
  if (value === undefined) return null;
  const text = JSON.stringify(value);
  return text.length > CHARACTERS ? `${text.slice(0, CHARACTERS)}…` : text;
}
