import { writeFile } from 'node:fs/promises';
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
});
