/** A JSON object as Python writes it: NaN, Infinity and -Infinity, which JSON lacks, become text. `null` for anything else. */
export function parsePythonJson(text: string): JsonObject | null {
  const plain = text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );
  try {
    const value: unknown = JSON.parse(plain);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What `str(dict)` of Python prints, as JSON; `null` where it holds more than plain values. */
export function parsePythonText(text: string): unknown {
  const json = text.replace(
    /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|\b(True|False|None|nan|inf)\b/g,
    (_, single?: string, double?: string, word?: string) => {
      if (word !== undefined) return pythonWords[word] ?? 'null';
      const content = single === undefined ? (double ?? '') : single.replaceAll('"', '\\"').replaceAll("\\'", "'");
      return `"${content}"`;
    },
  );
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

const pythonWords: Readonly<Record<string, string>> = {
  True: 'true',
  False: 'false',
  None: 'null',
  nan: '"NaN"',
  inf: '"Infinity"',
};
