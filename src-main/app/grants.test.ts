import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { Grants } from './grants.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-grants-'));
  await mkdir(join(folder, 'inside'));
  await writeFile(join(folder, 'inside', 'a.db'), 'a');
  await writeFile(join(folder, 'outside.db'), 'b');
});

describe('on the desktop', () => {
  it('opens what a person handed over and nothing else', async () => {
    const grants = new Grants(null);
    const path = join(folder, 'inside', 'a.db');
    await expect(grants.identify(path)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    grants.add(path);
    await expect(grants.identify(path)).resolves.toEqual({ kind: 'file', path });
    await expect(grants.identify(join(folder, 'outside.db'))).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('says that a file which was handed over is gone', async () => {
    const grants = new Grants(null);
    grants.add(join(folder, 'gone.db'));
    await expect(grants.identify(join(folder, 'gone.db'))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });
});

describe('under serve', () => {
  it.each([
    ['inside/a.db', undefined],
    ['inside', undefined],
    ['outside.db', 'NOT_ALLOWED'],
    ['inside/../outside.db', 'NOT_ALLOWED'],
    ['inside/link.db', 'NOT_ALLOWED'],
    ['insideout', 'NOT_ALLOWED'],
  ])('%s → %s', async (path, code) => {
    await symlink(join(folder, 'outside.db'), join(folder, 'inside', 'link.db'));
    await mkdir(join(folder, 'insideout'));
    const grants = new Grants([join(folder, 'inside')]);
    const answer = grants.identify(join(folder, path)).then(
      () => undefined,
      (thrown: { code: string }) => thrown.code,
    );
    expect(await answer).toBe(code);
  });
});
