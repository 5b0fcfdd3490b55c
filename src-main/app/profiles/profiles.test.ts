import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SecretProtection } from '#shared/contract/profiles.ts';
import { Failure } from '#shared/model/failure.ts';
import { profileSchema } from '#shared/model/profile.ts';
import type { Secrets } from '../host.ts';
import { Profiles } from './profiles.ts';

const profile = profileSchema.parse({ id: 'one', name: 'Lab', host: 'h', database: 'lab', user: 'ada' });
const word = 'correct horse';

/** Reversible without a keyring; what is sealed cannot be found by looking for the text. */
function secretsOf(protection: SecretProtection, key = 7): Secrets {
  return {
    protection: async () => protection,
    seal: async (text) => Buffer.from(text).map((byte) => byte ^ key),
    unseal: async (bytes) => {
      if (key !== 7) throw new Error('wrong key');
      return Buffer.from(bytes.map((byte) => byte ^ key)).toString();
    },
  };
}

describe('Profiles', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'starling-profiles-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = (protection: SecretProtection = 'keyring', key = 7) => new Profiles(folder, secretsOf(protection, key));

  async function everythingOnDisk(): Promise<string> {
    const names = await readdir(folder);
    return (await Promise.all(names.map((each) => readFile(join(folder, each), 'utf8')))).join('\n');
  }

  it('keeps profiles and sealed passwords over a restart', async () => {
    await open().save({ profile, password: word, keep: true });
    const again = open();
    expect(await again.list()).toEqual([{ ...profile, hasPassword: true }]);
    expect(await again.password('one')).toBe(word);
    expect(await everythingOnDisk()).not.toContain(word);
    expect(await readFile(join(folder, 'profiles.json'), 'utf8')).not.toMatch(/password/i);
  });

  it.skipIf(process.platform === 'win32')('writes files that only their owner may read', async () => {
    await open().save({ profile, password: word, keep: true });
    for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['keep is false', 'keyring', false],
    ['there is no protection', 'memory', true],
  ] as const)('holds a password in memory only when %s', async (_, protection, keep) => {
    const profiles = open(protection);
    await profiles.save({ profile, password: word, keep });
    expect(await profiles.password('one')).toBe(word);
    expect((await profiles.list())[0]?.hasPassword).toBe(true);
    expect(await readdir(folder)).toEqual(['profiles.json']);
    expect(await open(protection).password('one')).toBeUndefined();
    await profiles.save({ profile, password: '', keep });
    expect(await profiles.password('one')).toBeUndefined();
  });

  it('forgets what was written when a password is to be kept in memory only', async () => {
    const profiles = open();
    await profiles.save({ profile, password: 'first', keep: true });
    await profiles.save({ profile, password: 'second', keep: false });
    expect(await profiles.password('one')).toBe('second');
    expect(await open().password('one')).toBeUndefined();
  });

  it('keeps the stored password when none is given, and forgets it when it is empty', async () => {
    const profiles = open();
    await profiles.save({ profile, password: word, keep: true });
    const renamed = await profiles.save({ profile: { ...profile, name: 'Other' }, keep: true });
    expect(renamed).toMatchObject({ name: 'Other', hasPassword: true });
    expect(await profiles.password('one')).toBe(word);
    expect(await profiles.save({ profile, password: '', keep: true })).toMatchObject({ hasPassword: false });
    expect(await open().password('one')).toBeUndefined();
  });

  it('removes a profile with its password', async () => {
    const profiles = open();
    await profiles.save({ profile, password: word, keep: true });
    await profiles.remove('one');
    expect(await profiles.list()).toEqual([]);
    expect(await open().password('one')).toBeUndefined();
    await expect(profiles.find('one')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('says when a stored password can no longer be read', async () => {
    await open().save({ profile, password: word, keep: true });
    const failure = await open('keyring', 8)
      .password('one')
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ code: 'PASSWORD_WRONG', message: expect.stringContaining('Enter it again') });
  });

  it('opens what was read from an address, and lists it once it is saved', async () => {
    const profiles = open();
    const [found] = await profiles.read(`postgres://ada:${encodeURIComponent(word)}@h/lab`);
    if (found === undefined) throw new Error('nothing found');
    expect(JSON.stringify(found)).not.toContain('horse');
    expect(await profiles.list()).toEqual([]);
    expect(await profiles.find(found.id)).toEqual(found);
    expect(await profiles.password(found.id)).toBe(word);
    expect(await readdir(folder)).toEqual([]);

    await profiles.save({ profile: found, keep: true });
    expect(await open().list()).toEqual([{ ...found, hasPassword: true }]);
    expect(await open().password(found.id)).toBe(word);
  });

  it('reads an .env file', async () => {
    const found = await open().read('POSTGRES_HOST=h\nPOSTGRES_DB=lab\nPOSTGRES_USER=ada');
    expect(found).toMatchObject([{ host: 'h', database: 'lab', user: 'ada' }]);
  });

  it('sorts by name, numbers in it as numbers', async () => {
    const profiles = open();
    for (const name of ['lab 10', 'Lab 9', 'alpha'])
      await profiles.save({ profile: { ...profile, id: name, name }, keep: true });
    expect((await profiles.list()).map((each) => each.name)).toEqual(['alpha', 'Lab 9', 'lab 10']);
  });
});
