import { expect, it } from 'vitest';
import { kindOfType } from './column-kind.ts';
import { rejectLine } from './export-rejects.ts';
import { distinct } from './sending.ts';
import { stemOf } from './suggested-file.ts';
import { tableSums } from './table-sums.ts';
import { isSystems } from './uploads.ts';

it('writes rejected rows so that every reader gets them back', () => {
  const reject = { file: '/a.csv', line: 3, column: null, reason: 'It has 4 fields', raw: 'x,"y"\nz' };
  expect(rejectLine(reject)).toBe('/a.csv,3,,It has 4 fields,"x,""y""\nz"\r\n');
});

it('sends files of one name under different ones', () => {
  const file = new File([], 'a');
  const paths = ['a.csv', 'a.csv', 'run/a.csv', 'a.csv', 'noext', 'noext'].map((path) => ({ file, path }));
  expect(distinct(paths).map(({ path }) => path)).toEqual([
    'a.csv',
    'a (2).csv',
    'run/a.csv',
    'a (3).csv',
    'noext',
    'noext (2)',
  ]);
});

it.each([
  ['/data/flock.csv', 'flock'],
  ['/data/flock.csv.gz', 'flock'],
  ['/data/run 1/', 'run 1'],
  ['.hidden', '.hidden'],
])('%s makes a file called %s', (path, stem) => expect(stemOf(path)).toBe(stem));

it.each([
  ['UBIGINT', 'integer'],
  ['DOUBLE[]', 'nested'],
  ['TIMESTAMP_NS', 'time'],
  ['INTERVAL', 'time'],
  ['DECIMAL(10,2)', 'decimal'],
  ['VARCHAR', 'text'],
  ['UHUGEINT', 'integer'],
  ['GEOMETRY', 'other'],
])('a %s holds %s', (type, kind) => expect(kindOfType(type)).toBe(kind));

it('names each table once', () => {
  const made = { name: 'a', created: true, rows: 0 };
  expect(tableSums([made, { name: 'b', created: false, rows: 2 }, { name: 'a', created: true, rows: 5 }])).toEqual([
    { name: 'a', created: true, rows: 5 },
    { name: 'b', created: false, rows: 2 },
  ]);
});

it('leaves out what file managers leave in folders', () => {
  expect(isSystems('run/.DS_Store')).toBe(true);
  expect(isSystems('run/episode-1.csv')).toBe(false);
});
