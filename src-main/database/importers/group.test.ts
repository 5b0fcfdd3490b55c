import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { groupFiles, withCompanions } from './group.ts';
import { ImportBench } from './testing/importing.ts';

async function grouped(...names: readonly string[]): Promise<readonly (readonly string[])[]> {
  const folder = await mkdtemp(join(tmpdir(), 'starling-group-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const name of names) await writeFile(join(folder, name), '');
  const sets = await groupFiles(names.map((name) => ({ paths: [join(folder, name)], options: {} })));
  return sets.map(({ paths }) => paths.map((path) => basename(path)));
}

it('puts files together whose names differ in numbers only', async () => {
  expect(await grouped('b.csv', 'part-10.parquet', 'part-2.parquet', 'part-2.csv')).toEqual([
    ['b.csv'],
    ['part-2.parquet', 'part-10.parquet'],
    ['part-2.csv'],
  ]);
});

it('puts files together that an importer takes together', async () => {
  expect(await grouped('a.pt', 'a_config.pt', 'b.pt')).toEqual([['a_config.pt', 'a.pt'], ['b.pt']]);
  expect(await grouped('x_steps.jsonl', 'x_episodes.jsonl', 'y_episodes.jsonl', 'x_summary.json')).toEqual([
    ['x_episodes.jsonl', 'x_steps.jsonl', 'x_summary.json'],
    ['y_episodes.jsonl'],
  ]);
  expect(await grouped('01_tracks.csv', '01_tracksMeta.csv', '02_tracks.csv')).toEqual([
    ['01_tracks.csv', '01_tracksMeta.csv'],
    ['02_tracks.csv'],
  ]);
  expect(await grouped('0.monitor.csv', 'progress.csv', 'notes.csv')).toEqual([
    ['0.monitor.csv', 'progress.csv'],
    ['notes.csv'],
  ]);
});

it('takes what belongs to a file that changes with it', async () => {
  await using bench = await ImportBench.create();
  for (const name of ['x_steps.jsonl', 'x_episodes.jsonl', 'y_steps.jsonl', 'part-1.csv', 'part-2.csv'])
    await writeFile(bench.path(name), '');
  const taken = async (name: string, replaces: boolean) =>
    (await withCompanions({ paths: [bench.path(name)], options: {}, replaces })).paths.map((path) => basename(path));
  expect(await taken('x_steps.jsonl', true)).toEqual(['x_episodes.jsonl', 'x_steps.jsonl']);
  expect(await taken('x_steps.jsonl', false)).toEqual(['x_steps.jsonl']);
  expect(await taken('part-1.csv', true)).toEqual(['part-1.csv']);
});
