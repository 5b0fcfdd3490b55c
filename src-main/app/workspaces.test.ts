import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Workspace } from '#shared/model/workspace.ts';
import { newWorkspace, workspaceText } from '#shared/model/workspace-text.ts';
import { Grants } from './grants.ts';
import { Workspaces } from './workspaces.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-workspaces-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Kind {
  readonly roots?: readonly string[] | null;
  readonly chosen?: string | null;
}

function start({ roots = null, chosen = null }: Kind = {}) {
  const grants = new Grants(roots);
  const dataFolder = join(folder, 'data');
  const host = { dataFolder, roots, savePlace: async () => chosen };
  return { workspaces: new Workspaces({ host, grants }), grants, own: join(dataFolder, 'workspaces') };
}

const file = (path: string): Workspace['sources'][number] => ({
  id: path,
  label: path,
  source: { kind: 'file', path },
});
const of = (title: string, ...paths: readonly string[]): Workspace => ({
  ...newWorkspace(title),
  sources: paths.map(file),
});

it('keeps workspaces across starts, under names that every system takes', async () => {
  const { workspaces, own } = start();
  const first = await workspaces.create(of('Möwen / am Meer'));
  const second = await workspaces.create(of('Möwen / am Meer'));
  expect(first.id).not.toBe(second.id);
  expect((await readdir(own)).sort()).toEqual([
    'mowen-am-meer-2.starling-workspace',
    'mowen-am-meer.starling-workspace',
  ]);
  const again = start().workspaces;
  expect((await again.get(first.id)).workspace).toEqual(first.workspace);
  const { workspaces: list, unreadable } = await again.list();
  expect([list.map(({ title, own: isOwn }) => [title, isOwn]), unreadable]).toEqual([
    [
      ['Möwen / am Meer', true],
      ['Möwen / am Meer', true],
    ],
    [],
  ]);
  await again.remove(second.id);
  expect(await readdir(own)).toEqual(['mowen-am-meer.starling-workspace']);
});

it('names only files that a person opened, and may open these after a restart', async () => {
  const { workspaces, grants } = start();
  await expect(workspaces.create(of('Stranger', '/secret/file'))).rejects.toThrow(/opens only files that were chosen/);
  grants.add('/data/a.duckdb');
  const { id } = await workspaces.create(of('Mine', '/data/a.duckdb'));
  await expect(workspaces.save(id, of('Mine', '/data/a.duckdb', '/secret/file'))).rejects.toThrow(/opens only files/);
  expect((await workspaces.save(id, of('Still mine', '/data/a.duckdb'))).workspace.title).toBe('Still mine');
  const restarted = start();
  await expect(restarted.grants.check('/data/a.duckdb')).rejects.toThrow();
  await restarted.workspaces.grantOwn();
  await restarted.grants.check('/data/a.duckdb');
});

it('opens a file elsewhere, writes changes there, and grants nothing that it names', async () => {
  const path = join(folder, 'gift.starling-workspace');
  await writeFile(path, workspaceText(of('Gift', '/secret/file')));
  const { workspaces, grants } = start();
  await expect(workspaces.open(path)).rejects.toThrow(/opens only files/);
  grants.add(path);
  const { id, own } = await workspaces.open(path);
  expect(own).toBe(false);
  await workspaces.save(id, of('Gift, mine now', '/secret/file'));
  expect(await readFile(path, 'utf8')).toContain('Gift, mine now');
  expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  const restarted = start();
  await restarted.workspaces.grantOwn();
  await expect(restarted.grants.check('/secret/file')).rejects.toThrow();
  expect((await restarted.workspaces.get(id)).workspace.title).toBe('Gift, mine now');
  await restarted.workspaces.remove(id);
  expect((await restarted.workspaces.list()).workspaces).toEqual([]);
  expect(await readFile(path, 'utf8')).toContain('Gift');
});

it('says what is wrong with files that cannot be read, and goes on with the others', async () => {
  const { workspaces, own, grants } = start();
  const { id } = await workspaces.create(of('Torn'));
  await workspaces.create(of('Whole'));
  const path = join(own, 'torn.starling-workspace');
  await writeFile(path, workspaceText(of('Torn')).slice(0, 40));
  await expect(workspaces.get(id)).rejects.toThrow(/torn.starling-workspace is no workspace: its text is no JSON/);
  await writeFile(path, 'x'.repeat(2_100_000));
  await expect(workspaces.get(id)).rejects.toThrow(/larger than any workspace/);
  const gone = join(folder, 'gone.starling-workspace');
  grants.add(gone);
  await expect(workspaces.open(gone)).rejects.toThrow(/is not there any more/);
  const { workspaces: list, unreadable } = await workspaces.list();
  expect(list.map(({ title }) => title)).toEqual(['Whole']);
  expect(unreadable.map(({ message }) => message.slice(-30))).toHaveLength(2);
  await expect(workspaces.get('nobody-1')).rejects.toThrow(/does not know this workspace any more/);
});

it('goes on with the file that it was saved as', async () => {
  const { workspaces } = start({ chosen: join(folder, 'paper') });
  const first = await workspaces.create(of('For the paper'));
  const second = (await workspaces.saveAs(first.id))!;
  expect(second).toMatchObject({ own: false, path: join(folder, 'paper.starling-workspace') });
  await workspaces.save(second.id, of('Changed'));
  expect((await workspaces.get(first.id)).workspace.title).toBe('For the paper');
  expect(
    await start()
      .workspaces.create(of('Other'))
      .then(({ id }) => start().workspaces.saveAs(id)),
  ).toBeNull();
});

it('takes the text of a file only where folders say what may be opened', async () => {
  const text = workspaceText(of('Dropped', '/anywhere'));
  await expect(start().workspaces.take(text, 'x')).rejects.toThrow(/Open the file of the workspace/);
  const { workspaces } = start({ roots: [folder] });
  expect((await workspaces.take(text, 'x')).workspace.title).toBe('Dropped');
  await expect(workspaces.take('{', 'dropped.starling-workspace')).rejects.toThrow(/^dropped.starling-workspace is no/);
});
