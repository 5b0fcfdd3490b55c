import { expect, it } from 'vitest';
import { type LensFile, lensFileSchema } from '#shared/model/lens-file.ts';
import { begun, changed, isUnsaved, redone, undone } from './drawings.ts';

const lens = (title: string): LensFile => lensFileSchema.parse({ starlingLens: 1, id: 'my-x', title, recognise: [] });

it('undoes and does again, step by step', () => {
  const one = changed(begun(lens('a'), false), lens('b'), 'table', 0);
  const two = changed(one, lens('c'), 'order', 10);
  expect(undone(two).now.title).toBe('b');
  expect(undone(undone(two)).now.title).toBe('a');
  expect(undone(undone(undone(two))).now.title).toBe('a');
  expect(redone(undone(two)).now.title).toBe('c');
  expect(redone(two)).toBe(two);
  expect(changed(undone(two), lens('d'), 'table', 20).future).toEqual([]);
});

it('takes what is typed without a pause for one step', () => {
  let drawing = begun(lens('a'), false);
  drawing = changed(drawing, lens('ab'), 'title', 0);
  drawing = changed(drawing, lens('abc'), 'title', 200);
  expect(undone(drawing).now.title).toBe('a');
  drawing = changed(drawing, lens('abcd'), 'title', 9000);
  expect(undone(drawing).now.title).toBe('abc');
});

it('knows what no file holds', () => {
  const kept = begun(lens('a'), true);
  const edited = changed(kept, lens('b'), 'title', 0);
  expect([kept, edited, undone(edited)].map(isUnsaved)).toEqual([false, true, false]);
  expect(changed(kept, lens('a'), 'title', 0)).toBe(kept);
});
