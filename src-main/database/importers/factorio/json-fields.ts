/** The members of a JSON object as text: strings unquoted, everything else as it is written; `null` is null. */
export function jsonFields(object: string): ReadonlyMap<string, string | null> | null {
  try {
    // A syntax that the engine's own parser takes is what the walk below relies on.
    const parsed: unknown = JSON.parse(object);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null;
    return new Map(membersOf(object, parsed as Readonly<Record<string, unknown>>));
  } catch {
    return null;
  }
}

/** Only what is no text needs to be looked at as it is written: numbers lose digits, and objects their spelling. */
function membersOf(object: string, parsed: Readonly<Record<string, unknown>>): (readonly [string, string | null])[] {
  const values = Object.values(parsed);
  const isPlain = values.every((value) => value === null || typeof value === 'string' || isShort(value));
  const raw = isPlain ? null : rawMembers(object);
  return Object.entries(parsed).map(([key, value]) => {
    if (value === null) return [key, null];
    if (typeof value === 'string') return [key, value];
    return [key, raw?.get(key) ?? String(value)];
  });
}

function isShort(value: unknown): boolean {
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isSafeInteger(value));
}

/** Members of an object that is known to be JSON, cut out of its text. */
export function rawMembers(object: string): ReadonlyMap<string, string> {
  const members = new Map<string, string>();
  let at = object.indexOf('{') + 1;
  for (;;) {
    const from = object.indexOf('"', at);
    if (from < 0) return members;
    const to = stringEnd(object, from);
    const key = String(JSON.parse(object.slice(from, to)));
    const start = object.indexOf(':', to) + 1;
    at = valueEnd(object, start);
    members.set(key, object.slice(start, at).trim());
    if (object[at] === '}') return members;
    at += 1;
  }
}

/** Behind the closing quote of a string that begins at `from`. */
function stringEnd(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
  return text.length;
}

/** Where the comma or bracket behind a value stands. */
function valueEnd(text: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const character = text[at];
    if (character === '"') {
      at = stringEnd(text, at);
      continue;
    }
    if (depth === 0 && (character === ',' || character === '}')) return at;
    if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    at += 1;
  }
  return at;
}

/** Names of the members at the beginning of a text that is one object, or cut off within it. */
export function leadingKeys(text: string): readonly string[] {
  const keys: string[] = [];
  let at = text.indexOf('{') + 1;
  while (at > 0 && at < text.length) {
    const from = text.indexOf('"', at);
    if (from < 0) break;
    const to = stringEnd(text, from);
    const start = text.indexOf(':', to) + 1;
    if (to >= text.length || start === 0) break;
    keys.push(text.slice(from + 1, to - 1));
    at = valueEnd(text, start);
    if (text[at] !== ',') break;
    at += 1;
  }
  return keys;
}
