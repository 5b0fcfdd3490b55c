import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { jsonFile } from './json-file.ts';

const schema = z.array(z.number());
const folder = () => mkdtemp(join(tmpdir(), 'starling-json-'));

it('writes changes in the order they were made and nothing besides the file', async () => {
  const place = await folder();
  const file = jsonFile(join(place, 'deep', 'numbers.json'), schema, []);
  await Promise.all([1, 2, 3, 4].map((value) => file.change((numbers) => [...numbers, value])));
  expect(JSON.parse(await readFile(join(place, 'deep', 'numbers.json'), 'utf8'))).toEqual([1, 2, 3, 4]);
  expect(await readdir(join(place, 'deep'))).toEqual(['numbers.json']);
});

it.each(['{not json', '["text"]'])('starts empty beside an unreadable file and keeps it: %s', async (content) => {
  const place = await folder();
  await writeFile(join(place, 'numbers.json'), content);
  const file = jsonFile(join(place, 'numbers.json'), schema, []);
  expect(await file.read()).toEqual([]);
  expect(await readFile(join(place, 'numbers.json.unreadable'), 'utf8')).toBe(content);
});
