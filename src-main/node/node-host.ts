import { Failure } from '#shared/model/failure.ts';
import { surroundings } from '../app/environment.ts';
import type { Host, Secrets } from '../app/host.ts';
import { forkDatabase } from './fork-database.ts';

interface Options {
  readonly version: string;
  /** The program that serves one database. */
  readonly databaseEntry: string;
  /** Folders below which a window may open files; `null` for a command, which opens only what it names. */
  readonly roots: readonly string[] | null;
}

/** The host of `starling serve` and of the command line: plain Node, no keyring, no dialogs. */
export function createNodeHost({ version, databaseEntry, roots }: Options): Host {
  return {
    kind: 'browser',
    version,
    platform: process.platform,
    ...surroundings(process.env),
    roots,
    remembers: roots !== null,
    secrets: inMemoryOnly,
    startDatabaseProcess: () => forkDatabase(databaseEntry),
    openLink: async () => {
      throw new Failure('NOT_ALLOWED', 'Open the link in your browser');
    },
  };
}

/** `serve` writes no password anywhere. */
const inMemoryOnly: Secrets = {
  protection: async () => 'memory',
  seal: async () => {
    throw new Failure('NOT_ALLOWED', 'Passwords are kept in memory only here');
  },
  unseal: async () => {
    throw new Failure('NOT_ALLOWED', 'Passwords are kept in memory only here');
  },
};
