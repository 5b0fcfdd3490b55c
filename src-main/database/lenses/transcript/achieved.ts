import type { Json } from '#shared/model/step-state.ts';
import type { Achieved } from '#shared/model/transcript.ts';

/** The numbers inside a JSON text that are not 0, by the last of their keys; none where the text is no JSON. */
export function achievedIn(text: string, titles: Readonly<Record<string, string>>): readonly Achieved[] {
  const found: Achieved[] = [];
  const walk = (value: Json, path: readonly string[]): void => {
    if (typeof value === 'number' && value !== 0 && path.length > 0) {
      const above = path.slice(0, -1).map((key) => titles[key] ?? key);
      found.push({ item: path.at(-1)!, how: above.length === 0 ? null : above.join(', '), count: value });
    }
    if (typeof value !== 'object' || value === null || path.length > DEEPEST) return;
    for (const [key, inner] of Object.entries(value) as [string, Json][]) walk(inner, [...path, key]);
  };
  walk(parsed(text), []);
  // JSONB keeps no order of keys.
  return found.toSorted((a, b) => compare(a.how ?? '', b.how ?? '') || compare(a.item, b.item));
}

const DEEPEST = 6;

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
