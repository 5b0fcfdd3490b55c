import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Source } from '#shared/model/source.ts';
import { Grants } from './grants.ts';
import { referenceOf } from './references.ts';

let folder: string;
let source: Source;
const postgres: Source = { kind: 'postgres', profile: 'p' };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-references-'));
  await mkdir(join(folder, 'data'));
  await mkdir(join(folder, 'database'));
  await writeFile(join(folder, 'data', 'a.pkl'), 'abc');
  await writeFile(join(folder, 'database', 'beside.pkl'), '');
  await writeFile(join(folder, 'secret.pkl'), 'secret');
  await symlink(join(folder, 'secret.pkl'), join(folder, 'data', 'link.pkl'));
  source = { kind: 'file', path: join(folder, 'database', 'x.db') };
});

const look = (path: string, more: { folder?: string; checksums?: boolean } = {}) => ({
  ...{ path, checksums: false },
  ...more,
});

describe('on the desktop', () => {
  it('are looked at below a folder that a person chose', async () => {
    const grants = new Grants(null);
    const asked = look('a.pkl', { folder: join(folder, 'data'), checksums: true });
    await expect(referenceOf(grants, postgres, asked)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    grants.add(join(folder, 'data'));
    const found = await referenceOf(grants, postgres, asked);
    expect(found).toMatchObject({ path: join(folder, 'data', 'a.pkl'), bytes: 3 });
    // Of "abc", as the standards give them (FIPS 180-4, RFC 1321).
    expect(found.checksums).toEqual([
      { kind: 'sha256', value: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' },
      { kind: 'sha1', value: 'a9993e364706816aba3e25717850c26c9cd0d89d' },
      { kind: 'md5', value: '900150983cd24fb0d6963f7d28e17f72' },
    ]);
    expect((await referenceOf(grants, postgres, { ...asked, checksums: false })).checksums).toEqual([]);
  });

  it.each(['../secret.pkl', 'link.pkl'])('are not looked at outside of it: %s', async (path) => {
    const grants = new Grants(null);
    grants.add(join(folder, 'data'));
    const asked = look(path, { folder: join(folder, 'data') });
    await expect(referenceOf(grants, source, asked)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('are not looked at only because a database names them', async () => {
    const whole = join(folder, 'secret.pkl');
    await expect(referenceOf(new Grants(null), source, look(whole))).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    const asked = look(whole, { folder: join(folder, 'data') });
    const grants = new Grants(null);
    grants.add(join(folder, 'data'));
    await expect(referenceOf(grants, source, asked)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });
});

describe('under serve', () => {
  it('begin at the folder of the database', async () => {
    const grants = new Grants([folder]);
    await expect(referenceOf(grants, source, look('beside.pkl'))).resolves.toMatchObject({ bytes: 0 });
    await expect(referenceOf(grants, source, look('gone.pkl'))).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    await expect(referenceOf(grants, source, look('.'))).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(referenceOf(grants, postgres, look('beside.pkl'))).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('stay below its roots', async () => {
    const grants = new Grants([join(folder, 'data')]);
    await expect(referenceOf(grants, source, look(join(folder, 'data', 'a.pkl')))).resolves.toMatchObject({ bytes: 3 });
    for (const path of [join(folder, 'secret.pkl'), join(folder, 'data', 'link.pkl'), 'beside.pkl'])
      await expect(referenceOf(grants, source, look(path))).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    const asked = look('secret.pkl', { folder });
    await expect(referenceOf(grants, source, asked)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });
});
