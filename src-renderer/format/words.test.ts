import { expect, it } from 'vitest';
import { capital, plural } from './words.ts';

it.each([
  ['session', 'sessions'],
  ['training episode', 'training episodes'],
  ['study', 'studies'],
  ['day', 'days'],
  ['box', 'boxes'],
  ['crossing', 'crossings'],
  ['episodes', 'episodes'],
  ['class', 'classes'],
])('more than one %s are %s', (one, many) => {
  expect(plural(one)).toBe(many);
});

it('begins a line with a capital', () => expect(capital('training episode')).toBe('Training episode'));
