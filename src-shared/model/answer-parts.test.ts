import { expect, it } from 'vitest';
import { answerParts, errorLine, tellsError } from './answer-parts.ts';

const trace = `0: ('begun',)
Traceback (most recent call last):
  File "<string>", line 3, in <module>
    place_entity(1)
  while placing
AttributeError: no such entity
3: ('after',)`;

it('finds errors: traces up to their name, what is indented below a name', () => {
  expect(answerParts(trace).map(({ kind, lines }) => [kind, lines.length])).toEqual([
    ['output', 1],
    ['error', 5],
    ['output', 1],
  ]);
  expect(errorLine(trace)).toBe('AttributeError: no such entity');
  const short = `4: Error occurred in the following lines:\n  Line 4: x()\nException: Could not x\nfine`;
  expect(answerParts(short).map(({ kind, lines }) => [kind, lines.length])).toEqual([
    ['error', 3],
    ['output', 1],
  ]);
  expect(errorLine(short)).toBe('Exception: Could not x');
  expect(answerParts('Error: synthetic')).toEqual([{ kind: 'error', lines: [{ text: 'Error: synthetic', times: 1 }] }]);
});

it('does not take words about errors for errors', () => {
  for (const text of ['0: no errors so far', 'ErrorRate 0.1', '1: (3, "an Error is possible")', '']) {
    expect(tellsError(text)).toBe(false);
    expect(errorLine(text)).toBeNull();
  }
});

it('tells lines that repeat once, whichever line of code wrote them', () => {
  expect(answerParts("1: ('sleeping',)\n2: ('sleeping',)\n7: ('sleeping',)\n8: ('done',)\n")).toEqual([
    {
      kind: 'output',
      lines: [
        { text: "1: ('sleeping',)", times: 3 },
        { text: "8: ('done',)", times: 1 },
      ],
    },
  ]);
});
