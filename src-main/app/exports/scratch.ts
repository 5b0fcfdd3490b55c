import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder of our own for as long as `work` takes, whatever becomes of it. */
export async function withScratch<T>(cacheFolder: string, work: (scratch: string) => Promise<T>): Promise<T> {
  const folder = join(cacheFolder, 'scratch');
  await mkdir(folder, { recursive: true });
  const scratch = await mkdtemp(join(folder, 'export-'));
  try {
    return await work(scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
