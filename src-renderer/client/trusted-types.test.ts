import { expect, it } from 'vitest';
import { onlyPlainText } from './trusted-types.ts';

it('lets styles pass and no markup', () => {
  expect(onlyPlainText(':root{--a:1px} .x > .y {}')).toBe(':root{--a:1px} .x > .y {}');
  expect(() => onlyPlainText('a<img src=x onerror=alert(1)>')).toThrow(TypeError);
});
