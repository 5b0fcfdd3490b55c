import { expect, it } from 'vitest';
import { fromHex, hexLine, imageType, utf8Text } from './bytes.ts';

it('reads hexadecimal', () => expect([...fromHex('00ff10')]).toEqual([0, 255, 16]));

it.each([
  ['89504e470d0a1a0a0000', 'image/png'],
  ['ffd8ffe0', 'image/jpeg'],
  ['5249464600000000574542505650', 'image/webp'],
  ['52494646000000005741564566', undefined],
  ['deadbeef', undefined],
])('%s begins like %s', (hex, type) => expect(imageType(hex)).toBe(type));

it('takes bytes for text only when they are', () => {
  expect(utf8Text(fromHex('68c3a9'))).toBe('hé');
  expect(utf8Text(fromHex('6800'))).toBeUndefined();
  expect(utf8Text(fromHex('ff'))).toBeUndefined();
});

it('writes lines of a dump', () => {
  const hex = Buffer.from('0123456789abcdefXY\n').toString('hex');
  expect(hexLine(hex, 1)).toEqual({ offset: '00000010', hex: '58 59 0a'.padEnd(47), text: 'XY·' });
});
