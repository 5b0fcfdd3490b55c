import { createReadStream } from 'node:fs';

/** One JSON document of a file, or what of a broken one there is. */
export interface JsonDocument {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly text: string;
  readonly whole: boolean;
}

/**
 * The JSON objects of a file that follow one another: one a line, or printed over many lines each. An object that is not
 * closed ends where the next begins at the left edge, since inner lines of printed ones are indented. `from`: a path, or text in pieces.
 */
export async function* jsonDocuments(from: string | AsyncIterable<string>): AsyncGenerator<JsonDocument> {
  const splitter = new Splitter();
  const text = typeof from === 'string' ? createReadStream(from, 'utf8') : from;
  for await (const chunk of text) yield* splitter.take(chunk as string);
  yield* splitter.end();
}

class Splitter {
  #text = '';
  #line = 1;
  #start = 1;
  #depth = 0;
  #quoted = false;
  #escaped = false;
  #atEdge = true;

  *take(chunk: string): Generator<JsonDocument> {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const character = chunk[at]!;
      if (character === '{' && this.#atEdge && this.#depth > 0) {
        // A line feed within a string is no JSON, so a new line always ends one.
        yield this.#document(this.#text + chunk.slice(from, at), false);
        from = at;
      }
      this.#atEdge = character === '\n';
      if (character === '\n') this.#newLine();
      if (this.#step(character) === 'begins') {
        from = at;
        this.#text = '';
        this.#start = this.#line;
      } else if (this.#depth === 0 && character === '}' && !this.#quoted) {
        yield this.#document(this.#text + chunk.slice(from, at + 1), true);
        from = at + 1;
      }
    }
    this.#text += this.#depth > 0 ? chunk.slice(from) : '';
  }

  *end(): Generator<JsonDocument> {
    if (this.#depth > 0) yield this.#document(this.#text, false);
  }

  #newLine(): void {
    this.#line += 1;
    this.#quoted = false;
    this.#escaped = false;
  }

  /** Follows strings and brackets; says where a document begins. */
  #step(character: string): 'begins' | null {
    if (this.#quoted) {
      if (this.#escaped) this.#escaped = false;
      else if (character === '\\') this.#escaped = true;
      else if (character === '"') this.#quoted = false;
      return null;
    }
    if (character === '"' && this.#depth > 0) this.#quoted = true;
    else if (character === '{' || (character === '[' && this.#depth > 0)) {
      this.#depth += 1;
      if (this.#depth === 1) return 'begins';
    } else if ((character === '}' || character === ']') && this.#depth > 0) this.#depth -= 1;
    return null;
  }

  #document(text: string, whole: boolean): JsonDocument {
    const found = { line: this.#start, text: text.trim(), whole };
    this.#text = '';
    this.#depth = 0;
    this.#quoted = false;
    this.#escaped = false;
    this.#start = this.#line;
    return found;
  }
}
