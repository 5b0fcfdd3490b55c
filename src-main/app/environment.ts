import { join } from 'node:path';
import envPaths from 'env-paths';
import { fullSample, type SampleSize } from '#shared/model/sample.ts';

/** What the surroundings decide, the same for every host: the desktop and the command line share profiles and recents. */
export interface Surroundings {
  readonly dataFolder: string;
  readonly cacheFolder: string;
  readonly sampleSize: SampleSize;
}

/** `STARLING_DATA` keeps everything below one folder of its own; `STARLING_SAMPLE` is the size of the sample (see below). */
export function surroundings(environment: NodeJS.ProcessEnv): Surroundings {
  const own = environment['STARLING_DATA'];
  const folders = own === undefined ? envPaths('starling', { suffix: '' }) : { data: own, cache: join(own, 'cache') };
  return {
    dataFolder: folders.data,
    cacheFolder: folders.cache,
    sampleSize: sampleSizeFrom(environment['STARLING_SAMPLE']) ?? fullSample,
  };
}

/** `3x10x30x3000` (sessions × episodes × agents × frames): a smaller sample for tests and demonstrations. */
export function sampleSizeFrom(text: string | undefined): SampleSize | undefined {
  const [sessions, episodes, agents, frames] = (text ?? '').split('x').map(Number);
  if (!sessions || !episodes || !agents || !frames) return undefined;
  return { sessions, episodes, agents, frames };
}
const inherited = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TEMP',
  'TMP',
  'LANG',
  'LC_ALL',
  'TZ',
  'SystemRoot',
  'USERPROFILE',
  'LD_LIBRARY_PATH',
  'NODE_COMPILE_CACHE',
];

/** What a database process inherits, by name: no secret of the person's shell travels into it. */
export function databaseEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  const named = inherited.flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...fewArenas, ...Object.fromEntries(named) };
}

/** glibc keeps freed memory per thread; with two arenas a process peaks 50–100 MB lower. Elsewhere it means nothing. */
const fewArenas = { MALLOC_ARENA_MAX: '2' };
