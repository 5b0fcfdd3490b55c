import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Downloads } from './downloads.ts';
import { wholeFile } from './whole-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-whole-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('gives a file its name when it is whole, and answers what was made of it', async () => {
  const path = join(folder, 'a.csv');
  await writeFile(path, 'before');
  const answer = await wholeFile(path, async (temporary) => {
    expect(await readFile(path, 'utf8')).toBe('before');
    await writeFile(temporary, 'after');
    return 5;
  });
  expect([answer, await readFile(path, 'utf8'), await readdir(folder)]).toEqual([5, 'after', ['a.csv']]);
});

it('leaves what was there, and nothing else, when writing fails half-way', async () => {
  const path = join(folder, 'a.csv');
  await writeFile(path, 'before');
  const failing = wholeFile(path, async (temporary) => {
    await writeFile(temporary, 'half');
    throw new Error('no more');
  });
  await expect(failing).rejects.toThrow('no more');
  expect([await readFile(path, 'utf8'), await readdir(folder)]).toEqual(['before', ['a.csv']]);
});

it('says what is wrong with a place', async () => {
  const write = async () => undefined;
  await expect(wholeFile(folder, write)).rejects.toMatchObject({ data: { code: 'BAD_INPUT' } });
  await expect(wholeFile(join(folder, 'no', 'a.csv'), write)).rejects.toMatchObject({
    data: { code: 'FILE_NOT_FOUND' },
  });
});

it('hands a download out once, and removes what nobody fetched', async () => {
  const downloads = new Downloads(join(folder, 'downloads'));
  const path = await downloads.place();
  await writeFile(path, 'x');
  const address = downloads.offer(path, 'rows.csv');
  const taken = downloads.take(address);
  expect(taken).toMatchObject({ path, name: 'rows.csv' });
  expect(downloads.take(address)).toBeUndefined();
  await taken?.done();
  await expect(readFile(path)).rejects.toThrow('ENOENT');
  await writeFile(await downloads.place(), 'y');
  await downloads.close();
  expect(await readdir(join(folder, 'downloads'))).toEqual([]);
});
