import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Failure } from '#shared/model/failure.ts';
import type { SampleSize } from '#shared/model/sample.ts';
import { duckdbWriter, type SampleWriter } from './duckdb-writer.ts';
import { planSample } from './plan.ts';

export interface SampleOptions extends SampleSize {
  readonly seed: number;
  /** Called with the share that is done, 0–1. */
  readonly onProgress?: ((share: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Simulates flocks of boids and writes them as a tracking database of generation E: the same file for the same seed and
 * size. The file appears under its name only when it is complete; failing or cancelling leaves nothing behind.
 */
export async function makeSample(path: string, options: SampleOptions): Promise<void> {
  const partial = `${path}.${randomUUID().slice(0, 8)}.partial`;
  await mkdir(dirname(path), { recursive: true });
  try {
    const writer = await duckdbWriter(partial);
    try {
      await writeSample(writer, options);
    } finally {
      await writer.close();
    }
    await rename(partial, path);
  } finally {
    for (const suffix of ['', '.wal', '.tmp']) await rm(`${partial}${suffix}`, { recursive: true, force: true });
  }
}

/** Simulates the next episode while the engine still stores the one before. */
export async function writeSample(writer: SampleWriter, options: SampleOptions): Promise<void> {
  const sessions = planSample(options, options.seed);
  const episodes = sessions.flatMap((session) => session.episodes);
  await writer.begin(sessions);
  let storing: Promise<void> = Promise.resolve();
  for (const [done, episode] of episodes.entries()) {
    await setImmediate();
    try {
      checkSignal(options.signal);
    } catch (error) {
      await storing;
      throw error;
    }
    const observations = episode.simulate();
    await storing;
    options.onProgress?.(done / episodes.length);
    storing = writer.write(episode, observations);
    storing.catch(() => undefined);
  }
  await storing;
  checkSignal(options.signal);
  await writer.finish();
  options.onProgress?.(1);
}

function checkSignal(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Failure('CANCELLED', 'Cancelled');
}
