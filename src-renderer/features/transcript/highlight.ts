import { highlightCode, tagHighlighter, tags } from '@lezer/highlight';
import { parser } from '@lezer/python';

/** A piece of code that is written in one colour. */
export interface Token {
  readonly text: string;
  /** `keyword`, `string`… as the style sheet names them; empty for plain text. */
  readonly kind: string;
}

const highlighter = tagHighlighter([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword], class: 'keyword' },
  { tag: [tags.string, tags.special(tags.string)], class: 'string' },
  { tag: [tags.number, tags.bool, tags.null], class: 'number' },
  { tag: [tags.comment, tags.lineComment], class: 'comment' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], class: 'call' },
  { tag: [tags.className, tags.definition(tags.className), tags.standard(tags.name)], class: 'name' },
]);

/** Python code as tokens, line breaks included. */
export function pythonTokens(code: string): readonly Token[] {
  const tokens: Token[] = [];
  highlightCode(
    code,
    parser.parse(code),
    highlighter,
    (text, kind) => tokens.push({ text, kind }),
    () => tokens.push({ text: '\n', kind: '' }),
  );
  return tokens;
}
