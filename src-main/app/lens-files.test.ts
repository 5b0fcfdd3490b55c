import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type LensFile, lensFileSchema } from '#shared/model/lens-file.ts';
import { LensFiles } from './lens-files.ts';

const lens = (title: string): LensFile => lensFileSchema.parse({ starlingLens: 1, id: 'my-x', title, recognise: [] });

async function kept() {
  const folder = await mkdtemp(join(tmpdir(), 'starling-lenses-'));
  const told: string[][] = [];
  const files = new LensFiles(folder, (lenses) => told.push(lenses.map(({ id }) => id)));
  return { files, told, folder: join(folder, 'lenses') };
}

it('keeps a lens under an id made from its title, and tells of it', async () => {
  const { files, told, folder } = await kept();
  expect(await files.list()).toEqual({ lenses: [], unreadable: [] });
  expect((await files.save(lens('Möwen am Meer!'), false)).id).toBe('my-mo-wen-am-meer');
  expect((await files.save(lens('鳥'), false)).id).toBe('my-lens');
  expect(await readdir(folder)).toEqual(['my-lens.lens.json', 'my-mo-wen-am-meer.lens.json']);
  expect(told).toEqual([['my-mo-wen-am-meer'], ['my-mo-wen-am-meer', 'my-lens']]);
});

it('replaces only when asked, and never keeps the same lens twice', async () => {
  const { files } = await kept();
  const first = await files.save(lens('Gulls'), false);
  expect(await files.save(lens('Gulls'), false)).toEqual(first);
  const other = await files.save({ ...first, madeFor: 'x' }, false);
  expect(other.id).toBe('my-gulls-2');
  expect((await files.save({ ...first, title: 'Terns' }, true)).id).toBe('my-gulls');
  expect((await files.lenses()).map(({ id, title }) => [id, title])).toEqual([
    ['my-gulls-2', 'Gulls'],
    ['my-gulls', 'Terns'],
  ]);
});

it('reads files that were put there by hand, and says which cannot be read', async () => {
  const { files, folder } = await kept();
  await files.save(lens('Gulls'), false);
  await writeFile(join(folder, 'From a Friend.lens.json'), JSON.stringify(lens('Friend')));
  await writeFile(join(folder, 'torn.lens.json'), '{"starlingLens": 1,');
  const { lenses, unreadable } = await files.list();
  expect(lenses.map(({ id }) => id)).toEqual(['my-from-a-friend', 'my-gulls']);
  expect(unreadable).toEqual([{ name: 'torn.lens.json', message: 'torn.lens.json is no JSON: line 1 cannot be read' }]);
  await files.save({ ...lenses[0]!, title: 'A friend' }, true);
  expect(await readFile(join(folder, 'From a Friend.lens.json'), 'utf8')).toContain('A friend');
  await files.remove('my-from-a-friend');
  expect((await files.lenses()).map(({ id }) => id)).toEqual(['my-gulls']);
});

it('removes nothing outside its folder', async () => {
  const { files, folder } = await kept();
  await files.save(lens('Gulls'), false);
  const outside = join(folder, '..', 'other.lens.json');
  await writeFile(outside, '{}');
  await files.remove('../other');
  expect(await readFile(outside, 'utf8')).toBe('{}');
});
