import type { ProfileTest } from '#shared/contract/profiles.ts';
import { asFailure } from '#shared/model/failure.ts';
import type { Profile } from '#shared/model/profile.ts';
import { openPostgres } from './driver.ts';

/** Connects once and asks something; what is wrong comes back as a failure whose code says at which step. */
export async function testProfile(profile: Profile, password: string | undefined): Promise<ProfileTest> {
  const start = performance.now();
  const result = await openPostgres(profile, password).then(
    async (connection) => {
      await connection.close();
      return { ok: true, engineVersion: connection.info.engineVersion, failure: null };
    },
    (error: unknown) => ({ ok: false, engineVersion: null, failure: asFailure(error).data }),
  );
  return { ...result, milliseconds: Math.round(performance.now() - start) };
}
