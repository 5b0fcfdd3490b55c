/** A way into a JSON value: keys and indexes. */
export type JsonPath = readonly PropertyKey[];

const deepest = 60;

/**
 * Where the values of a JSON text begin: the line of a path, or of the nearest value around it. The text must be JSON.
 * Throws a RangeError where it is nested deeper than anything of ours would be.
 */
export function jsonLines(text: string): (path: JsonPath) => number {
  const lines = new Map<string, number>();
  let at = 0;
  let line = 1;
  const skip = () => {
    while (at < text.length && ' \n\r\t,:'.includes(text[at]!)) {
      if (text[at] === '\n') line += 1;
      at += 1;
    }
  };
  const string = (): string => {
    const from = at;
    at += 1;
    while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    at += 1;
    return JSON.parse(text.slice(from, at)) as string;
  };
  const value = (path: JsonPath): void => {
    if (path.length > deepest) throw new RangeError('nested too deeply');
    lines.set(keyOf(path), line);
    const opening = text[at];
    if (opening === '"') string();
    else if (opening === '{' || opening === '[') {
      at += 1;
      skip();
      for (let index = 0; text[at] !== '}' && text[at] !== ']'; index += 1) {
        const key = opening === '{' ? string() : index;
        skip();
        value([...path, key]);
        skip();
      }
      at += 1;
    } else while (at < text.length && !' \n\r\t,]}'.includes(text[at]!)) at += 1;
  };
  skip();
  value([]);
  return (path) => {
    for (let length = path.length; length > 0; length -= 1) {
      const found = lines.get(keyOf(path.slice(0, length)));
      if (found !== undefined) return found;
    }
    return lines.get('') ?? 1;
  };
}

function keyOf(path: JsonPath): string {
  return path.map(String).join('\0');
}
