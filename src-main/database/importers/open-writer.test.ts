import { readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { chooseDriver } from '../drivers/engines.ts';
import { ImportBench } from './testing/importing.ts';

it('refuses to import into a data file, which would keep nothing', async () => {
  await using bench = await ImportBench.create();
  const [rows, other] = [bench.path('rows.csv'), bench.path('other.csv')];
  for (const path of [rows, other]) await writeFile(path, 'id,x\n1,0.5\n');
  const target = { kind: 'file', path: other } as const;
  await expect(bench.import({ target }, [rows])).rejects.toThrow(`${other} is a data file, which cannot take rows in`);
  expect(await readFile(other, 'utf8')).toBe('id,x\n1,0.5\n');
  const driver = await chooseDriver(target);
  const writing = { paths: [rows], scratch: bench.folder };
  await expect(driver.open(target, { options: {}, scratch: bench.folder, writing })).rejects.toThrow('is no database');
});

it('says that there is no folder for a new file, of either kind', async () => {
  await using bench = await ImportBench.create();
  await writeFile(bench.path('rows.csv'), 'id,x\n1,0.5\n');
  for (const name of ['new.duckdb', 'new.sqlite']) {
    const target = { kind: 'file', path: bench.path(`none/${name}`) } as const;
    await expect(bench.import({ target }, [bench.path('rows.csv')])).rejects.toThrow(
      `There is no folder ${bench.path('none')}`,
    );
  }
});
