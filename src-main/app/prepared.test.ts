import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { clearPrepared, preparedBytes, preparedFolder } from './prepared.ts';

it('tells what prepared series take, and clears them alone', async () => {
  const cache = await mkdtemp(join(tmpdir(), 'starling-cache-'));
  expect(await preparedBytes(cache)).toBe(0);
  const folder = preparedFolder(cache);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'one.pyramid'), 'x'.repeat(1000));
  await writeFile(join(folder, 'two.pyramid.1.partial'), 'x'.repeat(500));
  await mkdir(join(cache, 'scratch'));
  expect(await preparedBytes(cache)).toBe(1500);
  await clearPrepared(cache);
  expect(await preparedBytes(cache)).toBe(0);
  expect(await readdir(cache)).toEqual(['scratch']);
  await rm(cache, { recursive: true });
});
