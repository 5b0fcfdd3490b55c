import { z } from 'zod';
import type { ErrorData } from '../model/failure.ts';
import { type Profile, type ProfileInfo, profileSchema } from '../model/profile.ts';
import { answer, base } from './base.ts';

const password = z.string().max(10_000).optional();

/** Postgres profiles. A password goes in and never comes out. */
export const profiles = {
  list: base.output(answer<readonly ProfileInfo[]>()),
  /** `password` absent: keep what is stored; empty: forget it. `keep: false`: hold it in memory only. */
  save: base
    .input(z.object({ profile: profileSchema, password, keep: z.boolean().default(true) }))
    .output(answer<ProfileInfo>()),
  remove: base.input(z.object({ profile: z.string() })).output(z.void()),
  /** Connects once and says what is wrong, step by step. */
  test: base.input(z.object({ profile: profileSchema, password })).output(answer<ProfileTest>()),
  /** Reads a `postgres://` URL or the text of an `.env` file; a password found is kept aside under the new profile's id. */
  read: base.input(z.object({ text: z.string().max(100_000) })).output(answer<readonly Profile[]>()),
  /** How well passwords are protected here. */
  protection: base.output(answer<SecretProtection>()),
};

export interface ProfileTest {
  readonly ok: boolean;
  readonly engineVersion: string | null;
  readonly milliseconds: number;
  readonly failure: ErrorData | null;
}

/** `keyring`: the system's secret store. `weak`: a constant key (Linux without a keyring). `memory`: never written. */
export type SecretProtection = 'keyring' | 'weak' | 'memory';
