import { expect, it } from 'vitest';
import { isEnvFile, isPostgresUrl } from './take-drop.ts';

it.each([
  ['.env', true],
  ['.env.local', true],
  ['lab.env', true],
  ['environment.db', false],
  ['env', false],
])('%s is an .env file: %s', (name, yes) => expect(isEnvFile(name)).toBe(yes));

it('knows an address of Postgres', () => {
  expect(isPostgresUrl(' postgresql://ada@h/lab')).toBe(true);
  expect(isPostgresUrl('https://postgres://')).toBe(false);
});
