import { describe, expect, it } from 'vitest';
import { readKeys, readRange, writeKeys, writeRange } from './query-words.ts';

describe('addresses', () => {
  it('carry keys of any spelling', () => {
    const keys = ['bird/1', 'a,b', '100 %', '🐦'];
    expect(readKeys(writeKeys(keys))).toEqual(keys);
    expect(readKeys('')).toEqual([]);
    expect(readKeys('%E0%')).toEqual(['%E0%']);
  });
  it('carry a range, and nothing else', () => {
    expect(readRange(writeRange([1.5, 480]))).toEqual([1.5, 480]);
    expect([readRange(''), readRange('4..2'), readRange('x'), readRange('0..Infinity'), writeRange(undefined)]).toEqual(
      [undefined, undefined, undefined, undefined, ''],
    );
  });
});
