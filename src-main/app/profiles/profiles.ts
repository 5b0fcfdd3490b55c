import { join } from 'node:path';
import { z } from 'zod';
import { Failure } from '#shared/model/failure.ts';
import { type Profile, type ProfileInfo, profileSchema } from '#shared/model/profile.ts';
import type { Secrets } from '../host.ts';
import { type JsonFile, jsonFile } from '../json-file.ts';
import type { FoundProfile } from './found-profile.ts';
import { readEnv } from './read-env.ts';
import { isPostgresUrl, readUrl } from './read-url.ts';

export interface SaveRequest {
  readonly profile: Profile;
  /** Absent: what is stored stays; empty: it is forgotten. */
  readonly password?: string | undefined;
  /** Whether a password may be written to disk, sealed. */
  readonly keep: boolean;
}

/**
 * Postgres profiles: in a file of their own, passwords sealed in another, and in memory only where they may not be
 * written. Profiles that were only read from text (`read`) can be opened and tested, but are not listed until saved.
 */
export class Profiles {
  readonly #secrets: Secrets;
  readonly #profiles: JsonFile<Profile[]>;
  /** Sealed passwords in base64 by profile id. */
  readonly #sealed: JsonFile<Record<string, string>>;
  readonly #inMemory = new Map<string, string>();
  readonly #found = new Map<string, Profile>();

  constructor(folder: string, secrets: Secrets) {
    this.#secrets = secrets;
    this.#profiles = jsonFile<Profile[]>(join(folder, 'profiles.json'), z.array(profileSchema), []);
    this.#sealed = jsonFile(join(folder, 'passwords.json'), z.record(z.string(), z.string()), {});
  }

  async list(): Promise<readonly ProfileInfo[]> {
    const profiles = await this.#profiles.read();
    const infos = await Promise.all(profiles.map((profile) => this.#info(profile)));
    return infos.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  }

  /** A saved profile, or one that was read just now. Throws NOT_FOUND. */
  async find(id: string): Promise<Profile> {
    const profile = this.#found.get(id) ?? (await this.#profiles.read()).find((each) => each.id === id);
    if (profile) return profile;
    throw new Failure('NOT_FOUND', 'There is no such connection profile any more. Add it again under its address.');
  }

  async save({ profile, password, keep }: SaveRequest): Promise<ProfileInfo> {
    await this.#profiles.change((profiles) => [...profiles.filter((each) => each.id !== profile.id), profile]);
    this.#found.delete(profile.id);
    const given = password ?? this.#inMemory.get(profile.id);
    if (given !== undefined) await this.#store(profile.id, given, keep);
    return this.#info(profile);
  }

  async remove(id: string): Promise<void> {
    await this.#profiles.change((profiles) => profiles.filter((each) => each.id !== id));
    this.#found.delete(id);
    await this.#store(id, '', false);
  }

  /** For the database process only; never for a window. */
  async password(id: string): Promise<string | undefined> {
    const inMemory = this.#inMemory.get(id);
    const sealed = (await this.#sealed.read())[id];
    if (inMemory !== undefined || sealed === undefined) return inMemory;
    try {
      return await this.#secrets.unseal(Buffer.from(sealed, 'base64'));
    } catch (cause) {
      throw new Failure(
        'PASSWORD_WRONG',
        'The stored password can no longer be read, because the keyring of this computer has changed. Enter it again in the profile.',
        { cause },
      );
    }
  }

  /**
   * Reads a `postgres://` address or the text of an `.env` file; none found is an empty list. Passwords found stay here, in memory,
   * until their profile is saved.
   */
  async read(text: string): Promise<readonly Profile[]> {
    const found: readonly FoundProfile[] = isPostgresUrl(text) ? [readUrl(text)] : readEnv(text);
    for (const { profile, password } of found) {
      this.#found.set(profile.id, profile);
      if (password !== undefined) this.#inMemory.set(profile.id, password);
    }
    return found.map(({ profile }) => profile);
  }

  async #store(id: string, password: string, keep: boolean): Promise<void> {
    const sealing = password !== '' && keep && (await this.#secrets.protection()) !== 'memory';
    const sealed = sealing ? Buffer.from(await this.#secrets.seal(password)).toString('base64') : undefined;
    if (password !== '' && !sealing) this.#inMemory.set(id, password);
    else this.#inMemory.delete(id);
    const known = (await this.#sealed.read())[id];
    if (known === sealed) return;
    await this.#sealed.change(({ [id]: _, ...others }) =>
      sealed === undefined ? others : { ...others, [id]: sealed },
    );
  }

  async #info(profile: Profile): Promise<ProfileInfo> {
    const hasPassword = this.#inMemory.has(profile.id) || (await this.#sealed.read())[profile.id] !== undefined;
    return { ...profile, hasPassword };
  }
}
