import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { groupName, offerOf } from './offer.ts';
import { ImportBench } from './testing/importing.ts';

const sending = '4242-a1B2c3/6a1b9447-2809-4568-b37f-fae9b6739b16';

it.each([
  ['mice', ['a.csv', 'b.csv'], 'mice'],
  [sending, ['flock-1.csv', 'flock-02.csv'], 'flock'],
  [sending, ['00000.csv', '00001.csv', '00002.csv'], '00000 and 2 more'],
  [sending, ['0.monitor.csv'], '0.monitor'],
])(
  'files together are called by their folder, but not by one that a sending made: %s',
  async (folder, names, expected) => {
    await using bench = await ImportBench.create();
    await mkdir(bench.path(folder), { recursive: true });
    const paths = names.map((name) => join(bench.path(folder), name));
    for (const path of paths) await writeFile(path, 'id,x\n1,2\n');
    expect(groupName(await offerOf(paths))).toBe(expected);
  },
);

it('names what it makes of sent files by the files', async () => {
  await using bench = await ImportBench.create();
  await mkdir(bench.path(sending), { recursive: true });
  const monitor = join(bench.path(sending), '0.monitor.csv');
  await writeFile(monitor, '#{"t_start": 100.5, "env_id": "CartPole-v1"}\nr,l,t\n10.5,3,1.0\n');
  expect((await bench.plan([monitor])).sessions).toMatchObject([{ title: '0.monitor' }]);
  const rows = ['run-1.csv', 'run-2.csv'].map((name) => join(bench.path(sending), name));
  for (const path of rows) await writeFile(path, 'id,x\n1,2\n');
  expect((await bench.plan(rows)).tables).toMatchObject([{ name: 'run' }]);
});
