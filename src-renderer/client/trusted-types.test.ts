import { expect, it } from 'vitest';
import { onlyOwnScripts, onlyPlainText } from './trusted-types.ts';

it('lets styles pass and no markup', () => {
  expect(onlyPlainText(':root{--a:1px} .x > .y {}')).toBe(':root{--a:1px} .x > .y {}');
  expect(() => onlyPlainText('a<img src=x onerror=alert(1)>')).toThrow(TypeError);
});

it('lets scripts of the page itself be workers and no others', () => {
  const pages = ['http://127.0.0.1:7000/?token=x', 'app://main/index.html'];
  expect(pages.map((page) => onlyOwnScripts('/assets/worker-1.js', page))).toEqual(
    Array(2).fill('/assets/worker-1.js'),
  );
  expect(onlyOwnScripts('app://main/assets/worker.js', pages[1]!)).toBe('app://main/assets/worker.js');
  for (const address of [
    'https://example.com/a.js',
    'app://other/a.js',
    'data:text/javascript,1',
    'blob:app://main/1',
  ]) {
    expect(() => onlyOwnScripts(address, pages[1]!)).toThrow(TypeError);
  }
  expect(() => onlyOwnScripts('http://127.0.0.1:7001/a.js', pages[0]!)).toThrow(TypeError);
});
