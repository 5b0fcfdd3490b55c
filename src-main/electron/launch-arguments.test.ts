import { expect, test } from 'vitest';
import { filesInArguments, launchOf } from './launch-arguments.ts';

const folder = '/home/ann';

test.each<[string, readonly string[], boolean, readonly string[]]>([
  ['nothing, packaged', ['/opt/starling'], false, []],
  ['nothing, unpackaged', ['electron', '/code/starling'], true, []],
  ['a whole path', ['/opt/starling', '/data/a.duckdb'], false, ['/data/a.duckdb']],
  ['a path from where it was typed', ['/opt/starling', 'a.duckdb'], false, ['/home/ann/a.duckdb']],
  ['a path that climbs', ['/opt/starling', '../b.db'], false, ['/home/b.db']],
  ['the application folder is no file', ['electron', '.', 'a.db'], true, ['/home/ann/a.db']],
  [
    'switches before the application folder',
    ['electron', '--no-sandbox', '--inspect=0', '--remote-debugging-port=0', '/code/starling', 'a.db'],
    true,
    ['/home/ann/a.db'],
  ],
  ['switches among files', ['/opt/starling', 'a.db', '--verbose', 'b.db'], false, ['/home/ann/a.db', '/home/ann/b.db']],
  ['an empty word', ['/opt/starling', '', 'a.db'], false, ['/home/ann/a.db']],
])('%s', (_what, argv, unpackaged, expected) => {
  expect(filesInArguments(argv, unpackaged, folder)).toEqual(expected);
});

test.each<[unknown, readonly string[]]>([
  [{ paths: ['/a.db'] }, ['/a.db']],
  [{ paths: ['/a.db', 7, null] }, ['/a.db']],
  [{ paths: '/a.db' }, []],
  [{}, []],
  [null, []],
  [undefined, []],
  ['/a.db', []],
])('of a second start, %j counts as %j', (data, expected) => {
  expect(launchOf(data).paths).toEqual(expected);
});
