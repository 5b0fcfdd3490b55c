import type { Profile, SslMode } from '#shared/model/profile.ts';

/** A profile as the form holds it: everything is text until it is saved. */
export interface ProfileDraft {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
  readonly sslMode: SslMode;
  readonly caFile: string;
  readonly applicationName: string;
  readonly channel: string;
}

export function draftOf(profile: Profile): ProfileDraft {
  return { ...profile, port: String(profile.port), caFile: profile.caFile ?? '', channel: profile.channel ?? '' };
}

export function newDraft(id: string): ProfileDraft {
  return {
    id,
    name: '',
    host: 'localhost',
    port: '5432',
    database: 'postgres',
    user: 'postgres',
    sslMode: 'prefer',
    caFile: '',
    applicationName: 'Starling',
    channel: '',
  };
}

/** The first field that must still be filled in, or the profile. */
export function readDraft(draft: ProfileDraft): Profile | keyof ProfileDraft {
  const { host, database, user } = draft;
  for (const field of ['host', 'database', 'user'] as const) if (draft[field].trim() === '') return field;
  const port = Number(draft.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return 'port';
  return {
    id: draft.id,
    name: draft.name.trim() === '' ? `${database.trim()} on ${host.trim()}` : draft.name.trim(),
    host: host.trim(),
    port,
    database: database.trim(),
    user: user.trim(),
    sslMode: draft.sslMode,
    caFile: draft.caFile.trim() === '' ? null : draft.caFile.trim(),
    applicationName: draft.applicationName.trim() === '' ? 'Starling' : draft.applicationName.trim(),
    ...(draft.channel.trim() !== '' && { channel: draft.channel.trim() }),
  };
}

export const sslModes: readonly { readonly value: SslMode; readonly label: string }[] = [
  { value: 'disable', label: 'Off' },
  { value: 'prefer', label: 'If the server offers it' },
  { value: 'require', label: 'Required' },
  { value: 'verify-ca', label: 'Required, and its certificate must be signed by a known authority' },
  { value: 'verify-full', label: 'Required, and its certificate must name the host' },
];
