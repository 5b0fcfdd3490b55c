/** An array's text as a tree: items are their own text, NULL, or arrays again. */
export type ArrayTree = readonly (string | null | ArrayTree)[];

/**
 * Reads `{1,NULL,"a b",{…}}` (https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO). `undefined` for an array
 * whose items are not counted from 1 (`[0:2]={…}`): as a list it would lose that.
 */
export function parseArray(text: string, delimiter = ','): ArrayTree | undefined {
  if (!text.startsWith('{')) return undefined;
  const scanner = new Scanner(text);
  const tree = readArray(scanner, delimiter);
  return scanner.atEnd ? tree : undefined;
}

/** Reads a composite value, `(1,,"a b")`, as its fields' texts; an empty field is NULL. */
export function parseComposite(text: string): readonly (string | null)[] {
  const scanner = new Scanner(text);
  scanner.skip('(');
  const fields: (string | null)[] = [];
  do {
    const field = scanner.word(',)');
    fields.push(field.quoted || field.text !== '' ? field.text : null);
  } while (scanner.skip(','));
  return fields;
}

function readArray(scanner: Scanner, delimiter: string): ArrayTree {
  const items: (string | null | ArrayTree)[] = [];
  scanner.skip('{');
  if (scanner.skip('}')) return items;
  do {
    if (scanner.next === '{') items.push(readArray(scanner, delimiter));
    else {
      const item = scanner.word(`${delimiter}}`);
      items.push(!item.quoted && item.text === 'NULL' ? null : item.text);
    }
  } while (scanner.skip(delimiter));
  scanner.skip('}');
  return items;
}

class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get next(): string | undefined {
    return this.#text[this.#at];
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  skip(character: string): boolean {
    const found = this.next === character;
    if (found) this.#at++;
    return found;
  }

  /** Text up to one of `ends`, quotes and backslashes resolved (arrays escape a quote, composites double it). */
  word(ends: string): { readonly text: string; readonly quoted: boolean } {
    let text = '';
    let quoted = false;
    let inside = false;
    while (!this.atEnd && (inside || !ends.includes(this.next as string))) {
      const character = this.#text[this.#at++];
      if (character === '\\') text += this.#text[this.#at++];
      else if (character !== '"') text += character;
      else if (inside && this.skip('"')) text += '"';
      else {
        inside = !inside;
        quoted = true;
      }
    }
    return { text, quoted };
  }
}
