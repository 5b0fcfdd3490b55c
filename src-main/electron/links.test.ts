import { expect, test } from 'vitest';
import { mayOpenOutside } from './links.ts';

test.each([
  ['https://duckdb.org/docs', true],
  ['https://github.com/', true],
  ['http://duckdb.org/docs', false],
  ['https://duckdb.org.evil.example/', false],
  ['https://user@duckdb.org/', false],
  ['https://duckdb.org:8443/', false],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['smb://github.com/share', false],
  ['not an address', false],
])('%s may be opened outside: %s', (address, may) => {
  expect(mayOpenOutside(address)).toBe(may);
});
