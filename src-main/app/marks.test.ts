import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type MarkInput, markInputSchema } from '#shared/model/mark.ts';
import { readMarkFile } from '#shared/model/mark-file.ts';
import { Marks } from './marks.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-marks-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

let seconds = 0;
const clock = () => {
  seconds += 1;
  return new Date(Date.UTC(2026, 0, 1, 0, 0, seconds));
};

const input = (id: string, more: Partial<MarkInput> = {}): MarkInput =>
  markInputSchema.parse({ database: { id: 'boids-1', label: 'boids' }, level: 'episode', id, label: id, ...more });

it('keeps marks across starts, the newest first', async () => {
  const marks = new Marks(folder, clock);
  const first = await marks.save(input('e1', { note: 'odd turn', tags: ['turn'], time: [12, 40] }));
  await marks.save(input('e2', { starred: true }));
  await marks.save(input('e3', { database: { id: 'other', label: 'other' } }));
  const again = new Marks(folder, clock);
  expect((await again.list('boids-1')).map(({ id }) => id)).toEqual(['e2', 'e1']);
  expect(await again.list()).toHaveLength(3);
  expect((await again.list('boids-1'))[1]).toEqual(first);
});

it('changes one in its place, and keeps when it was made', async () => {
  const marks = new Marks(folder, clock);
  const first = await marks.save(input('e1', { note: 'odd' }));
  const second = await marks.save({ ...input('e1', { note: 'not odd' }), key: first.key });
  expect([second.key, second.created]).toEqual([first.key, first.created]);
  expect(second.changed > first.changed).toBe(true);
  expect((await marks.list()).map(({ note }) => note)).toEqual(['not odd']);
  await marks.remove(first.key);
  expect(await marks.list()).toEqual([]);
});

it('loses none that are made at once', async () => {
  const marks = new Marks(folder, clock);
  await Promise.all(Array.from({ length: 20 }, (_, index) => marks.save(input(`e${index}`))));
  const text = await readFile(join(folder, 'marks.json'), 'utf8');
  expect((JSON.parse(text) as unknown[]).length).toBe(20);
});

it('keeps a file that it cannot read beside the new one', async () => {
  await writeFile(join(folder, 'marks.json'), 'no marks');
  const marks = new Marks(folder, clock);
  await marks.save(input('e1'));
  expect(await readFile(join(folder, 'marks.json.unreadable'), 'utf8')).toBe('no marks');
  expect(await marks.list()).toHaveLength(1);
});

it('takes in others by key, the later change of each, and says what cannot be read', async () => {
  const [ours, theirs] = [new Marks(folder, clock), new Marks(join(folder, 'theirs'), clock)];
  const shared = await ours.save(input('e1', { note: 'old' }));
  const newer = { ...shared, note: 'new', changed: '2027-01-01T00:00:00.000Z' };
  const added = await theirs.save(input('e2', { note: 'theirs' }));
  const text = JSON.stringify({
    kind: 'starling-marks',
    version: 1,
    marks: [newer, added, { ...added, level: 'row' }],
  });
  const read = readMarkFile(text, 'marks.json');
  expect(read.problems).toEqual(['Mark 3 lacks a level that fits']);
  expect(await ours.take(read.marks)).toEqual({ added: 1, changed: 1, kept: 0 });
  expect((await ours.list()).map(({ note }) => note)).toEqual(['new', 'theirs']);
  expect(await ours.take([shared, added])).toEqual({ added: 0, changed: 0, kept: 2 });
  expect((await new Marks(folder).list()).map(({ note }) => note)).toEqual(['new', 'theirs']);
  expect(() => readMarkFile('{"marks": []}', 'a.json')).toThrow('a.json is JSON but no file of marks');
  expect(() => readMarkFile('[', 'a.json')).toThrow('a.json is no JSON');
});
