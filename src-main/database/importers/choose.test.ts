import { mkdir, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { ImportBench } from './testing/importing.ts';

it('says of a folder with files of several kinds that it is these, and of one without data that there is nothing', async () => {
  await using bench = await ImportBench.create();
  const folder = bench.path('mixed');
  await mkdir(folder);
  await bench.make(`copy (select 1 as id) to '${folder}/a.parquet'`);
  await writeFile(`${folder}/b.jsonl`, '{"id": 1}\n');
  await expect(bench.plan([folder])).rejects.toThrow('mixed holds files of several kinds');
  const pictures = bench.path('pictures');
  await mkdir(pictures);
  for (const name of ['a.png', 'b.png']) await writeFile(`${pictures}/${name}`, Uint8Array.of(0x89, 0x50, 0, 0, 0xff));
  await expect(bench.plan([pictures])).rejects.toThrow('pictures holds nothing that an importer knows');
});

it('says of a file without a byte that it is empty', async () => {
  await using bench = await ImportBench.create();
  await writeFile(bench.path('nothing.csv'), '');
  await expect(bench.plan([bench.path('nothing.csv')])).rejects.toThrow('nothing.csv is empty');
});
