import { expect, it } from 'vitest';
import { kindOfType } from './column-kind.ts';
import { rejectLine } from './export-rejects.ts';
import { bundled, distinct } from './sent-files.ts';
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

it('sends small files together, a large one alone, each once and in order', () => {
  const file = new File([], 'a');
  const sized = (bytes: number, at: number) => ({ file, bytes, path: `${at}` });
  const small = Array.from({ length: 1201 }, (_, at) => sized(100, at));
  expect(bundled(small).map(({ length }) => length)).toEqual([500, 500, 201]);
  expect(bundled(small).flat()).toEqual(small);
  const mb = 2 ** 20;
  const mixed = [100, 20 * mb, 100, 5 * mb, 5 * mb].map(sized);
  expect(bundled(mixed).map((bundle) => bundle.map(({ path }) => path))).toEqual([['0'], ['1'], ['2', '3'], ['4']]);
  expect(bundled([])).toEqual([]);
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
