import { expect, it } from 'vitest';
import { queriedOf } from './queried.ts';
import { MOST_LINES } from './view.ts';

it('keeps the order of the query, says what nothing is called, and draws no more than can be told apart', () => {
  expect(queriedOf(['b', 'x', 'a'], new Set(['a', 'b', 'c']))).toEqual({ ids: ['b', 'a'], unknown: ['x'], left: 0 });
  const many = Array.from({ length: MOST_LINES + 3 }, (_, at) => String(at));
  expect(queriedOf(many, new Set(many))).toEqual({ ids: many.slice(0, MOST_LINES), unknown: [], left: 3 });
});
