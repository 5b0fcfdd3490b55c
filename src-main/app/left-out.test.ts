import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { LeftOuts } from './left-out.ts';

const named = { lens: 'tracking', finding: 'jumps', title: 'Jumps', level: 'episode' as const };

it('is kept by database, taken back, and left out again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'starling-left-out-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const leftOuts = new LeftOuts(folder, () => new Date('2026-11-21T10:00:00Z'));
  const added = await leftOuts.add('a', { ...named, ids: ['1', '2'] });
  await leftOuts.show('a', true);
  const kept = { ...named, ids: ['1', '2'], key: added.key, since: '2026-11-21T10:00:00.000Z' };
  expect(await new LeftOuts(folder).of('a')).toEqual({ shown: true, items: [kept] });
  expect(await leftOuts.of('b')).toEqual({ shown: false, items: [] });
  await leftOuts.takeBack('a', added.key);
  expect(await leftOuts.of('a')).toEqual({ shown: false, items: [] });
  await leftOuts.restore('a', added.key);
  expect(await new LeftOuts(folder).of('a')).toEqual({ shown: false, items: [kept] });
  await expect(leftOuts.restore('a', 'another')).rejects.toThrow(/leave it out again/);
  await expect(leftOuts.add('a', { ...named, ids: [] })).rejects.toThrow(/nothing to leave out/);
  const many = Array.from({ length: 19_999 }, (_, at) => String(at));
  await expect(leftOuts.add('a', { ...named, ids: many })).rejects.toThrow(/More than 20 000/);
});
