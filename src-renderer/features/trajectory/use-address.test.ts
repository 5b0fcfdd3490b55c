import { expect, it } from 'vitest';
import { writeSelection } from './use-address.ts';

it('leaves out of an address selections nobody could pass on', () => {
  expect(writeSelection(['bird/1', 'a'])).toBe('bird%2F1,a');
  expect(writeSelection(Array.from({ length: 41 }, String))).toBe('');
});
