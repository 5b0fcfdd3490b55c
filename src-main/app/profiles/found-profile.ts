import { createHash } from 'node:crypto';
import { userInfo } from 'node:os';
import { Failure } from '#shared/model/failure.ts';
import { type Profile, profileSchema, type SslMode, sslModeSchema } from '#shared/model/profile.ts';

/** A profile that was read from text, with the password that stood beside it. */
export interface FoundProfile {
  readonly profile: Profile;
  readonly password: string | undefined;
}

/** What a text says; what it leaves out gets libpq's defaults. */
export interface Parts {
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly database?: string | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly sslMode?: string | undefined;
  readonly caFile?: string | undefined;
  readonly applicationName?: string | undefined;
}

/** Reading the same text again gives the same id. */
export function foundProfile(parts: Parts): FoundProfile {
  const host = parts.host || 'localhost';
  const user = parts.user || userInfo().username;
  const database = parts.database || user;
  const port = Number(parts.port || 5432);
  const candidate = {
    id: createHash('sha256')
      .update(JSON.stringify([host, port, database, user]))
      .digest('hex')
      .slice(0, 12),
    name: `${database} on ${host}`.slice(0, 200),
    ...{ host, port, database, user },
    sslMode: sslModeOf(parts.sslMode),
    caFile: parts.caFile && parts.caFile !== 'system' ? parts.caFile : null,
    ...(parts.applicationName && { applicationName: parts.applicationName }),
  };
  const parsed = profileSchema.safeParse(candidate);
  if (parsed.success) return { profile: parsed.data, password: parts.password || undefined };
  const wrong = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new Failure('BAD_INPUT', `The address of the database is incomplete or wrong: check its ${wrong}.`);
}

/** `allow` asks for as little as `prefer`; programs write `true` or `no-verify` for an encrypted connection. */
function sslModeOf(text: string | undefined): SslMode {
  const word = text?.trim().toLowerCase() ?? '';
  if (['true', '1', 'on', 'no-verify'].includes(word)) return 'require';
  if (['false', '0', 'off'].includes(word)) return 'disable';
  const known = sslModeSchema.safeParse(word);
  return known.success ? known.data : 'prefer';
}
