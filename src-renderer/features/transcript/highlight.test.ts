import { expect, it } from 'vitest';
import { pythonTokens } from './highlight.ts';

it('tells keywords, names of calls, strings, numbers and comments apart, and loses no character', () => {
  const code = 'def f(x):  # why\n    return place("a", 1)\n\n  broken (((';
  const tokens = pythonTokens(code);
  expect(tokens.map(({ text }) => text).join('')).toBe(code);
  const kinds = new Map(tokens.map(({ text, kind }) => [text, kind]));
  expect(['def', '# why', 'return', 'place', '"a"', '1'].map((text) => kinds.get(text))).toEqual([
    ...['keyword', 'comment', 'keyword', 'call', 'string', 'number'],
  ]);
});
