import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { raw } from '../../sql/sql.ts';
import { createTestDatabase, engines } from '../../testing/engines.ts';
import { ImportBench } from '../testing/importing.ts';

const forms: readonly (readonly [string, string])[] = [
  ['JSON lines', '{"n":1,"x":0.5,"word":"007"}\n{"n":2,"x":null,"word":"b"}\n'],
  ['an array', '[{"n":1,"x":0.5,"word":"007"},\n {"n":2,"x":null,"word":"b"}]'],
  [
    'objects over many lines',
    '{\n  "n": 1,\n  "x": 0.5,\n  "word": "007"\n}\n{\n  "n": 2,\n  "x": null,\n  "word": "b"\n}\n',
  ],
];

describe.each(engines)('JSON into %s', (engine) => {
  it.each(forms)('%s', async (_, content) => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await writeFile(bench.path('data.json'), gzipSync(content));
    const report = await bench.import(database, [bench.path('data.json')]);
    expect(report).toMatchObject({ outcome: 'imported', counts: { read: 2, written: 2 } });
    const connection = await database.open();
    const { rows } = await connection.rows(raw('select n, x, word from data order by n'));
    await connection.close();
    expect(rows).toEqual([
      [1, 0.5, '007'],
      [2, null, 'b'],
    ]);
  });

  it('rejects lines that are no JSON, each with its number, and takes in the others', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const path = bench.path('data.jsonl');
    await writeFile(path, '{"n":1,"x":NaN}\n{"n":2,}\n\nnot json\n{"n":3,"x":0.5}\n{"n":4,"x"');
    expect((await bench.plan([path])).leftOut).toEqual([{ what: '3 lines that are no JSON', names: [] }]);
    const report = await bench.import(database, [path]);
    expect(report.counts).toEqual({ read: 5, written: 2, rejected: 3, skipped: 0 });
    expect(report.rejects.map(({ file, line, reason, raw: text }) => [file, line, reason, text])).toEqual([
      ['data.jsonl', 2, 'The line is no JSON', '{"n":2,}'],
      ['data.jsonl', 4, 'The line is no JSON', 'not json'],
      ['data.jsonl', 6, 'The line is no JSON', '{"n":4,"x"'],
    ]);
    const connection = await database.open();
    const { rows } = await connection.rows(raw('select n from data order by n'));
    await connection.close();
    expect(rows).toEqual([[1], [3]]);
  });

  it('rejects such lines of several files and of what a file has grown by', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const [first, second] = [bench.path('run/a.jsonl'), bench.path('run/b.jsonl')];
    await mkdir(bench.path('run'));
    await writeFile(first, '{"n":1}\noops\n');
    await writeFile(second, '{"n":2}\n{"n":3}\n');
    const both = await bench.import(database, [bench.path('run')], { options: { table: 'many' } });
    expect(both.counts).toEqual({ read: 4, written: 3, rejected: 1, skipped: 0 });
    const last = { options: { table: 'one' }, replaces: true };
    const one = await bench.import(database, [first], last);
    expect(one.counts).toEqual({ read: 2, written: 1, rejected: 1, skipped: 0 });
    await appendFile(first, '{"n":4}\noh\n');
    const grown = await bench.import(database, [first], last);
    expect(grown.counts).toEqual({ read: 4, written: 1, rejected: 1, skipped: 2 });
    expect(grown.rejects).toMatchObject([{ file: 'a.jsonl', line: 4, raw: 'oh' }]);
    const connection = await database.open();
    const many = await connection.rows(raw('select n, file from many order by n'));
    const single = await connection.rows(raw('select n from one order by n'));
    await connection.close();
    expect(many.rows).toEqual([
      [1, 'a.jsonl'],
      [2, 'b.jsonl'],
      [3, 'b.jsonl'],
    ]);
    expect(single.rows).toEqual([[1], [4]]);
  });
});
