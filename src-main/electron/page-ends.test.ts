import { expect, test } from 'vitest';
import { mayComeBack, type PageEnd, pageEndsSchema, withPageEnd } from './page-ends.ts';

const noon = Date.parse('2026-11-21T12:00:00Z');
const end = (secondsAgo: number): PageEnd => ({
  at: new Date(noon - secondsAgo * 1000).toISOString(),
  reason: 'crashed',
  exitCode: 5,
});

test.each([
  ['never', [], true],
  ['an hour ago', [end(3600)], true],
  ['half a minute ago', [end(30)], false],
  ['both', [end(3600), end(30)], false],
])('a page that ended %s comes back by itself: %s', (_when, ends, comesBack) => {
  expect(mayComeBack(ends, noon)).toBe(comesBack);
});

test('the last twenty ends are kept', () => {
  let ends: PageEnd[] = [];
  for (let second = 25; second > 0; second -= 1) ends = withPageEnd(ends, end(second));
  expect(ends.map(({ at }) => (noon - Date.parse(at)) / 1000)).toEqual(Array.from({ length: 20 }, (_, at) => 20 - at));
  expect(pageEndsSchema.parse(ends)).toEqual(ends);
});
