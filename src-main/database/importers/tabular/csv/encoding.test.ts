import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encodingOf } from './encoding.ts';

const latin = (text: string) => Buffer.from(text, 'latin1');

/** Bytes of a linear congruential generator (Numerical Recipes), none of them zero. */
function noise(count: number): Buffer {
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 24) % 255;
  };
  return Buffer.from(Array.from({ length: count }, () => next() + 1));
}

describe('the encoding of a text', () => {
  it.each([
    ['UTF-8', Buffer.from('name,Größe\n'), 'utf-8'],
    ['UTF-8 with a character cut off', Buffer.from('name,Größe\n').subarray(0, 8), 'utf-8'],
    ['one byte for each character', latin('name,Größe\n'), 'windows-1252'],
    ['one byte for each character, delimited by control characters', latin('Größe\u0001b\u001e'), 'windows-1252'],
    ['UTF-16 without a mark', Buffer.from('name,age\n', 'utf16le'), 'utf-16le'],
  ])('%s', (_, bytes, label) => expect(encodingOf(bytes)?.label).toBe(label));

  it.each([
    ['noise', noise(300)],
    ['packed rows', deflateRawSync(noise(300))],
  ])('is not asked of %s', (_, bytes) => expect(encodingOf(bytes)).toBeNull());
});
