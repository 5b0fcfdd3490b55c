import type { Json } from '#shared/model/step-state.ts';

/** Values of one tree, and characters of one text, that are sent to a window. */
const VALUES = 20_000;
const CHARACTERS = 4000;
/** Levels of nesting that are sent. */
export const DEEPEST = 100;

/** A tree without what is too much of it: the end of its lists and objects, and of long texts. */
export function cutTree(tree: Json): { readonly tree: Json; readonly leftOut: number } {
  let room = VALUES;
  let leftOut = 0;
  const cut = (value: Json, depth: number): Json => {
    room -= 1;
    if (typeof value === 'string' && value.length > CHARACTERS) {
      leftOut += 1;
      return `${value.slice(0, CHARACTERS)}…`;
    }
    if (typeof value !== 'object' || value === null) return value;
    if (depth >= DEEPEST) {
      leftOut += 1;
      return '…';
    }
    const entries = Object.entries(value) as [string, Json][];
    const kept: [string, Json][] = [];
    for (const [key, inner] of entries) {
      if (room <= 0) {
        leftOut += entries.length - kept.length;
        break;
      }
      kept.push([key, cut(inner, depth + 1)]);
    }
    return Array.isArray(value) ? kept.map(([, inner]) => inner) : Object.fromEntries(kept);
  };
  return { tree: cut(tree, 0), leftOut };
}
