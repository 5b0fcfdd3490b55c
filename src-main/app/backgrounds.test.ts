import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type BackgroundInput, backgroundInputSchema } from '#shared/model/background.ts';
import { Backgrounds } from './backgrounds.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-backgrounds-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const dataOf = (text: string, type = 'image/png') => `data:${type};base64,${Buffer.from(text).toString('base64')}`;

const input = (session: string, more: Partial<BackgroundInput> = {}): BackgroundInput =>
  backgroundInputSchema.parse({
    ...{ database: 'flock-1', session, plane: 'xz', name: 'plan.png', data: dataOf('a plan') },
    extent: [
      [0, 10],
      [-5, 5],
    ],
    ...more,
  });

const files = () => readdir(join(folder, 'backgrounds'));

it('keeps images with their places across starts, one of a kind once', async () => {
  const backgrounds = new Backgrounds(folder);
  const { image } = await backgrounds.save(input('one'));
  await backgrounds.save(input('two', { name: 'the same.png' }));
  await backgrounds.save(input('two', { plane: 'xy', data: dataOf('<svg/>', 'image/svg+xml') }));
  const again = new Backgrounds(folder);
  const { data: _, ...kept } = input('one');
  expect(await again.list()).toHaveLength(3);
  expect((await again.list())[0]).toEqual({ ...kept, image });
  expect(await again.image(image)).toBe(dataOf('a plan'));
  expect(await again.image((await again.list())[2]!.image)).toBe(dataOf('<svg/>', 'image/svg+xml'));
  expect(await files()).toHaveLength(2);
});

it('moves one, and puts another in its place', async () => {
  const backgrounds = new Backgrounds(folder);
  const { image: first, name: _, ...place } = await backgrounds.save(input('one'));
  const extent = [
    [1, 2],
    [3, 4],
  ] as const;
  await backgrounds.move({ ...place, extent });
  expect(await backgrounds.list()).toMatchObject([{ image: first, name: 'plan.png', extent }]);
  const { image } = await backgrounds.save(input('one', { data: dataOf('another') }));
  expect(await backgrounds.list()).toMatchObject([{ image }]);
  expect(await files()).toEqual([image]);
});

it('removes an image with the last picture that shows it', async () => {
  const backgrounds = new Backgrounds(folder);
  const [one, two] = await Promise.all([backgrounds.save(input('one')), backgrounds.save(input('two'))]);
  await backgrounds.remove(one);
  expect(await files()).toEqual([two.image]);
  await backgrounds.remove(two);
  expect(await files()).toEqual([]);
  expect(await backgrounds.list()).toEqual([]);
  await expect(backgrounds.image(two.image)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('takes nothing but images, and no place that ends before it begins', async () => {
  const backgrounds = new Backgrounds(folder);
  const page = input('one', { name: 'page.html', data: dataOf('<p>', 'text/html') });
  await expect(backgrounds.save(page)).rejects.toMatchObject({
    message: expect.stringContaining('page.html is no image that can be kept'),
  });
  expect(() =>
    input('one', {
      extent: [
        [2, 1],
        [0, 1],
      ],
    }),
  ).toThrow('ends before it begins');
});
