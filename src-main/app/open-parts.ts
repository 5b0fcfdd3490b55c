import type { LeavingOut } from '#shared/model/left-out.ts';
import type { LensFile } from '#shared/model/lens-file.ts';
import type { Profile } from '#shared/model/profile.ts';
import type { Source } from '#shared/model/source.ts';
import type { Host } from './host.ts';

/** What a process that writes may read besides its database. */
export interface Writing {
  readonly paths: string[];
  readonly scratch: string;
}

/** What a database process is told to open, secrets included. */
export type OpenTarget =
  | Exclude<Source, { kind: 'postgres' }>
  | { readonly kind: 'postgres'; readonly profile: Profile; readonly password?: string };

/** What an open database is made of. */
export interface OpenParts {
  readonly id: string;
  readonly label: string;
  readonly source: Source;
  readonly host: Host;
  /** Resolved at each opening, so that a changed profile counts. */
  readonly target: () => Promise<OpenTarget>;
  /** Lenses that people drew. */
  readonly lenses: () => Promise<readonly LensFile[]>;
  /** What people left out of it. */
  readonly leavingOut: () => Promise<LeavingOut>;
  /** The time zone of the settings. */
  readonly timeZone: () => Promise<string | undefined>;
  readonly onChange: () => void;
  /** How long a cancelled statement may go on where only ending the process stops it, in milliseconds; a moment without it. */
  readonly grace?: number;
}
