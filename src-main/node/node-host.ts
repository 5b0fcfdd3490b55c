import { join } from 'node:path';
import envPaths from 'env-paths';
import { Failure } from '#shared/model/failure.ts';
import { fullSample, type SampleSize } from '#shared/model/sample.ts';
import type { Host, Secrets } from '../app/host.ts';
import { forkDatabase } from './fork-database.ts';

interface Options {
  readonly version: string;
  /** The program that serves one database. */
  readonly databaseEntry: string;
  readonly roots: readonly string[];
}

/** The host of `starling serve` and of the command line: plain Node, no keyring, no dialogs. */
export function createNodeHost({ version, databaseEntry, roots }: Options): Host {
  const { data, cache } = envPaths('starling', { suffix: '' });
  return {
    kind: 'browser',
    version,
    platform: process.platform,
    dataFolder: process.env['STARLING_DATA'] ?? data,
    cacheFolder: process.env['STARLING_DATA'] === undefined ? cache : join(process.env['STARLING_DATA'], 'cache'),
    roots,
    secrets: inMemoryOnly,
    sampleSize: sampleSizeFrom(process.env['STARLING_SAMPLE']) ?? fullSample,
    startDatabaseProcess: () => forkDatabase(databaseEntry),
    openLink: async () => {
      throw new Failure('NOT_ALLOWED', 'Open the link in your browser');
    },
  };
}

/** `3x10x30x3000` (sessions × episodes × agents × frames): a smaller sample for tests and demonstrations. */
export function sampleSizeFrom(text: string | undefined): SampleSize | undefined {
  const [sessions, episodes, agents, frames] = (text ?? '').split('x').map(Number);
  if (!sessions || !episodes || !agents || !frames) return undefined;
  return { sessions, episodes, agents, frames };
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
