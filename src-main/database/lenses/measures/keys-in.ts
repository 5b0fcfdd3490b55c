/** What some JSON documents have at a path: how many numbers, and how many other values that are neither NULL nor nested. */
export interface KeyIn {
  readonly path: readonly string[];
  readonly numbers: number;
  readonly others: number;
}

/** The keys of some JSON documents, so many deep, in the order they were met. */
export function keysIn(documents: readonly string[], depth: number): readonly KeyIn[] {
  const found = new Map<string, { path: readonly string[]; numbers: number; others: number }>();
  const walk = (value: unknown, path: readonly string[]) => {
    if (typeof value === 'object' && value !== null) {
      if (path.length >= depth || Array.isArray(value)) return;
      for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
    } else if (path.length > 0 && value !== null) {
      const at = JSON.stringify(path);
      const { numbers = 0, others = 0 } = found.get(at) ?? {};
      const is = isNumber(value);
      found.set(at, { path, numbers: numbers + Number(is), others: others + Number(!is) });
    }
  };
  for (const document of new Set(documents)) walk(parsed(document), []);
  return [...found.values()];
}

/** Writers spell what JSON has no number for as a word. */
function isNumber(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^[+-]?(nan|inf(inity)?)$/i.test(value));
}

function parsed(document: string): unknown {
  try {
    return JSON.parse(document.replace(NOT_JSON, (part, text?: string) => text ?? `"${part}"`));
  } catch {
    return null;
  }
}

/** Texts, and what Python writes for numbers that JSON does not know. */
const NOT_JSON = /("(?:[^"\\]|\\.)*")|-?\b(?:NaN|Infinity)\b/g;
